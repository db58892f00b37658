"""Two conferences in the browser: a Korean organiser's on the English pages, signed TUQ.; one that waits for the Prime Minister."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town, both_widths
from tests.support.browser import PHONE, follow, go
from tests.support.factories import make_account
from tests.support.times import as_vn, vn

SLUG = "hoi-nghi-quoc-te"
DAY = date(2026, 6, 1)


@pytest.fixture
def begin(town: Callable[..., Town]) -> Callable[..., Town]:
    def opened(width: int | None = None) -> Town:
        office = town("hop-tac-quoc-te", width)
        office.clock.set(vn("2026-06-01T07:30"))
        return office

    return opened


@both_widths
def test_a_korean_organisers_conference_signed_on_the_chairmans_behalf(begin: Callable[..., Town], width: int) -> None:
    office = begin(width)
    organiser = office.applicant(make_account(office.desks.casework, "foreigner"), prefix="/en")
    organiser.begin(SLUG)
    expect(organiser.page.locator("html")).to_have_attribute("lang", "en")
    organiser.fill(office.definition(SLUG), sample_answers(0, DAY, foreign=True))
    organiser.upload_all()
    expect(organiser.page.get_by_role("main")).to_contain_text("where delegated")
    code = organiser.submit()
    assert "/en/ho-so/" in organiser.page.url

    office.act(Role.RECEPTION, code, "accept", vn("2026-06-01T08:00"))
    # Opinions are expected on a foreign organiser: six working days to 9 June 08:00, fifteen days to 24 June, half a day more.
    assert as_vn(office.desks.loaded(code).dossier.first_promise_at) == "2026-06-25T11:00"
    specialist = str(office.desks.officers[Role.SPECIALIST].id)
    office.act(Role.DIVISION_HEAD, code, "assign", vn("2026-06-01T09:00"), officer=specialist)
    organiser.open(f"/ho-so/{code}")
    expect(organiser.page.get_by_role("main")).to_contain_text("An officer of the Department of Foreign Affairs")
    assert organiser.download('a[href$="/giay-tiep-nhan.pdf"]').startswith(b"%PDF-")

    asked = {"bodies": ["provincial_police"]}
    office.act(Role.SPECIALIST, code, "consult", vn("2026-06-01T10:00"), **asked)
    answer = {"body": "provincial_police", "opinion": "agree", "received_on": "02/06/2026"}
    office.act(Role.SPECIALIST, code, "record_opinion", vn("2026-06-02T15:00"), **answer)
    office.act(Role.SPECIALIST, code, "close_consultation", vn("2026-06-02T16:00"))
    granted = {"summary": "Đủ điều kiện", "outcome": "granted"}
    office.act(Role.SPECIALIST, code, "propose", vn("2026-06-03T09:00"), **granted)
    office.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-06-03T10:00"))
    office.act(Role.DIRECTOR, code, "sign_by_delegation", vn("2026-06-04T08:00"))
    office.act(Role.CLERK, code, "issue", vn("2026-06-04T10:00"), number="7", issued_on="04/06/2026")

    organiser.open(f"/ho-so/{code}")
    expect(organiser.page.get_by_role("main")).to_contain_text("7/UBND-NgV")
    assert organiser.download('a[href*="/ket-qua/"]').startswith(b"%PDF-")
    organiser.open("/ho-so")
    expect(organiser.page.get_by_role("main")).to_contain_text(code)
    assert office.desks.loaded(code).dossier.state == "returned", "downloading the result returns it"


def test_tracking_says_that_the_prime_minister_holds_it_and_the_clock_stands(begin: Callable[..., Town]) -> None:
    office = begin()
    code = with_the_committee(office)
    sent = {"reference": "45/TTr-UBND", "sent_on": "25/06/2026"}
    office.act(Role.COMMITTEE, code, "send_to_prime_minister", vn("2026-06-25T09:00"), **sent)
    visitor = office.visitors(PHONE, office.url)
    go(visitor, f"/tra-cuu?ma={code}")
    visitor.locator('[name="ma_tra_cuu"]').fill(office.access_code(code))
    follow(visitor, visitor.locator('main form[action$="/tra-cuu"] .button--primary'))
    main = visitor.get_by_role("main")
    expect(main).to_contain_text("Chờ ý kiến Thủ tướng Chính phủ")
    expect(main).to_contain_text("Đồng hồ dừng từ 9 giờ 00, thứ Năm 25/06/2026")
    expect(main).to_contain_text("pháp luật không định thời hạn cho bước này")
    expect(main).not_to_contain_text("đang chờ bổ sung")
    expect(main).not_to_contain_text("Trả kết quả trước")


def with_the_committee(office: Town) -> str:
    """Filed, examined and submitted; the pages of these steps are opened in other journeys."""
    desks = office.desks
    code = desks.file(SLUG, sample_answers(0, DAY, variant="permit_pm"), vn("2026-06-01T07:30"))
    desks.act(Role.RECEPTION, code, "accept", vn("2026-06-01T08:00"))
    specialist = str(desks.officers[Role.SPECIALIST].id)
    desks.act(Role.DIVISION_HEAD, code, "assign", vn("2026-06-01T09:00"), officer=specialist)
    desks.act(Role.SPECIALIST, code, "propose", vn("2026-06-03T09:00"), summary="Đủ điều kiện", outcome="granted")
    desks.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-06-03T10:00"))
    desks.act(Role.DIRECTOR, code, "sign_submission", vn("2026-06-03T14:00"))
    numbered = {"number": "12", "issued_on": "2026-06-03"}
    desks.act(Role.CLERK, code, "send_to_committee", vn("2026-06-03T15:00"), **numbered)
    return code
