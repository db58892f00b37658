"""What officers keep beside a dossier: findings, notes, papers changing hands, related dossiers, files."""

from __future__ import annotations

import html5lib
import pytest

from casework.queries.papers import attachment
from procedures.case.workbench import receive_by
from procedures.clock.calendar import parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import Role
from tests.backoffice.desks import queries
from tests.support.inspecting_client import fields_of
from tests.support.times import as_vn, vn
from web.identity import actor_of


@pytest.fixture
def desk(office, signed_in_officer, clock):
    clock.set(vn("2026-10-05T14:00"))
    return lambda role: signed_in_officer(officer=office.officers[role])


def test_findings_are_kept_and_fill_the_supplement_request(office, desk, casework):
    code = office.file()
    reception = desk(Role.RECEPTION)
    first = casework.registry.versions("abtc")[-1].components[0].code
    data = {f"finding-{first}:-1": "wrong", f"remark-{first}:-1": "Thiếu chữ ký ở trang 2"}
    saved = reception.submit(f"/can-bo/ho-so/{code}", data, button="Lưu kết quả kiểm tra", follow_redirects=True)
    assert "1 mục thay đổi" in saved.text
    form = reception.get(f"/can-bo/ho-so/{code}/request_supplement_at_reception").text
    assert f'value="paper:{first}" checked' in form and "Thiếu chữ ký ở trang 2</textarea>" in form
    again = reception.submit(f"/can-bo/ho-so/{code}", button="Lưu kết quả kiểm tra", follow_redirects=True)
    assert "0 mục thay đổi" in again.text


def test_a_finding_that_is_none_and_a_component_that_is_not_there(office, desk, casework):
    code = office.file()
    reception = desk(Role.RECEPTION)
    first = casework.registry.versions("abtc")[-1].components[0].code
    csrf = reception.get(f"/can-bo/ho-so/{code}").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    post = f"/can-bo/ho-so/{code}/kiem-tra"
    wrong = reception.post(post, data={"csrf_token": csrf, f"finding-{first}:-1": "perfect"})
    assert wrong.status_code == 422 and "Vui lòng chọn một trong các mục đã cho" in wrong.text
    unknown = reception.post(post, data={"csrf_token": csrf, "finding-nothing:-1": "ok"}, follow_redirects=True)
    assert "0 mục thay đổi" in unknown.text
    assert desk(Role.CLERK).post(post, data={"csrf_token": csrf}).status_code in (400, 403)


def test_a_page_that_is_old_says_nothing_about_what_was_left_as_it_was(office, desk, casework):
    code = office.file()
    post, reception = f"/can-bo/ho-so/{code}", desk(Role.RECEPTION)
    first, second = (f"{one.code}:-1" for one in casework.registry.versions("abtc")[-1].components[:2])
    reception.submit(post, {f"finding-{first}": "ok"}, button="Lưu kết quả kiểm tra")
    old = form_with(reception.get(post), f"finding-{second}")
    reception.submit(post, {f"finding-{first}": "wrong", f"remark-{first}": "Chưa ký"}, button="Lưu kết quả kiểm tra")
    saved = reception.post(f"{post}/kiem-tra", data=old | {f"finding-{second}": "ok"}, follow_redirects=True)
    assert "1 mục thay đổi" in saved.text
    now = form_with(reception.get(post), f"finding-{second}")
    assert [now[name] for name in (f"finding-{first}", f"remark-{first}", f"finding-{second}")] == ["wrong", "Chưa ký", "ok"]


def test_a_remark_without_a_tick_is_not_lost(office, desk, casework):
    code = office.file()
    first = f"{casework.registry.versions('abtc')[-1].components[0].code}:-1"
    told = desk(Role.RECEPTION).submit(f"/can-bo/ho-so/{code}", {f"remark-{first}": "Chưa ký"}, button="Lưu kết quả kiểm tra")
    assert told.status_code == 422 and "Có nhận xét mà chưa chọn kết quả kiểm tra" in told.text
    assert f'name="remark-{first}" value="Chưa ký"' in told.text


def form_with(page, name: str) -> dict:
    """What a browser would send of the form with that field, untouched."""
    forms = html5lib.parse(page.text, namespaceHTMLElements=False).iter("form")
    return next(fields_of(form) for form in forms if any(one.get("name") == name for one in form.iter("input")))


def test_a_note_is_read_by_officers_and_an_empty_one_is_refused(office, desk):
    code = office.file()
    reception = desk(Role.RECEPTION)
    path = f"/can-bo/ho-so/{code}"
    empty = reception.submit(path, button="Lưu ghi chú")
    assert empty.status_code == 422 and 'id="note-text-error"' in empty.text
    written = {"note-text": "Gọi lại <b>chiều</b> mai"}
    assert (
        "Gọi lại &lt;b&gt;chiều&lt;/b&gt; mai"
        in reception.submit(path, written, button="Lưu ghi chú", follow_redirects=True).text
    )
    assert "Gọi lại" in desk(Role.DIRECTOR).get(path).text
    too_long = reception.submit(path, {"note-text": "a" * 4001}, button="Lưu ghi chú")
    assert too_long.status_code == 422 and "a" * 4001 in too_long.text


