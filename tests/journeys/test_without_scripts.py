"""Without any script: a business owner files from a phone, adding, copying and removing persons; the counter accepts.

No script arrives, and the content security policy lets none run that is written in a page. Scripts are not switched off in
the browser, because axe is one.
"""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town
from tests.support.browser import DESK, PHONE, follow
from tests.support.factories import make_account
from tests.support.walkers import Applicant, Desk, fill_item


def without_scripts(office: Town, width: int) -> Page:
    page = office.visitors(width, office.url, expect_errors=("ERR_FAILED",))
    page.route("**/*.js", lambda route: route.abort())
    return page


def test_a_filing_and_its_acceptance(town: Callable[[str], Town]) -> None:
    office = town("lanh-su")
    account = make_account(office.desks.casework, "enterprise")
    phone = without_scripts(office, PHONE)
    owner = Applicant(phone, account, scripts=False)
    owner.begin("abtc")
    expect(phone.locator("html")).not_to_have_attribute("data-scripts", "ready")
    definition, answers = office.definition("abtc"), sample_answers(1)
    pages = {one.name: one for one in definition.pages}
    for name in ("who", "enterprise"):
        for item in pages[name].items:
            fill_item(phone, item, answers)
        owner.go_on()

    cards = phone.locator("#persons-list .card")
    for item in pages["persons"].items:
        fill_item(phone, item, answers)
    persons = cards.count()
    for press, count in ((f"persons:copy:{persons - 1}", 1), ("persons:add", 2), (f"persons:remove:{persons + 1}", 1)):
        follow(phone, phone.locator(f'[name="list_action"][value="{press}"]'))
        expect(cards).to_have_count(persons + count)
    copied = phone.locator(f'[name="persons-{persons}-full_name"]')
    expect(copied).to_have_value(answers["persons"][-1]["full_name"])
    follow(phone, phone.locator(f'[name="list_action"][value="persons:remove:{persons}"]'))
    expect(cards).to_have_count(persons)

    owner.fill(definition, answers)
    owner.upload_all()
    code = owner.submit()
    expect(phone.get_by_role("main")).to_contain_text("Bộ phận Một cửa đang kiểm tra hồ sơ")

    counter = office.desks.officers[Role.RECEPTION]
    desk = Desk(without_scripts(office, DESK), counter, office.clock)
    desk.act(code, "accept")
    assert office.desks.loaded(code).dossier.accepted_at == office.clock.now
