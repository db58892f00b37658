"""The work list as a page: whose it is, chips, words, pages, and as many queries for 50 rows as for 5."""

from __future__ import annotations

import pytest

from casework.queries.situations import load
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as legalization_answers
from procedures.definition import Role
from tests.backoffice.desks import queries
from tests.support.times import vn

LIST = "/can-bo/viec-can-lam"


@pytest.fixture
def reception(office, signed_in_officer, clock):
    clock.set(vn("2026-10-05T14:00"))
    return signed_in_officer(officer=office.officers[Role.RECEPTION])


def test_the_door_leads_each_role_to_its_first_page(office, signed_in_officer):
    first = {
        Role.RECEPTION: LIST,
        Role.DIRECTOR: LIST,
        Role.AUDITOR: "/can-bo/nhat-ky",
        Role.ADMINISTRATOR: "/can-bo/cai-dat/lich",
    }
    for role, path in first.items():
        answer = signed_in_officer(officer=office.officers[role]).get("/can-bo")
        assert answer.headers["Location"].endswith(path), role


def test_a_declaration_that_waits_for_its_originals_is_asked_for_no_supplement(desks, reception, clock):
    code = desks.file("hop-phap-hoa-lanh-su", legalization_answers(1), vn("2026-10-05T13:45"))
    page = reception.get(LIST, query_string={"pham-vi": "tat-ca", "q": code}).text
    assert "đồng hồ chưa chạy" in page and "Chờ người nộp đến 19/10/2026" in page
    assert "đồng hồ dừng" not in page and "Chờ bổ sung" not in page


def test_five_rows_and_fifty_cost_the_same_queries(office, reception, casework):
    reception.get(LIST)  # a process reads the calendar once
    costs = {}
    for count in (5, 50):
        for n in range(count - len(costs) * 5):
            office.file(n)
        with queries(casework) as sent:
            page = reception.get(LIST)
        assert page.status_code == 200
        costs[count] = len(sent)
    assert page.text.count("<tr data-url") == 50
    assert costs[5] == costs[50] == 3, sent


def test_the_list_says_what_is_where_and_how_long_it_still_has(office, reception):
    code = office.file(at=vn("2026-10-05T08:00"))
    page = reception.get(LIST).text
    assert code in page and "Chờ tiếp nhận" in page and "còn 4 giờ" in page and "1 hồ sơ" in page


def test_a_late_dossier_says_so_in_words(office, reception, clock):
    office.file(at=vn("2026-10-05T08:00"))
    clock.set(vn("2026-10-06T10:00"))
    page = reception.get(LIST).text
    assert "quá hạn bước 2 giờ" in page and "trong đó 1 quá hạn trả hoặc quá hạn bước" in page


def test_late_for_the_citizen_and_late_within_the_office_are_told_apart(office, reception, casework, clock):
    in_the_step, promised = office.file(1), office.file(2)
    office.accept(promised)
    with casework.database.reading() as session:
        clock.set(load(session, casework, promised).dossier.due_at)
    at_the_minute = row_of(reception.get(f"{LIST}?pham-vi=tat-ca").text, promised)
    assert "quá hạn bước" in at_the_minute and "quá hạn trả" not in at_the_minute, "the promise is not yet broken"
    clock.advance(days=3)
    rows = {code: row_of(reception.get(f"{LIST}?pham-vi=tat-ca").text, code) for code in (in_the_step, promised)}
    assert "quá hạn bước" in rows[in_the_step] and "quá hạn trả" not in rows[in_the_step]
    assert "quá hạn trả" in rows[promised] and "quá hạn bước" not in rows[promised]


def row_of(page: str, code: str) -> str:
    """The row of one dossier in a list."""
    return page.split(f'data-url="/can-bo/ho-so/{code}"', 1)[1].split("</tr>", 1)[0]


