"""Officers and the malware scanner: what is not clean does not open, and its page says so with its age."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from casework.models import Attachment, Paper
from casework.queries.papers import paper_page
from casework.services.paper_drafts import draft_docx, upload_draft
from casework.services.scanning import scan_next
from casework.services.uploading import Upload
from procedures.definition import Role
from tests.backoffice.desks import Office
from tests.support.times import vn
from web.identity import actor_of

AT = vn("2026-10-14T09:00")
INFECTED = "stream: Portal.Test.Thing FOUND"


@pytest.fixture
def scanner(with_scanner):
    """Before the office, so that it works with it."""
    return with_scanner


@pytest.fixture
def look(scanner, app, clock):
    """`look(answer=None)`: the scanner looks at all that waits and answers so."""

    def look_at_all(answer=None):
        scanner.answer = answer
        while scan_next(app.extensions["casework"], "a worker", clock):
            pass

    return look_at_all


@pytest.fixture
def desk(scanner, office, signed_in_officer, clock):
    clock.set(vn("2026-10-05T14:00"))
    return lambda role: signed_in_officer(officer=office.officers[role])


def first_file(casework) -> Attachment:
    with casework.database.reading() as session:
        return session.scalars(select(Attachment).order_by(Attachment.id)).first()


def address_of(code: str, file: Attachment) -> str:
    return f"/can-bo/ho-so/{code}/tep/{file.id}"


def test_a_file_opens_once_it_was_looked_at(scanner, office, desk, look, casework):
    code = office.file()
    reception, address = desk(Role.RECEPTION), address_of(code, first_file(casework))
    locked = reception.get(address)
    assert locked.status_code == 423 and locked.headers["Retry-After"] == "30"
    assert "Hệ thống đang kiểm tra mã độc, từ 08:00 05/10/2026" in locked.text and b"%PDF" not in locked.data
    page = reception.get(f"/can-bo/ho-so/{code}").text
    assert "đang kiểm tra mã độc, từ 08:00 05/10/2026" in page and "<iframe" not in page and "Chưa mở được tệp này" in page
    look()
    with reception.get(address) as opened:
        assert opened.data.startswith(b"%PDF")
    page = reception.get(f"/can-bo/ho-so/{code}").text
    assert "đã quét, không thấy mã độc" in page and "<iframe" in page


def test_an_infected_file_opens_for_nobody_and_is_asked_for_again(scanner, office, desk, look, casework):
    code = office.file()
    look(INFECTED)
    reception, file = desk(Role.RECEPTION), first_file(casework)
    refused = reception.get(address_of(code, file))
    assert refused.status_code == 403 and "Tệp này có mã độc" in refused.text and b"%PDF" not in refused.data
    page = reception.get(f"/can-bo/ho-so/{code}?tep={file.id}").text
    assert "Đề nghị người nộp bổ sung tệp khác" in page and f'src="{address_of(code, file)}"' not in page
    form = reception.get(f"/can-bo/ho-so/{code}/request_supplement_at_reception").text
    assert f'value="paper:{file.component}" checked' in form and "Có tệp mang mã độc" in form


def test_what_was_never_scanned_opens_and_is_not_called_clean(office, signed_in_officer, casework):
    code = office.file()
    reception = signed_in_officer(officer=office.officers[Role.RECEPTION])
    with reception.get(address_of(code, first_file(casework))) as opened:
        assert opened.data.startswith(b"%PDF")
    page = reception.get(f"/can-bo/ho-so/{code}").text
    assert "đã quét" not in page and "đang kiểm tra" not in page


def test_a_scanner_switched_off_does_not_free_what_it_found(scanner, office, desk, look, app, casework):
    code = office.file()
    look(INFECTED)
    app.extensions["casework"] = replace(casework, scanner="")
    assert desk(Role.RECEPTION).get(address_of(code, first_file(casework))).status_code == 403


def test_a_letter_that_comes_back_is_looked_at_too(scanner, office: Office, desk, look, casework, clock):
    code = office.file()
    office.propose(code)
    look()
    with casework.database.reading() as session:
        paper = session.scalars(select(Paper.id).where(Paper.code == "submission")).one()
    head = actor_of(office.officers[Role.DIVISION_HEAD])
    page = paper_page(casework, code, paper, head)
    data = draft_docx(casework, page.paper, page.versions[0])
    upload_draft(casework, code, paper, Upload("trinh.docx", data), "", head, AT, 1)
    client, address = desk(Role.DIVISION_HEAD), f"/can-bo/ho-so/{code}/van-ban/{paper}"
    assert client.get(f"{address}/ban-2.docx").status_code == 423
    assert "đang kiểm tra mã độc" in client.get(address).text
    assert client.get(f"{address}/ban-1.docx").status_code == 200, "this one the portal wrote"
    look(INFECTED)
    assert client.get(f"{address}/ban-2.docx").status_code == 403
    assert "có mã độc" in client.get(address).text


def test_the_administrator_sees_a_scanner_that_is_behind(scanner, office, desk, look, clock):
    office.file(at=clock())
    administrator = desk(Role.ADMINISTRATOR)
    clock.set(vn("2026-10-14T09:00"))
    page = administrator.get("/can-bo/he-thong").text
    assert "Quét mã độc" in page and "Chậm: kiểm tra clamd" in page
    look()
    assert "0 tệp chờ" in administrator.get("/can-bo/he-thong").text


def test_an_office_without_scanner_is_told_so(office, signed_in_officer):
    administrator = signed_in_officer(officer=office.officers[Role.ADMINISTRATOR])
    assert "Không dùng: tệp tải lên không được quét" in administrator.get("/can-bo/he-thong").text
