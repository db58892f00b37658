"""Everything by the keyboard alone: an applicant signs in, answers and uploads; an officer opens the list and accepts. Focus is always seen."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town
from tests.support.browser import DESK, go, look
from tests.support.factories import PASSWORD, code_of, make_account
from tests.support.walkers import a_pdf

# The ring may be drawn by what stands for the focused control: the label of a radio, the button of a file chooser.
RING = """() => {
  const one = document.activeElement;
  const drawn = [one, one.nextElementSibling, one.previousElementSibling, one.closest("tr, label")];
  return drawn.filter(Boolean).some((each) => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && box.width > 1 && box.height > 1;
  });
}"""


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until that control has the focus; every stop on the way shows where one is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        if focused.startswith("<body"):
            continue
        assert page.evaluate(RING), f"{page.url}: the focus is not seen on {focused}"
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{page.url}: {selector} is not reached by Tab")


def arrive(page: Page, path: str) -> None:
    """Open a page and wait until its scripts listen: what is pressed or chosen before reaches nobody."""
    go(page, path)
    expect(page.locator("html")).to_have_attribute("data-scripts", "ready")


def enter(page: Page) -> None:
    """Press Enter on what leads to another page, look at that page and wait until its scripts listen."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    look(page)
    expect(page.locator("html")).to_have_attribute("data-scripts", "ready")


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def test_an_applicant_signs_in_answers_a_page_and_uploads(town: Callable[[str], Town]) -> None:
    office = town("lanh-su")
    account = make_account(office.desks.casework, "enterprise")
    page = office.visitors(DESK, office.url)
    arrive(page, "/dang-nhap")
    tab_to(page, "a.skip-link", 1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    write(page, '[name="login"]', account.email or "")
    write(page, '[name="password"]', PASSWORD)
    enter(page)
    assert page.url.endswith("/ho-so")

    arrive(page, "/nop-ho-so/abtc")
    tab_to(page, 'form[action$="/nop-ho-so/abtc"] button')
    enter(page)
    for name, moves in (("wish", 0), ("group", 0), ("in_province", 0), ("operating_12_months", 0)):
        tab_to(page, f'[name="{name}"]')
        page.keyboard.press("Space")
        for _ in range(moves):
            page.keyboard.press("ArrowDown")
        assert page.locator(f'[name="{name}"]').first.is_checked()
    tab_to(page, "main form .actions .button--primary")
    enter(page)
    assert page.url.endswith("/enterprise"), page.url

    draft = page.url.split("/")[-2]
    arrive(page, f"/nop-ho-so/abtc/{draft}/giay-to")
    # Asked for before the way there: asked for with the key, the browser may already be opening a dialog nobody sees.
    with page.expect_file_chooser(timeout=60_000) as chooser:
        tab_to(page, 'input[type="file"]')
        page.keyboard.press("Enter")
    chooser.value.set_files(a_pdf())
    expect(page.locator(".upload__file")).to_have_count(1)
    tab_to(page, 'button[name="remove"]')
    enter(page)
    expect(page.locator(".upload__file")).to_have_count(0)


def test_an_officer_walks_the_list_and_accepts(town: Callable[[str], Town]) -> None:
    office = town("lanh-su")
    now = office.clock.now
    first, second = (office.desks.file("abtc", sample_answers(n), now) for n in (1, 2))
    officer = office.desks.officers[Role.RECEPTION]
    page = office.visitors(DESK, office.url)
    arrive(page, "/can-bo/dang-nhap")
    write(page, '[name="login"]', officer.login)
    write(page, '[name="password"]', PASSWORD)
    write(page, '[name="code"]', code_of(officer, now))
    enter(page)
    arrive(page, "/can-bo/viec-can-lam")
    rows = page.locator("[data-worklist] tbody tr")
    expect(rows).to_have_count(2)
    for key, row in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(row).locator("a").first).to_be_focused()
        assert page.evaluate(RING)
    enter(page)
    code = page.url.rsplit("/", 1)[1]
    assert code in (first, second)
    tab_to(page, f'.action-bar a[href$="/{code}/accept"]', 300)
    enter(page)
    tab_to(page, f'form[action$="/{code}/accept"] .button--primary')
    enter(page)
    assert office.desks.loaded(code).dossier.accepted_at == now
