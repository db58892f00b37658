"""Tracking without an account, in the browser: the level by the code, the history by the access code, guesses slowed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from casework.services.slowing import FREE_FAILURES
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town
from tests.support.browser import PHONE, follow, go, look


def look_up(page: Page, code: str, access_code: str = "") -> None:
    page.locator('[name="ma"]').fill(code)
    page.locator('[name="ma_tra_cuu"]').fill(access_code)
    follow(page, page.locator('main form[action$="/tra-cuu"] .button--primary'))


def test_tracking_without_an_account(town: Callable[[str], Town]) -> None:
    office = town("lanh-su")
    answers = sample_answers(1)
    code = office.desks.file("abtc", answers, office.clock.now)
    private = [one["full_name"] for one in answers["persons"]] + ["Thí Dụ", "Trang hộ chiếu bị mờ."]
    office.clock.advance(hours=1)
    asked = {"items": ["paper:passport"], "reason": "Trang hộ chiếu bị mờ."}
    office.desks.act(Role.RECEPTION, code, "request_supplement_at_reception", office.clock.now, **asked)

    visitor = office.visitors(PHONE, office.url, expect_errors=("422", "429"))
    main = visitor.get_by_role("main")
    go(visitor, "/tra-cuu")
    look_up(visitor, code.lower())
    expect(main.locator('[aria-current="step"]')).to_have_text("Đã nộp")
    expect(main).not_to_contain_text("Cơ quan đề nghị bổ sung")

    look_up(visitor, code, office.access_code(code))
    expect(main).to_contain_text("Cơ quan đề nghị bổ sung")
    for words in private:
        expect(main).not_to_contain_text(words)

    for _ in range(FREE_FAILURES + 1):
        visitor.locator('[name="ma_tra_cuu"]').fill("WRONGWRONG22")
        with visitor.expect_navigation(wait_until="load"):
            visitor.locator('main form[action$="/tra-cuu"] .button--primary').click()
    look(visitor)
    expect(main).to_contain_text("Đã thử sai nhiều lần. Xin đợi một lúc rồi thử lại.")
    look_up(visitor, code, office.access_code(code))
    expect(main).not_to_contain_text("Cơ quan đề nghị bổ sung")
    office.clock.advance(minutes=16)
    look_up(visitor, code, office.access_code(code))
    expect(main).to_contain_text("Cơ quan đề nghị bổ sung")