def test_paper_changes_hands_with_both_names_and_times(office, desk, clock):
    code = office.file()
    office.accept(code)
    division = dict(office.casework.office.divisions)["lanh-su"]
    path = f"/can-bo/ho-so/{code}"
    given = {"give-what": "Bản chính, 4 tờ", "give-to_unit": division}
    clock.set(vn("2026-10-05T15:30"))
    page = desk(Role.RECEPTION).submit(path, given, button="Ghi đã giao", follow_redirects=True).text
    assert "Bản chính, 4 tờ" in page and "hạn 8 giờ 00, thứ Ba 06/10/2026" in page and "Ký nhận giấy tờ" not in page
    clock.set(vn("2026-10-06T08:30"))
    head = desk(Role.DIVISION_HEAD)
    button = "Ký nhận giấy tờ: Bản chính, 4 tờ"
    received = head.submit(path, button=button, follow_redirects=True).text
    assert office.officers[Role.DIVISION_HEAD].name + " nhận 8 giờ 30" in received and "nhận chậm" in received
    csrf = received.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    again = head.post(f"{path}/nhan-giay/1", data={"csrf_token": csrf}, follow_redirects=True)
    assert "đã có người ký nhận" in again.text
    assert head.post(f"{path}/nhan-giay/99", data={"csrf_token": csrf}).status_code == 404


def test_only_the_unit_it_was_given_to_may_sign(office, desk):
    code = office.file()
    path = f"/can-bo/ho-so/{code}"
    given = {"give-what": "Bản chính", "give-to_unit": dict(office.casework.office.divisions)["lanh-su"]}
    page = desk(Role.RECEPTION).submit(path, given, button="Ghi đã giao", follow_redirects=True).text
    csrf_client = desk(Role.CLERK)
    csrf = csrf_client.get(path).text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    refused = csrf_client.post(f"{path}/nhan-giay/1", data={"csrf_token": csrf}, follow_redirects=True)
    assert "giao cho bộ phận khác" in refused.text and "Bản chính" in page


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ("2026-10-05T08:00", "2026-10-05T17:00"),
        ("2026-10-05T14:59", "2026-10-05T17:00"),
        ("2026-10-05T15:00", "2026-10-06T08:00"),
        ("2026-10-09T16:00", "2026-10-12T08:00"),
        ("2026-10-10T09:00", "2026-10-12T08:00"),
    ],
)
def test_paper_is_received_the_same_day_or_first_thing_after_three_o_clock(given, due):
    assert as_vn(receive_by(parse_calendar(OFFICE_CALENDAR_TOML), vn(given))) == due


def test_dossiers_that_share_a_passport_or_a_tax_code_are_shown(office, desk):
    first, same, other = office.file(3), office.file(3), office.file(4)
    page = desk(Role.RECEPTION).get(f"/can-bo/ho-so/{first}").text
    related = page.split('id="lien-quan-title"')[1].split("</section>")[0]
    assert same in related and "cùng mã số thuế" in related and "cùng số hộ chiếu" in related
    assert other not in related


def test_a_file_is_sent_to_who_may_see_the_dossier_and_nobody_else(office, desk, casework, signed_in_citizen):
    code = office.file()
    page = desk(Role.RECEPTION).get(f"/can-bo/ho-so/{code}").text
    address = page.split('class="viewer__frame" src="', 1)[1].split('"', 1)[0]
    with desk(Role.RECEPTION).get(address) as sent:
        assert sent.data.startswith(b"%PDF") and sent.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'self'" in sent.headers["Content-Security-Policy"]
    assert desk(Role.COMMITTEE).get(address).status_code == 404
    assert desk(Role.ADMINISTRATOR).get(address).status_code == 403
    assert signed_in_citizen("person").get(address).status_code == 302
    other = office.file(9)
    file_id = address.rsplit("/", 1)[1]
    assert desk(Role.RECEPTION).get(f"/can-bo/ho-so/{other}/tep/{file_id}").status_code == 404
    found = attachment(casework, code, file_id, actor_of(office.officers[Role.RECEPTION]))
    assert found.id == file_id


def test_clocks_show_the_first_promise_each_body_and_the_ledger(office, desk, clock):
    code = office.file()
    office.consult(code)
    extension = {"body": "tax", "opinion": "extension", "received_on": "2026-10-13"}
    office.do(Role.SPECIALIST, code, "record_opinion", vn("2026-10-13T15:00"), **extension)
    clock.set(vn("2026-10-14T09:00"))
    page = desk(Role.SPECIALIST).get(f"/can-bo/ho-so/{code}").text
    for words in ("Toàn bộ thời hạn", "Hẹn lần đầu", "Cơ quan thuế (đã gia hạn)", "Gia hạn", "Sổ đồng hồ (2 lần)"):
        assert words in page, words
    assert "Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 4, khoản 5" in page


def test_the_band_says_what_is_late_and_leaves_nothing_to_its_colour(office, desk, clock):
    code = office.file()
    office.consult(code)
    clock.set(vn("2026-12-14T09:00"))
    page = desk(Role.SPECIALIST).get(f"/can-bo/ho-so/{code}").text
    band = page[page.index("state--late") :].partition("</section>")[0]
    assert "Hẹn trả kết quả" in band
    assert "Toàn bộ thời hạn: quá hạn " in band
    assert "Bước này: Chờ ý kiến các cơ quan: quá hạn " in band


def test_a_dossier_page_costs_the_same_queries_however_many_papers_it_has(office, desk, casework):
    small, large = office.file(1), office.file(2, persons=5)
    client, costs = desk(Role.RECEPTION), []
    for code in (small, large):
        with queries(casework) as sent:
            assert client.get(f"/can-bo/ho-so/{code}").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 16, sent
