"""The applicant's dossier: nobody else's, with its receipt and files, and withdrawn by its owner alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casework.models import Attachment, Dossier
from procedures.definition import Role
from tests.portal.filing import PDF, token
from tests.portal.stories import accepted, asked, done, filed


def the_file(casework) -> Attachment:
    with casework.database.reading() as session:
        return session.scalars(select(Attachment).order_by(Attachment.id)).first()


def test_a_foreign_dossier_looks_like_none(signed_in_citizen, casework):
    owner, other = signed_in_citizen("enterprise"), signed_in_citizen("enterprise")
    code = accepted(owner)
    file = the_file(casework)
    for place in ("", "/bo-sung", "/rut", f"/tep/{file.id}", "/giay-tiep-nhan.pdf", "/phieu-bo-sung.pdf", "/ket-qua/x"):
        foreign, unknown = other.get(f"/ho-so/{code}{place}"), other.get(f"/ho-so/H99.01-20200101-0000009{place}")
        assert foreign.status_code == unknown.status_code == 404, place
    csrf = token(other)
    assert other.post(f"/ho-so/{code}/rut", data={"csrf_token": csrf, "version": "2", "reason": "x"}).status_code == 404
    assert other.post(f"/ho-so/{code}/bo-sung", data={"csrf_token": csrf, "version": "2"}).status_code == 404


def test_a_visitor_is_led_to_the_sign_in(client, signed_in_citizen):
    code = filed(signed_in_citizen("enterprise"))
    answer = client.get(f"/ho-so/{code}")
    assert answer.status_code == 302
    assert "/dang-nhap" in answer.location


def test_the_receipt_comes_with_the_acceptance(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = filed(client)
    assert client.get(f"/ho-so/{code}/giay-tiep-nhan.pdf").status_code == 404
    assert "Tải giấy tiếp nhận" not in client.get(f"/ho-so/{code}").text
    done(client, code, "accept", Role.RECEPTION)
    receipt = client.get(f"/ho-so/{code}/giay-tiep-nhan.pdf")
    assert receipt.data.startswith(b"%PDF")
    assert "attachment" in receipt.headers["Content-Disposition"]
    page = client.get(f"/ho-so/{code}").text
    assert "Tải giấy tiếp nhận" in page
    assert "Trả kết quả trước" in page


def test_a_file_is_given_back_safely(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = filed(client)
    file = client.get(f"/ho-so/{code}/tep/{the_file(casework).id}")
    assert file.data == PDF
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.mimetype == "application/pdf"


def test_the_band_says_that_it_is_the_applicants_turn(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["paper:passport"])
    page = client.get(f"/ho-so/{code}").text
    assert "Đang chờ Ông/Bà" in page
    assert f'href="/ho-so/{code}/bo-sung"' in page
    assert client.get(f"/ho-so/{code}/phieu-bo-sung.pdf").data.startswith(b"%PDF")


def test_withdrawing_wants_a_reason_and_ends_the_dossier(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = filed(client)
    empty = client.submit(f"/ho-so/{code}/rut", {"reason": " "}, button="Rút hồ sơ")
    assert empty.status_code == 422
    assert client.submit(f"/ho-so/{code}/rut", {"reason": "Nộp nhầm"}, button="Rút hồ sơ").status_code == 302
    with casework.database.reading() as session:
        assert session.scalars(select(Dossier.closed_at).where(Dossier.code == code)).one()
    assert client.get(f"/ho-so/{code}/rut").location == f"/ho-so/{code}"


def test_a_dossier_without_a_result_is_not_called_done_early(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = accepted(client)
    assert client.submit(f"/ho-so/{code}/rut", {"reason": "Nộp nhầm"}, button="Rút hồ sơ").status_code == 302
    page = client.get(f"/ho-so/{code}").text
    assert "Đã rút hồ sơ" in page
    assert "xong sớm" not in page and "Hẹn trả trước" not in page


def test_a_stale_page_does_not_withdraw(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = filed(client)
    done(client, code, "accept", Role.RECEPTION)
    client.post(f"/ho-so/{code}/rut", data={"csrf_token": token(client), "version": "1", "reason": "Nộp nhầm"})
    with casework.database.reading() as session:
        assert session.scalars(select(Dossier.closed_at).where(Dossier.code == code)).one() is None


@pytest.mark.parametrize("path", ["/ho-so?truoc=abc", "/ho-so?truoc=99999999999999", "/ho-so?truoc=1"])
def test_a_wrong_place_in_the_list_is_no_accident(signed_in_citizen, path):
    assert signed_in_citizen("person").get(path).status_code == 200
