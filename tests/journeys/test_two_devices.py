"""Nothing typed is lost: a form goes on at another device, outlives an ended session, and keeps what was typed last."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from casework.queries.drafts import open_draft
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town
from tests.support.browser import DESK, follow, go, look
from tests.support.factories import make_account
from tests.support.times import vn
from tests.support.walkers import Applicant

SLUG = "hop-phap-hoa-lanh-su"


@pytest.fixture
def office(town: Callable[[str], Town]) -> Town:
    opened = town("lanh-su")
    opened.clock.set(vn("2026-06-01T08:00"))
    return opened


def begun(owner: Applicant, office: Town) -> str:
    """A form answered up to the page on the applicant; returns the draft's address."""
    owner.begin(SLUG)
    definition, answers = office.definition(SLUG), sample_answers(1)
    first = {"country", "direction", "judicial_use", "outside_convention"}
    owner.fill(definition, {name: value for name, value in answers.items() if name in first}, pages=1)
    return owner.page.url.rsplit("/", 1)[0].removeprefix(office.url)


def kept(office: Town, owner: Applicant, draft: str) -> dict[str, Any]:
    """The answers of the draft as the portal has them."""
    casework = office.desks.casework
    return open_draft(casework, draft.rsplit("/", 1)[1], owner.account.id, office.clock.now).draft.answers


def saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")
    expect(page.locator("[data-save-text]")).to_contain_text("Đã lưu lúc")


def test_a_form_begun_on_a_phone_is_offered_before_a_new_one_elsewhere(office: Town) -> None:
    owner = office.applicant(make_account(office.desks.casework, "person"))
    draft = begun(owner, office)
    owner.page.locator('[name="address"]').fill("Số 5 đường Ví Dụ")
    owner.page.locator('[name="phone"]').focus()
    saved(owner.page)
    expect(owner.page.locator("[data-save-text]")).to_be_visible()

    office.clock.advance(hours=2)
    elsewhere = office.applicant(owner.account, DESK)
    elsewhere.open(f"/nop-ho-so/{SLUG}")
    offered = elsewhere.page.locator("main .draft-list a, main form[action$='/nop-ho-so/" + SLUG + "'] button")
    expect(offered.first).to_contain_text("Làm tiếp")
    expect(offered.first).to_have_class("button button--primary")
    expect(offered.last).to_contain_text("Bắt đầu tờ khai mới")
    follow(elsewhere.page, offered.first)
    assert draft in elsewhere.page.url
    elsewhere.open(draft + "/" + owner.page.url.rsplit("/", 1)[1])
    expect(elsewhere.page.locator('[name="address"]')).to_have_value("Số 5 đường Ví Dụ")


def test_what_was_typed_outlives_an_ended_session(office: Town) -> None:
    account = make_account(office.desks.casework, "person")
    owner = Applicant(office.visitors(DESK, office.url, expect_errors=("401",)), account)
    draft = begun(owner, office)
    form = owner.page.url
    other_tab = owner.page.context.new_page()
    other_tab.goto("/ho-so")
    follow(other_tab, other_tab.locator("form.sign-out button").first)

    owner.page.bring_to_front()
    owner.page.locator('[name="address"]').fill("Số 7 đường Ví Dụ")
    line = owner.page.locator("[data-save-state]")
    expect(line).to_have_attribute("data-state", "expired")
    expect(line).to_be_visible()
    expect(line).to_contain_text("Chưa lưu được vì phiên đã hết")
    look(owner.page)
    assert "address" not in kept(office, owner, draft)

    owner.sign_in()
    go(owner.page, form)
    expect(owner.page.locator('[name="address"]')).to_have_value("Số 7 đường Ví Dụ")
    expect(line).to_contain_text("Đã lưu lại những gì nhập khi mất phiên")
    assert kept(office, owner, draft)["address"] == "Số 7 đường Ví Dụ"


def test_the_last_field_is_kept_by_an_immediate_submit_and_by_leaving(office: Town) -> None:
    account = make_account(office.desks.casework, "person")
    # The page is sent half empty: what is missing is told, what was typed is kept.
    owner = Applicant(office.visitors(DESK, office.url, expect_errors=("422",)), account)
    draft = begun(owner, office)
    form = owner.page.url
    owner.page.locator('[name="address"]').press_sequentially("Số 8 đường Ví Dụ")
    follow(owner.page, owner.page.locator("main form .actions .button--primary"))
    assert kept(office, owner, draft)["address"] == "Số 8 đường Ví Dụ"

    go(owner.page, form)
    owner.page.locator('[name="address"]').fill("Số 9 đường Ví Dụ")
    go(owner.page, "/tra-cuu")
    assert kept(office, owner, draft)["address"] == "Số 9 đường Ví Dụ"
    go(owner.page, form)
    expect(owner.page.locator('[name="address"]')).to_have_value("Số 9 đường Ví Dụ")


def test_what_was_typed_for_a_supplement_outlives_an_ended_session(office: Town) -> None:
    account = make_account(office.desks.casework, "person")
    code = office.desks.file(SLUG, sample_answers(1), office.clock.now, account)
    office.clock.advance(hours=1)
    asked = {"items": ["answer:address"], "reason": "Địa chỉ chưa rõ."}
    office.desks.act(Role.RECEPTION, code, "request_supplement_at_reception", office.clock.now, **asked)
    office.clock.advance(hours=1)
    owner = Applicant(office.visitors(DESK, office.url, expect_errors=("401",)), account)
    owner.open(f"/ho-so/{code}/bo-sung")
    field = owner.page.locator('[name="address"]')
    field.fill("Số 5 đường Ví Dụ")
    saved(owner.page)
    other_tab = owner.page.context.new_page()
    other_tab.goto("/ho-so")
    follow(other_tab, other_tab.locator("form.sign-out button").first)

    owner.page.bring_to_front()
    field.fill("Số 7 đường Ví Dụ")
    line = owner.page.locator("[data-save-state]")
    expect(line).to_have_attribute("data-state", "expired")
    look(owner.page)

    owner.sign_in()
    go(owner.page, f"/ho-so/{code}/bo-sung")
    expect(field).to_have_value("Số 7 đường Ví Dụ")
    expect(line).to_contain_text("Đã lưu lại những gì nhập khi mất phiên")
    elsewhere = office.applicant(account)
    elsewhere.open(f"/ho-so/{code}/bo-sung")
    expect(elsewhere.page.locator('[name="address"]')).to_have_value("Số 7 đường Ví Dụ")
    follow(elsewhere.page, elsewhere.page.locator("main form .actions .button--primary"))
    assert office.desks.loaded(code).dossier.answers["address"] == "Số 7 đường Ví Dụ"
