"""The administrator's pages: calendars tried before they count, parameters as dated revisions; no dossier is seen."""

from __future__ import annotations

import io
from datetime import date

import html5lib
import pytest

from casework.services.calendars import import_calendar
from casework.services.parameters import parameters_on
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import Role
from tests.support.inspecting_client import fields_of
from tests.support.times import vn
from web.filters import vn_datetime

CALENDAR = "/can-bo/cai-dat/lich"
PARAMETERS = "/can-bo/cai-dat/tham-so"


@pytest.fixture
def administrator(office, signed_in_officer, clock):
    clock.set(vn("2026-10-06T09:00"))
    return signed_in_officer(officer=office.officers[Role.ADMINISTRATOR])


def with_a_day_off() -> bytes:
    more = '\n[[day]]\ndate = 2026-10-08\nkind = "off"\nname = "Nghỉ bão"\nsource = "Công điện mẫu"\n'
    return (OFFICE_CALENDAR_TOML + more).encode()


def test_a_calendar_is_shown_before_it_counts(office, administrator):
    code = office.file()
    office.assign(code)
    given = {"file": (io.BytesIO(with_a_day_off()), "lich.toml"), "note": "Công điện mẫu"}
    preview = administrator.submit(CALENDAR, given, button="Xem trước thay đổi")
    assert "đổi hạn của 1 hồ sơ" in preview.text and code in preview.text
    assert "Đang dùng lịch có sẵn" in administrator.get(CALENDAR).text
    csrf = preview.text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    data = {"csrf_token": csrf, "toml": with_a_day_off().decode(), "note": "Công điện mẫu"}
    applied = administrator.post(f"{CALENDAR}/ap-dung", data=data, follow_redirects=True)
    assert "1 hồ sơ đổi hạn" in applied.text and "Công điện mẫu" in applied.text
    assert "Lịch làm việc số 2" in applied.text, "the built-in one became number 1"
    assert b"2026-10-08" in administrator.get(f"{CALENDAR}/hien-hanh.toml").data


def test_what_a_calendar_moved_is_said_where_the_clocks_are(office, administrator, signed_in_officer, clock):
    code = office.file()
    office.assign(code)
    clock.set(vn("2026-10-06T10:00"))
    page = signed_in_officer(officer=office.officers[Role.SPECIALIST])
    assert "theo lịch làm việc số" not in page.get(f"/can-bo/ho-so/{code}").text
    (moved,) = import_calendar(office.casework, with_a_day_off().decode(), "Người Thử", vn("2026-10-06T10:00"), "Công điện mẫu")
    shown = page.get(f"/can-bo/ho-so/{code}").text
    words = f"Hạn trả kết quả chuyển từ {vn_datetime(moved.old)} sang {vn_datetime(moved.new)} theo lịch làm việc số 2."
    assert words in shown and "Căn cứ: Công điện mẫu · áp dụng từ 10 giờ 00, thứ Ba 06/10/2026" in shown


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"hours = 1", b"x" * 200_000])
def test_a_calendar_that_is_none_changes_nothing(administrator, monkeypatch, data):
    monkeypatch.setattr("backoffice.calendar.LARGEST", 100_000)
    wrong = administrator.submit(CALENDAR, {"file": (io.BytesIO(data), "lich.toml")}, button="Xem trước thay đổi")
    assert wrong.status_code == 422 and 'id="file-error"' in wrong.text
    assert "Đang dùng lịch có sẵn" in administrator.get(CALENDAR).text


def test_what_awaits_confirmation_is_marked(administrator):
    page = administrator.get(PARAMETERS).text
    assert "chờ xác nhận" in page and "Cấp văn bản cho phép sử dụng thẻ" in page


