"""Sending a report that fell due after a result, from the page of its dossier."""

from collections.abc import Callable
from io import BytesIO

from sqlalchemy import select

from casework.context import Casework
from casework.models import Account, Attachment, Obligation
from procedures.definition import Role
from tests.casework.test_acting import decided
from tests.portal.filing import token
from tests.support.application import CitizenClient
from tests.support.desks import Desks, pdf
from tests.support.times import vn


def owed(desks: Desks) -> tuple[str, Obligation, Account]:
    code = decided(desks)
    desks.act(Role.CLERK, code, "issue", vn("2026-10-22T15:00"))
    with desks.casework.database.reading() as session:
        dossier = desks.loaded(code).dossier
        duty = session.scalars(select(Obligation).where(Obligation.dossier_id == dossier.id)).one()
        return code, duty, session.get_one(Account, dossier.account_id)


def test_the_report_is_sent_from_the_dossier(
    desks: Desks, casework: Casework, signed_in_citizen: Callable[..., CitizenClient]
) -> None:
    code, duty, account = owed(desks)
    client = signed_in_citizen(account=account)
    address = f"/ho-so/{code}/bao-cao/{duty.id}"
    assert address in client.get(f"/ho-so/{code}").text
    empty = client.submit(address, {}, button="Gửi báo cáo")
    assert empty.status_code == 422
    assert "chưa chọn tệp" in empty.text
    sent = client.submit(address, {"files": (BytesIO(pdf()), "bao-cao.pdf")}, button="Gửi báo cáo")
    assert sent.status_code == 302
    with casework.database.reading() as session:
        assert session.get_one(Obligation, duty.id).fulfilled_at is not None
    again = client.get(address, follow_redirects=True).text
    assert "đã được nhận" in again and "Đã nhận báo cáo" in again


def test_a_report_sent_twice_is_kept_once_and_the_second_press_is_told(
    desks: Desks, casework: Casework, signed_in_citizen: Callable[..., CitizenClient]
) -> None:
    code, duty, account = owed(desks)
    client = signed_in_citizen(account=account)
    address, csrf = f"/ho-so/{code}/bao-cao/{duty.id}", token(client)
    for name in ("bao-cao.pdf", "lan-hai.pdf"):
        posted = {"csrf_token": csrf, "files": (BytesIO(pdf()), name)}
        assert client.post(address, data=posted, content_type="multipart/form-data").location == f"/ho-so/{code}"
    assert "không nhận thêm tệp nào" in client.get(f"/ho-so/{code}").text
    with casework.database.reading() as session:
        kept = session.scalars(select(Attachment.file_name).where(Attachment.component.startswith("report:"))).all()
    assert kept == ["bao-cao.pdf"]


def test_nobody_else_finds_it(desks: Desks, signed_in_citizen: Callable[..., CitizenClient]) -> None:
    code, duty, _ = owed(desks)
    assert signed_in_citizen("person").get(f"/ho-so/{code}/bao-cao/{duty.id}").status_code == 404
