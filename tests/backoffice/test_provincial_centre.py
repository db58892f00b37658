"""Reception that belongs to the provincial centre: its officer takes dossiers in and hands paper over under the centre's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casework.models import Officer
from procedures.definition import Role
from tests.backoffice.desks import Office
from tests.support.application import Clock
from tests.support.factories import make_officer
from tests.support.inspecting_client import InspectingClient
from tests.support.times import vn

CENTRE = "Trung tâm Phục vụ hành chính công tỉnh"
PAPERS = "Bản chính, 4 tờ"
SIGN = f"Ký nhận giấy tờ: {PAPERS}"
TO_THE_DIVISION = {"give-what": PAPERS, "give-to_unit": "Phòng Lãnh sự và Người Việt Nam ở nước ngoài"}
TO_THE_CENTRE = {"give-what": PAPERS, "give-to_unit": CENTRE}


@pytest.fixture
def at_the_centre(office: Office) -> Officer:
    """The reception officer whom the centre employs."""
    return make_officer(office.casework, (Role.RECEPTION,), division="", unit=CENTRE, name="Lý Thị Một Cửa")


@pytest.fixture
def centre(at_the_centre: Officer, signed_in_officer: Callable[..., InspectingClient]) -> InspectingClient:
    return signed_in_officer(officer=at_the_centre)


@pytest.fixture
def head(office: Office, signed_in_officer: Callable[..., InspectingClient]) -> InspectingClient:
    return signed_in_officer(officer=office.officers[Role.DIVISION_HEAD])


def test_it_accepts_and_both_sign_for_the_paper_on_the_same_day(
    office: Office, centre: InspectingClient, head: InspectingClient, at_the_centre: Officer, clock: Clock
) -> None:
    code = office.file()
    path = f"/can-bo/ho-so/{code}"
    clock.set(vn("2026-10-05T09:00"))
    assert code in centre.get("/can-bo/viec-can-lam").text
    accepted = centre.submit(f"{path}/accept", button="Tiếp nhận hồ sơ", follow_redirects=True)
    assert at_the_centre.name in accepted.text
    clock.set(vn("2026-10-05T14:00"))
    given = centre.submit(path, TO_THE_DIVISION, button="Ghi đã giao", follow_redirects=True).text
    assert f"{at_the_centre.name} ({CENTRE}) giao" in given and "14 giờ 00, thứ Hai 05/10/2026" in given
    assert "hạn 17 giờ 00, thứ Hai 05/10/2026" in given
    assert SIGN not in given, "nobody signs for what they gave away"
    clock.set(vn("2026-10-05T16:30"))
    received = head.submit(path, button=SIGN, follow_redirects=True).text
    receiver = office.officers[Role.DIVISION_HEAD].name
    assert f"{receiver} nhận 16 giờ 30, thứ Hai 05/10/2026" in received
    assert at_the_centre.name in received and "nhận chậm" not in received


@pytest.mark.parametrize(("received_at", "late"), [("2026-10-06T08:00", False), ("2026-10-06T08:01", True)])
def test_what_comes_back_after_three_o_clock_is_signed_for_first_thing_next_day(
    office: Office, centre: InspectingClient, head: InspectingClient, clock: Clock, received_at: str, late: bool
) -> None:
    code = office.file()
    office.accept(code)
    path = f"/can-bo/ho-so/{code}"
    clock.set(vn("2026-10-05T15:00"))
    given = head.submit(path, TO_THE_CENTRE, button="Ghi đã giao", follow_redirects=True).text
    assert "hạn 8 giờ 00, thứ Ba 06/10/2026" in given
    clock.set(vn(received_at))
    received = centre.submit(path, button=SIGN, follow_redirects=True).text
    assert "Lý Thị Một Cửa nhận 8 giờ 0" in received
    assert ("nhận chậm" in received) == late


def test_the_counter_of_the_office_does_not_sign_for_the_centre(
    office: Office, head: InspectingClient, at_the_centre: Officer, signed_in_officer: Callable[..., InspectingClient]
) -> None:
    code = office.file()
    office.accept(code)
    path = f"/can-bo/ho-so/{code}"
    head.submit(path, TO_THE_CENTRE, button="Ghi đã giao")
    counter = signed_in_officer(officer=office.officers[Role.RECEPTION])
    page = counter.get(path).text
    assert f"chờ {CENTRE} ký nhận" in page and SIGN not in page