def test_chips_narrow_and_can_be_taken_back(office, reception):
    kept, moved = office.file(1), office.file(2)
    office.accept(moved)
    page = reception.get(f"{LIST}?pham-vi=tat-ca&thu-tuc=abtc&buoc=filed")
    assert kept in page.text and moved not in page.text
    assert page.text.count('class="chip chip--on"') == 3
    assert f'href="{LIST}?pham-vi=tat-ca&amp;thu-tuc=abtc"' in page.text


def test_unknown_filters_are_no_filters(office, reception):
    code = office.file()
    page = reception.get(f"{LIST}?thu-tuc=khong-co&dang-o=x&phong='&han=1&buoc=<b>&pham-vi=z&trang=rubbish")
    assert page.status_code == 200 and code in page.text


def test_the_way_back_of_a_dossier_keeps_the_filters(office, reception):
    code = office.file()
    reception.get(f"{LIST}?pham-vi=tat-ca&thu-tuc=abtc")
    assert f'href="{LIST}?pham-vi=tat-ca&amp;thu-tuc=abtc"' in reception.get(f"/can-bo/ho-so/{code}").text


def test_the_next_page_continues_the_list(office, reception):
    codes = {office.file(n) for n in range(55)}
    first = reception.get(LIST).text
    address = first.split('rel="next" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    second = reception.get(address).text
    seen = [{code for code in codes if f'data-url="/can-bo/ho-so/{code}"' in page} for page in (first, second)]
    assert [len(one) for one in seen] == [50, 5] and seen[0] | seen[1] == codes
    assert 'rel="prev"' in second and 'rel="prev"' not in first


@pytest.mark.parametrize("words", ["thu nghiem bien xanh", "Thử Nghiệm", "x0000000"])
def test_the_search_finds_closed_ones_too_without_diacritics(office, reception, words):
    code = office.file(0)
    office.do(Role.RECEPTION, code, "refuse_reception", vn("2026-10-05T10:00"), reason="Không thuộc đối tượng")
    assert code not in reception.get(LIST, query_string={"q": words, "pham-vi": "tat-ca"}).text
    page = reception.get("/can-bo/tim-kiem", query_string={"q": words})
    assert code in page.text and "Không được tiếp nhận" in page.text


def test_a_search_without_a_hit_says_what_to_do(reception):
    assert "Không thấy hồ sơ nào khớp" in reception.get("/can-bo/tim-kiem?q=khongcotrenday").text


def test_the_director_has_six_figures_each_a_list(office, signed_in_officer, clock):
    office.file(1)
    office.consult(office.file(2))
    clock.set(vn("2026-10-06T14:00"))
    client = signed_in_officer(officer=office.officers[Role.DIRECTOR])
    page = client.get("/can-bo/tong-quan").text
    figures = page.split('<ul class="figures">')[1].split("</ul>")[0]
    links = [part.split('"', 1)[0].replace("&amp;", "&") for part in figures.split('href="')[1:]]
    assert len(links) == 6
    values = [part.split("<", 1)[0] for part in figures.split('figure-tile__value">')[1:]]
    assert values[:5] == ["2", "1", "0", "0", "1"]
    for link in links:
        assert client.get(link).status_code == 200
    assert signed_in_officer(officer=office.officers[Role.CLERK]).get("/can-bo/tong-quan").status_code == 403


def test_the_auditor_reads_every_event_and_nobody_else_does(office, signed_in_officer):
    code = office.file()
    office.assign(code)
    auditor = signed_in_officer(officer=office.officers[Role.AUDITOR])
    page = auditor.get("/can-bo/nhat-ky").text
    assert page.index("Phân công thụ lý") < page.index("Tiếp nhận hồ sơ") < page.index("Nộp hồ sơ")
    assert "Không có việc nào khớp" in auditor.get("/can-bo/nhat-ky?q=H99.01-19990101").text
    assert code in auditor.get(f"/can-bo/nhat-ky?q={code.lower()}").text
    for role in (Role.RECEPTION, Role.DIRECTOR, Role.ADMINISTRATOR):
        assert signed_in_officer(officer=office.officers[role]).get("/can-bo/nhat-ky").status_code == 403
