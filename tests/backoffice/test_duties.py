"""A report that came on paper is recorded on the dossier's page, with its reference."""

from collections.abc import Callable

from sqlalchemy import select

from casework.context import Casework
from casework.models import Obligation
from procedures.definition import Role
from tests.casework.test_acting import decided
from tests.support.application import OfficerClient
from tests.support.desks import Desks
from tests.support.times import vn


def test_reception_records_a_report_received_on_paper(
    desks: Desks, casework: Casework, signed_in_officer: Callable[..., OfficerClient]
) -> None:
    code = decided(desks)
    desks.act(Role.CLERK, code, "issue", vn("2026-10-22T15:00"))
    client = signed_in_officer(officer=desks.officers[Role.RECEPTION])
    address = f"/can-bo/ho-so/{code}"
    assert "Báo cáo phải gửi sau kết quả" in client.get(address).text
    empty = client.submit(address, {"reference": " "}, button="Ghi nhận báo cáo")
    assert empty.status_code == 302
    assert client.submit(address, {"reference": "15/BC ngày 20/12/2026"}, button="Ghi nhận báo cáo").status_code == 302
    with casework.database.reading() as session:
        duty = session.scalars(select(Obligation)).one()
    assert duty.reference == "15/BC ngày 20/12/2026"
    assert duty.fulfilled_at is not None
    page = client.get(address)
    assert "15/BC ngày 20/12/2026" in page.text
    assert "Ghi nhận báo cáo" not in page.text