def test_a_revision_counts_from_its_day_with_its_document(administrator, casework):
    given = {"in_force_from": "01/11/2026", "document": "Quyết định 12/QĐ-SNgV", "limit-private-appraisal": "4wd"}
    saved = administrator.submit(f"{PARAMETERS}/abtc", given, button="Ghi giá trị mới", follow_redirects=True)
    assert "Quyết định 12/QĐ-SNgV" in saved.text
    for on, value in ((date(2026, 10, 31), "5wd"), (date(2026, 11, 1), "4wd")):
        found = {one.parameter.name: one.value for one in parameters_on(casework, on)["abtc"]}
        assert found["limit.private.appraisal"] == value


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"limit-private-appraisal": "bốn ngày"}, "limit-private-appraisal"),
        ({"in_force_from": "01/01/2026", "limit-private-appraisal": "4wd"}, "in_force_from"),
        ({"document": "", "limit-private-appraisal": "4wd"}, "document"),
        ({"papers_by": ""}, "papers_by"),
    ],
)
def test_a_value_that_cannot_be_used_is_said_at_its_field(administrator, wrong, field):
    given = {"in_force_from": "01/11/2026", "document": "Quyết định 12/QĐ-SNgV", **wrong}
    answer = administrator.submit(f"{PARAMETERS}/abtc", given, button="Ghi giá trị mới")
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text


def test_a_structure_the_procedure_cannot_read_is_refused(administrator):
    given = {"in_force_from": "01/11/2026", "document": "Quyết định 12/QĐ-SNgV"}
    for mode in ("{}", "[1]", "không phải JSON"):
        page = f"{PARAMETERS}/hop-phap-hoa-lanh-su"
        assert administrator.submit(page, {**given, "mode": mode}, button="Ghi giá trị mới").status_code == 422, mode


def test_nothing_changed_is_no_revision(administrator):
    given = {"in_force_from": "01/11/2026", "document": "Quyết định 12/QĐ-SNgV"}
    answer = administrator.submit(f"{PARAMETERS}/abtc", given, button="Ghi giá trị mới")
    assert answer.status_code == 422 and "Chưa có giá trị nào thay đổi" in answer.text
    assert administrator.get(f"{PARAMETERS}/khong-co").status_code == 404


def test_a_form_that_is_old_undecides_nothing(administrator, casework):
    form = administrator.get(f"{PARAMETERS}/abtc")
    given = {"in_force_from": "01/11/2026", "document": "Quyết định 12/QĐ-SNgV", "limit-private-appraisal": "4wd"}
    administrator.submit(f"{PARAMETERS}/abtc", given, button="Ghi giá trị mới")
    (posted,) = (one for one in html5lib.parse(form.text, namespaceHTMLElements=False).iter("form") if "tham-so" in one.get("action", ""))
    late = fields_of(posted) | {"limit-private-committee": "3wd", "in_force_from": "02/11/2026"}
    late["document"] = "Quyết định 13/QĐ-SNgV"
    assert administrator.post(f"{PARAMETERS}/abtc", data=late).status_code == 302
    found = {one.parameter.name: one.value for one in parameters_on(casework, date(2026, 11, 2))["abtc"]}
    assert (found["limit.private.appraisal"], found["limit.private.committee"]) == ("4wd", "3wd")


def test_what_was_planned_is_taken_back_from_the_values_of_its_day(administrator, casework):
    given = {"in_force_from": "01/11/2026", "document": "Quyết định 12/QĐ-SNgV", "limit-private-appraisal": "4wd"}
    administrator.submit(f"{PARAMETERS}/abtc", given, button="Ghi giá trị mới")
    assert "Xem giá trị từ 01/11/2026" in administrator.get(f"{PARAMETERS}/abtc").text
    back = {**given, "document": "Quyết định 14/QĐ-SNgV", "limit-private-appraisal": "5wd"}
    shown = administrator.submit(f"{PARAMETERS}/abtc?tu-ngay=2026-11-01", back, button="Ghi giá trị mới")
    assert shown.status_code == 302
    found = {one.parameter.name: one.value for one in parameters_on(casework, date(2026, 11, 1))["abtc"]}
    assert found["limit.private.appraisal"] == "5wd"


def test_only_the_administrator_enters(office, signed_in_officer):
    for role in (Role.DIRECTOR, Role.AUDITOR, Role.RECEPTION):
        client = signed_in_officer(officer=office.officers[role])
        assert client.get(CALENDAR).status_code == client.get(PARAMETERS).status_code == 403
