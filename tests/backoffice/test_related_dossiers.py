"""Other dossiers an officer should know of: the same person, firm, document or event, and only those the officer may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.hoi_nghi_quoc_te import samples as conference
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.definition import Role
from tests.backoffice.desks import Office, file_answers
from tests.support.factories import make_account
from tests.support.times import vn

NUMBER = "2019/0042-VD"
PAPERS = "hop-phap-hoa-lanh-su"
CONFERENCE = "hoi-nghi-quoc-te"
FILED = vn("2026-10-05T08:00")


@pytest.fixture
def related(office: Office, signed_in_officer: Callable[..., Any], clock: Any) -> Callable[..., str]:
    """`related(code, role)`: the part of a dossier's page that tells of other dossiers."""
    clock.set(vn("2026-10-05T14:00"))

    def section(code: str, role: Role = Role.RECEPTION) -> str:
        page = signed_in_officer(officer=office.officers[role]).get(f"/can-bo/ho-so/{code}").text
        return page.split('id="lien-quan-title"')[1].split("</section>")[0]

    return section


def declared(office: Office, n: int, number: str) -> str:
    """Papers declared by somebody else each time; the first one has that number."""
    answers = legalization.sample_answers(n)
    answers["documents"][0]["number"] = number
    return file_answers(office.casework, make_account(office.casework, "person"), PAPERS, answers, FILED)


def held(office: Office, n: int, name: str) -> str:
    """A conference of that name; organiser and contact differ with `n`."""
    answers = conference.sample_answers(n, FILED.date()) | {"name_vi": name}
    return file_answers(office.casework, make_account(office.casework, "enterprise"), CONFERENCE, answers, FILED)


def test_the_same_document_number(office: Office, related: Callable[..., str]) -> None:
    first, same, other = (declared(office, n, number) for n, number in ((0, NUMBER), (1, NUMBER), (3, "2020/0077-VD")))
    found = related(first)
    assert same in found and f"cùng số giấy tờ {NUMBER}" in found
    assert other not in found
    assert first in related(same)


def test_the_same_event_however_its_name_is_typed(office: Office, related: Callable[..., str]) -> None:
    name = "Hội thảo quốc tế Thí Dụ về Cảng biển"
    first, same, other = held(office, 0, name), held(office, 1, f" {name.upper()} "), held(office, 2, "Hội nghị Mẫu về Nghề muối")
    found = related(first)
    assert same in found and "cùng tên sự kiện" in found
    assert other not in found


def test_the_same_person_and_firm_and_only_those(office: Office, related: Callable[..., str]) -> None:
    first, same, other = office.file(3), office.file(3), office.file(4)
    found = related(first)
    assert same in found and "cùng số hộ chiếu" in found and "cùng mã số thuế" in found
    assert other not in found


def test_what_one_may_not_see_is_not_told(office: Office, related: Callable[..., str]) -> None:
    """The division of the permission knows nothing of the same firm's conference, which another division handles."""
    answers = conference.sample_answers(0, FILED.date())
    meeting = file_answers(office.casework, make_account(office.casework, "enterprise"), CONFERENCE, answers, FILED)
    request = sample_answers(3) | {"tax_code": answers["organiser_tax_code"]}
    first, second = (file_answers(office.casework, office.account, "abtc", request, FILED) for _ in range(2))
    assert meeting in related(first) and second in related(first)
    seen = related(first, Role.SPECIALIST)
    assert second in seen and meeting not in seen
