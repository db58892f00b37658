"""The department's own refusal of an ABTC request through the pages: the Director's choice, the registry's number, the applicant's letter."""

from __future__ import annotations

import pytest

from procedures.definition import Role
from tests.support.times import vn

PAGE = "/can-bo/ho-so/{}"
SIGN = "Ký văn bản từ chối của Sở"


@pytest.fixture
def desk(office, signed_in_officer):
    return lambda role: signed_in_officer(officer=office.officers[role])


def proposed(office, *outcomes: str) -> str:
    """At the Director's desk, two persons with these outcomes proposed."""
    code = office.file(persons=2)
    office.propose(code, persons=2)
    office.do(Role.DIVISION_HEAD, code, "return_to_specialist", vn("2026-10-14T09:00"), reason="Xem lại")
    given = {f"outcome_{index}": one for index, one in enumerate(outcomes)}
    given |= {f"reason_{index}": "Đang nợ thuế" for index, one in enumerate(outcomes) if one == "refused"}
    office.do(Role.SPECIALIST, code, "propose", vn("2026-10-14T10:00"), summary="Đã xem lại", **given)
    office.do(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-14T11:00"))
    return code


def test_the_director_chooses_and_the_registry_numbers_one_letter_each(office, desk, clock, signed_in_citizen):
    code = proposed(office, "refused", "refused")
    clock.set(vn("2026-10-14T14:00"))
    director, page = desk(Role.DIRECTOR), PAGE.format(code)
    offered = director.get(page).text
    assert SIGN in offered and "Ký tờ trình" in offered
    signed = director.submit(f"{page}/refuse", button=SIGN)
    assert signed.status_code == 302, signed.text
    clerk = desk(Role.CLERK)
    assert code in clerk.get("/can-bo/viec-can-lam").text, "it waits for the registry"
    numbers = {"number_0": "81", "number_1": "82", "issued_on": "14/10/2026"}
    issued = clerk.submit(f"{page}/issue", numbers, button="Phát hành kết quả")
    assert issued.status_code == 302, issued.text
    assert SIGN in clerk.get(page).text, "the history names what was done"
    told = signed_in_citizen(account=office.account).get(f"/ho-so/{code}").text
    assert told.count("Văn bản từ chối của Sở Ngoại vụ") >= 2 and "Lãnh đạo Sở đã ký văn bản trả lời" in told
    assert "Văn bản chưa cho phép" not in told, "the Chairman decided nothing"


def test_with_one_person_agreed_to_it_is_not_offered_and_a_typed_address_says_why(office, desk, clock):
    code = proposed(office, "granted", "refused")
    clock.set(vn("2026-10-14T14:00"))
    director, page = desk(Role.DIRECTOR), PAGE.format(code)
    assert SIGN not in director.get(page).text
    answer = director.get(f"{page}/refuse", follow_redirects=True)
    assert "Có người được đề xuất đồng ý" in answer.text and answer.request.path == page
