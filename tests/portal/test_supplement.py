"""A supplement opens only what was asked, keeps what was typed, and is sent once it is complete."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from casework.models import Dossier
from casework.services.acting import InvalidInputs, act
from casework.services.filing import citizen
from casework.services.supplementing import answer_supplement
from procedures.definition import Role
from tests.portal.filing import PDF, token
from tests.portal.stories import accepted, asked, done
from tests.support.factories import make_officer
from tests.support.times import vn
from web.identity import actor_of


def send(client, code, **data):
    return client.post(
        f"/ho-so/{code}/bo-sung",
        data={"csrf_token": token(client), "version": "2", "send": "yes", **data},
        content_type="multipart/form-data",
    )


def answers_of(casework, code):
    with casework.database.reading() as session:
        return session.scalars(select(Dossier.answers).where(Dossier.code == code)).one()


def test_only_what_was_asked_is_open(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:reason", "paper:tax_report"])
    page = client.get(f"/ho-so/{code}/bo-sung").text
    assert 'name="reason"' in page
    assert 'name="paper:tax_report:-1"' in page
    assert 'name="enterprise_name"' not in page
    assert "paper:passport" not in page
    before = answers_of(casework, code)
    sent = send(
        client,
        code,
        reason="Đi giao hàng, sáu chuyến mỗi năm.",
        enterprise_name="Tên khác",
        **{"paper:tax_report:-1": (io.BytesIO(PDF), "thue.pdf")},
    )
    assert sent.status_code == 302, sent.text
    after = answers_of(casework, code)
    assert after["reason"] == "Đi giao hàng, sáu chuyến mỗi năm."
    assert after["enterprise_name"] == before["enterprise_name"]


def test_a_paper_nobody_asked_for_is_not_taken(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["paper:tax_report"])
    answer = client.post(
        f"/ho-so/{code}/bo-sung/tep",
        data={"csrf_token": token(client), "component": "paper:passport:0", "file": (io.BytesIO(PDF), "x.pdf")},
    )
    assert answer.status_code == 404


def test_what_is_missing_is_told_and_what_was_typed_stays(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:reason", "paper:tax_report"])
    answer = send(client, code, reason="Câu vừa gõ")
    assert answer.status_code == 422
    assert "Câu vừa gõ" in answer.text
    assert 'id="paper-tax_report-error"' in answer.text


def test_what_was_uploaded_and_not_sent_is_not_shown_as_sent(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["paper:tax_report"])
    chosen = {"csrf_token": token(client), "keep": "yes", "paper:tax_report:-1": (io.BytesIO(PDF), "thue-moi.pdf")}
    assert client.post(f"/ho-so/{code}/bo-sung", data=chosen, content_type="multipart/form-data").status_code == 200
    page = client.get(f"/ho-so/{code}").text
    assert "thue-moi.pdf" not in page and "cơ quan chưa nhận được" in page
    assert send(client, code).status_code == 302
    page = client.get(f"/ho-so/{code}").text
    assert "thue-moi.pdf" in page and "cơ quan chưa nhận được" not in page


def test_a_wrong_file_is_told_at_its_paper(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["paper:tax_report"])
    answer = send(client, code, **{"paper:tax_report:-1": (io.BytesIO(b"MZ\x90\x00"), "thue.pdf")})
    assert answer.status_code == 422
    assert 'id="paper-tax_report-error"' in answer.text


def test_cards_are_added_without_scripts(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:persons"])
    data = {
        "csrf_token": token(client),
        "version": "2",
        "list_action": "persons:add",
        "persons-0-full_name": "Đỗ Văn Mẫu",
    }
    page = client.post(f"/ho-so/{code}/bo-sung", data=data)
    assert page.status_code == 200
    assert 'name="persons-1-full_name"' in page.text
    assert "Đỗ Văn Mẫu" in page.text


def test_who_was_filed_is_not_taken_away_from_under_the_papers(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:persons"])
    persons = answers_of(casework, code)["persons"]
    typed = {f"persons-{place}-{name}": value for place, one in enumerate(persons) for name, value in one.items()}
    wish = {"csrf_token": token(client), **typed}
    more = client.post(f"/ho-so/{code}/bo-sung", data={**wish, "list_action": "persons:add"}).text
    assert 'value="persons:remove:2"' in more and 'value="persons:remove:1"' not in more
    forged = client.post(f"/ho-so/{code}/bo-sung", data={**wish, "list_action": "persons:remove:0"}).text
    assert f'value="{persons[0]["full_name"]}"' in forged
    with pytest.raises(InvalidInputs) as refused:
        answer_supplement(casework, code, {"persons": persons[1:]}, by=citizen(client.account), at=vn("2026-10-14T10:00"), seen=2)
    assert [(one.path, one.code) for one in refused.value.errors] == [("persons", "too_few_items")]
    assert send(client, code, **{**typed, "persons-0-full_name": "Đỗ Văn Mẫu"}).status_code == 302
    assert [one["full_name"] for one in answers_of(casework, code)["persons"]] == ["Đỗ Văn Mẫu", persons[1]["full_name"]]


def test_nothing_is_asked_any_more_once_it_was_sent(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:reason"])
    assert send(client, code, reason="Đủ rồi").status_code == 302
    assert client.get(f"/ho-so/{code}/bo-sung").location == f"/ho-so/{code}"
    assert send(client, code, reason="Lần nữa").location == f"/ho-so/{code}"
    assert "Điều vừa gửi không được ghi thêm" in client.get(f"/ho-so/{code}").text


def test_while_the_office_checks_what_was_sent_nothing_more_is_called_saved(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code, officer = accepted(client), make_officer(casework)
    seen = done(client, code, "assign", Role.DIVISION_HEAD, {"officer": str(officer.id)}).sequence
    raw = {"items": ["answer:reason"], "reason": "Chưa rõ."}
    act(casework, code, "request_supplement", raw, by=actor_of(officer), at=vn("2026-10-14T09:00"), seen=seen)
    csrf = token(client)
    version = re.search(r'name="version" value="([0-9]+)"', client.get(f"/ho-so/{code}/bo-sung").text)
    assert version and send(client, code, version=version[1], reason="Câu đã gửi").status_code == 302
    assert save(client, code, {"path": "reason", "value": "Muộn"}, csrf).status_code == 422


def save(client, code, body, csrf):
    headers = {"X-CSRFToken": csrf, "Accept": "application/json"}
    return client.post(f"/ho-so/{code}/bo-sung/luu", json=body, headers=headers)


def test_each_answer_is_kept_as_it_is_typed(signed_in_citizen, casework, clock):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:reason", "answer:persons"])
    before = answers_of(casework, code)
    at = clock.advance(minutes=3)
    kept = save(client, code, {"path": "reason", "value": "Đi bảo hành máy"}, token(client))
    assert (kept.status_code, kept.json["saved_at"]) == (200, at.isoformat())
    clock.advance(minutes=1)
    assert save(client, code, {"path": "persons.1.full_name", "value": "Đỗ Văn Mẫu"}, token(client)).status_code == 200
    again = signed_in_citizen(account=client.account).get(f"/ho-so/{code}/bo-sung").text
    assert "Đi bảo hành máy" in again
    assert "Đã lưu lúc 09:04" in again
    # The other person, and the rest of the one that was changed, are as they were filed.
    for known in (before["persons"][0]["full_name"], before["persons"][1]["passport_number"], "Đỗ Văn Mẫu"):
        assert known in again
    assert answers_of(casework, code) == before


def test_autosave_takes_only_what_was_asked_and_only_from_its_applicant(client, signed_in_citizen, casework):
    owner, stranger = signed_in_citizen("enterprise"), signed_in_citizen("enterprise")
    code = asked(owner, ["answer:reason"])
    csrf = token(owner)
    for path, value in (("enterprise_name", "Tên khác"), ("reason", ["x"]), ("reason.0.x", "y"), ("", "z")):
        wrong = save(owner, code, {"path": path, "value": value}, csrf)
        assert (wrong.status_code, bool(wrong.json["error"])) == (422, True), path
    good = {"path": "reason", "value": "Của người khác"}
    assert save(owner, code, good, "forged").status_code == 400
    assert save(owner, code, ["reason"], csrf).status_code == 400
    assert save(stranger, code, good, token(stranger)).status_code == 404
    assert save(client, code, good, csrf).status_code == 401
    assert "Của người khác" not in owner.get(f"/ho-so/{code}/bo-sung").text


def test_what_was_posted_with_a_mistake_is_there_when_the_page_is_opened_again(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:reason", "paper:tax_report"])
    assert send(client, code, reason="Câu vừa gõ").status_code == 422
    assert "Câu vừa gõ" in client.get(f"/ho-so/{code}/bo-sung").text


def test_what_was_typed_for_one_request_is_not_shown_at_the_next(signed_in_citizen, casework, clock):
    client = signed_in_citizen("enterprise")
    code = asked(client, ["answer:reason"])
    clock.advance(minutes=5)
    save(client, code, {"path": "reason", "value": "Bỏ dở"}, token(client))
    assert send(client, code, reason="Câu đã gửi").status_code == 302
    assert save(client, code, {"path": "reason", "value": "Muộn"}, token(client)).status_code == 422
    clock.advance(minutes=5)
    done(
        client,
        code,
        "request_supplement_at_reception",
        Role.RECEPTION,
        {"items": ["answer:reason"], "reason": "Chưa rõ."},
    )
    page = client.get(f"/ho-so/{code}/bo-sung").text
    assert "Câu đã gửi" in page
    assert "Bỏ dở" not in page
