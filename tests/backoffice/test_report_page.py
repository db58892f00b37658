"""The report and the list as people get them: figures on a page, rows in a file, only of what one may see."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO, StringIO

import pytest

from procedures.definition import Role
from procedures.reporting import READINGS
from tests.backoffice.desks import FILED, Office
from tests.support.application import OfficerClient, officer_client
from tests.support.factories import make_officer
from tests.support.round_trips import statements

REPORT, LIST = "/can-bo/bao-cao", "/can-bo/xuat-danh-sach"


@pytest.fixture
def desk(app, clock, office: Office):
    clock.set(FILED)

    def sign_in(role: Role, division: str = "") -> OfficerClient:
        officer = make_officer(office.casework, (role,), division=division) if division else office.officers[role]
        return officer_client(app, officer)

    return sign_in


def test_the_page_shows_the_period_asked_for(office, desk):
    office.accept(office.file())
    page = desk(Role.DIRECTOR).get(f"{REPORT}?tu-ngay=2026-10-01&den-ngay=2026-12-31")
    assert page.status_code == 200 and "Tổng số" in page.text and page.text.count("cần xác nhận") == len(READINGS)
    assert 'data-label="Tiếp nhận: trực tuyến"><div class="cell">1</div>' in page.text
    before = desk(Role.DIRECTOR).get(f"{REPORT}?tu-ngay=2026-01-01&den-ngay=2026-03-31").text
    assert 'data-label="Tiếp nhận: trực tuyến"><div class="cell">1</div>' not in before


def test_what_the_office_decides_counts_on_the_page_and_is_marked_no_more(office, desk, clock):
    office.file()
    whole = f"{REPORT}?tu-ngay=2026-10-01&den-ngay=2026-12-31"
    received = 'data-label="Tiếp nhận: tổng số"><div class="cell">{}</div>'
    assert received.format(1) not in desk(Role.DIRECTOR).get(whole).text, "filed and not accepted"
    form = "/can-bo/cai-dat/tham-so/bao-cao-06a"
    given = {"in_force_from": "05/10/2026", "document": "Quyết định 12/QĐ-SNgV", "received": "filed"}
    saved = desk(Role.ADMINISTRATOR).submit(form, given, button="Ghi giá trị mới", follow_redirects=True)
    assert "Hồ sơ nộp trong kỳ, cả hồ sơ không được tiếp nhận" in saved.text
    page = desk(Role.DIRECTOR).get(whole).text
    assert received.format(1) in page and "cần xác nhận" not in page


def test_a_period_that_ends_before_it_begins_is_explained(desk):
    assert "Kỳ báo cáo chưa đúng" in desk(Role.DIRECTOR).get(f"{REPORT}?tu-ngay=2026-02-01&den-ngay=2026-01-01").text
    for nonsense in ("x", "0001-01-01", "9999-12-31"):
        assert desk(Role.DIRECTOR).get(f"{REPORT}?tu-ngay={nonsense}&den-ngay={nonsense}").status_code == 200


def test_the_page_asks_three_times_at_most(office, desk):
    client = desk(Role.DIRECTOR)
    with statements(office.casework) as sent:
        assert client.get(REPORT).status_code == 200
    assert len(sent) <= 3, sent


def test_the_list_as_a_file_holds_what_one_may_see(office, desk):
    codes = [office.file(n) for n in range(3)]
    answer = desk(Role.RECEPTION).get(LIST)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8" and answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][0] == "Mã hồ sơ" and [one[0] for one in rows[1:]] == codes[::-1]
    others = desk(Role.SPECIALIST, "hop-tac-quoc-te").get(LIST).data.decode("utf-8-sig")
    assert len(others.splitlines()) == 1
    narrowed = desk(Role.RECEPTION).get(f"{LIST}?q={codes[1]}").data.decode("utf-8-sig").splitlines()
    assert len(narrowed) == 2 and narrowed[1].startswith(codes[1])


def test_the_list_as_a_workbook(office, desk):
    code = office.file()
    answer = desk(Role.RECEPTION).get(f"{LIST}?dang=xlsx")
    content = answer.data
    answer.close()
    with zipfile.ZipFile(BytesIO(content)) as book:
        assert code in book.read("xl/worksheets/sheet1.xml").decode()
