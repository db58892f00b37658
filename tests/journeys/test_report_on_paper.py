"""The report of results printed from its page: one lying sheet of A4 with the table, without what only a screen needs."""

import io
from collections.abc import Callable

import pikepdf
from playwright.sync_api import expect

from procedures.definition import Role
from tests.journeys.conftest import Town

A4 = (595, 842)


def test_the_report_is_printed_on_a_lying_sheet_without_navigation(town: Callable[[str], Town]) -> None:
    page = town("lanh-su").at(Role.DIRECTOR).page
    page.goto("/can-bo/bao-cao")
    expect(page.get_by_role("button", name="In báo cáo")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("main table")).to_be_visible()
    for only_on_screens in (".site-header", ".breadcrumb", "main form", "[data-print]"):
        for one in page.locator(only_on_screens).all():
            expect(one).to_be_hidden()
    assert page.evaluate("document.querySelector('main table').getBoundingClientRect().width <= innerWidth")
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        sheet = [round(float(one)) for one in printed.pages[0].mediabox]
    assert tuple(sorted(sheet[2:])) == A4 and sheet[2] > sheet[3]
