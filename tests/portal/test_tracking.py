"""Tracking without an account: levels by the code, history by the access code, guesses slowed, no personal data."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casework.models import Dossier
from casework.services.slowing import FREE_FAILURES
from casework.services.tracking import clean_access_code
from tests.portal.filing import token
from tests.portal.stories import accepted, asked, filed


def access_code(casework, code):
    with casework.database.reading() as session:
        nonce = session.scalars(select(Dossier.access_nonce).where(Dossier.code == code)).one()
    return casework.access_code(code, nonce)


def look(client, code, secret="", csrf=None, address="192.0.2.1"):
    data = {"csrf_token": csrf or token(client), "ma": code, "ma_tra_cuu": secret}
    return client.post("/tra-cuu", data=data, environ_base={"REMOTE_ADDR": address}, follow_redirects=True)


def test_the_code_alone_shows_the_level_only(client, signed_in_citizen):
    code = asked(signed_in_citizen("enterprise"), ["paper:passport"], "Ông Bí Mật phải gửi lại hộ chiếu.")
    page = client.get(f"/tra-cuu?ma={code.lower()}")
    assert page.status_code == 200
    assert 'aria-current="step">Đã nộp<' in page.text
    for secret in ("Cơ quan đề nghị bổ sung", "Bí Mật", "Công ty", "thẻ đi lại"):
        assert secret not in page.text


def test_the_access_code_opens_the_history_without_personal_data(client, signed_in_citizen, casework):
    code = asked(signed_in_citizen("enterprise"), ["paper:passport"], "Ông Bí Mật phải gửi lại hộ chiếu.")
    secret = access_code(casework, code)
    page = look(client, code, f"{secret[:4]}-{secret[4:8]} {secret[8:].lower()}")
    assert page.status_code == 200
    assert "Cơ quan đề nghị bổ sung" in page.text
    with casework.database.reading() as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
    names = [dossier.title, dossier.applicant["name"], *(one["full_name"] for one in dossier.answers["persons"])]
    for private in (*names, "Bí Mật", dossier.applicant["email"]):
        assert private not in page.text


def test_letters_of_the_receipt_may_be_read_as_digits(client, signed_in_citizen, casework):
    assert clean_access_code("8i0k-1eov ppd5") == "BIOKIEOVPPD5"
    code = filed(signed_in_citizen("enterprise"))
    misread = access_code(casework, code).translate(str.maketrans("OIB", "018"))
    assert "Quá trình" in look(client, code, misread).text


def test_the_promise_is_told_to_the_holder_of_the_code(client, signed_in_citizen, casework):
    code = accepted(signed_in_citizen("enterprise"))
    assert "Trả kết quả trước" not in client.get(f"/tra-cuu?ma={code}").text
    assert "Trả kết quả trước" in look(client, code, access_code(casework, code)).text


def test_a_dossier_that_was_withdrawn_is_not_shown_with_a_result(client, signed_in_citizen, casework):
    citizen = signed_in_citizen("enterprise")
    code = accepted(citizen)
    citizen.submit(f"/ho-so/{code}/rut", {"reason": "Nộp nhầm"}, button="Rút hồ sơ")
    for page in (client.get(f"/tra-cuu?ma={code}").text, look(client, code, access_code(casework, code)).text):
        assert 'aria-current="step">Đã kết thúc<' in page
        assert 'level--reached">Đã có kết quả<' not in page
    assert 'level--reached">Đã tiếp nhận, đang giải quyết<' in page
    assert "Trả kết quả trước" not in page.split("Quá trình")[0]


def test_what_was_opened_stays_open_for_a_quarter_of_an_hour_and_in_this_browser_only(
    app, client, signed_in_citizen, casework, clock
):
    code = accepted(signed_in_citizen("enterprise"))
    look(client, code, access_code(casework, code))
    clock.advance(minutes=14)
    assert "Trả kết quả trước" in client.get(f"/tra-cuu?ma={code}").text
    assert "Trả kết quả trước" not in app.test_client().get(f"/tra-cuu?ma={code}").text
    clock.advance(minutes=2)
    assert "Trả kết quả trước" not in client.get(f"/tra-cuu?ma={code}").text


def test_the_last_five_that_were_opened_stay_open(client, signed_in_citizen, casework, clock):
    citizen = signed_in_citizen("enterprise")
    codes = [filed(citizen) for _ in range(6)]
    for code in codes:
        look(client, code, access_code(casework, code))
        clock.advance(minutes=1)
    opened = ["Quá trình" in client.get(f"/tra-cuu?ma={code}").text for code in codes]
    assert opened == [False, True, True, True, True, True]


def test_a_session_somebody_made_up_opens_nothing(client, signed_in_citizen):
    code = filed(signed_in_citizen("enterprise"))
    client.set_cookie("portal", "eyJvcGVuZWQiOnt9fQ.aaaa.bbbb")
    assert "Quá trình" not in client.get(f"/tra-cuu?ma={code}").text


def test_a_wrong_access_code_tells_nothing(client, signed_in_citizen):
    code = filed(signed_in_citizen("enterprise"))
    wrong, unknown = look(client, code, "AAAAAAAAAAAA"), look(client, "H99.01-20200101-0000009", "AAAAAAAAAAAA")
    assert wrong.status_code == unknown.status_code == 422
    assert "Đã nộp" not in wrong.text


def test_guesses_are_slowed_for_everybody_at_the_dossier(client, signed_in_citizen, casework, clock):
    code = filed(signed_in_citizen("enterprise"))
    csrf, right = token(client), access_code(casework, code)
    statuses = [look(client, code, "WRONGWRONG", csrf, f"192.0.2.{n}").status_code for n in range(FREE_FAILURES + 1)]
    assert statuses[-1] == 429 or look(client, code, "WRONGWRONG", csrf, "192.0.2.99").status_code == 429
    assert look(client, code, right, csrf, "198.51.100.7").status_code == 429
    clock.advance(minutes=16)
    assert look(client, code, right, csrf).status_code == 200


def test_guessing_codes_is_slowed_by_address(client):
    statuses = [
        client.get(f"/tra-cuu?ma=H99.01-20260101-{n:07}", environ_base={"REMOTE_ADDR": "192.0.2.50"}).status_code
        for n in range(40)
    ]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    elsewhere = client.get("/tra-cuu?ma=H99.01-20260101-0000001", environ_base={"REMOTE_ADDR": "192.0.2.51"})
    assert elsewhere.status_code == 404


@pytest.mark.parametrize("code", ["", "' OR 1=1 --", "x" * 5000, "<script>", "\u0000", "H99.01\n"])
def test_strange_codes_are_told_plainly(client, code):
    assert look(client, code).status_code in (404, 422)


def test_a_result_nobody_issued_is_not_verified(client, signed_in_citizen):
    code = filed(signed_in_citizen("enterprise"))
    csrf = token(client)
    answer = client.post("/xac-minh", data={"csrf_token": csrf, "ma": code, "so": "12/SNgV-LS"})
    assert answer.status_code == 404
    assert "Không tìm thấy văn bản" in answer.text
    assert client.post("/xac-minh", data={"csrf_token": csrf, "ma": "", "so": ""}).status_code == 422
