"""People of a journey in a real browser: an applicant who fills any procedure's form, officers who take any action. Knows no procedure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from playwright.sync_api import FilePayload, Page, expect

from casework.models import Account, Officer
from procedures.definition import Definition, Field, Group, Kind
from tests.support.application import Clock
from tests.support.browser import follow, go
from tests.support.desks import pdf
from tests.support.factories import PASSWORD, code_of

CODE = re.compile(r"[A-Z]\d\d\.\d\d-\d{8}-\d{7}")


class Applicant:
    """Someone with a phone, a browser page and the answers in the hand; `prefix` "/en" asks for the English pages.

    Finds everything by addresses and names of fields, never by words: the same person walks in both languages.
    """

    def __init__(self, page: Page, account: Account, prefix: str = "", *, scripts: bool = True) -> None:
        self.page, self.account, self.prefix, self.scripts = page, account, prefix, scripts
        self.sign_in()

    def sign_in(self) -> None:
        self.page.goto(f"{self.prefix}/dang-nhap")
        self.page.locator('[name="login"]').fill(self.account.email or "")
        self.page.locator('[name="password"]').fill(PASSWORD)
        follow(self.page, self.page.locator('main form[action$="/dang-nhap"] .button--primary'))

    def open(self, path: str) -> None:
        """Go to an address and look at its page."""
        go(self.page, self.prefix + path)

    def begin(self, slug: str) -> None:
        """From the procedure's page to the first page of a new form."""
        self.open(f"/thu-tuc/{slug}")
        follow(self.page, self.page.locator(f'main a[href="{self.prefix}/nop-ho-so/{slug}"]').first)
        follow(self.page, self.page.locator(f'form[action$="/nop-ho-so/{slug}"] button'))

    def fill(self, definition: Definition, answers: Mapping[str, Any], pages: int | None = None) -> None:
        """Answer page after page, or so many `pages`, as the portal asks them, until the papers are asked."""
        by_path = {page.name: page for page in definition.pages}
        for _ in range(pages or len(definition.pages)):
            name = self.page.url.rstrip("/").rsplit("/", 1)[1].split("?")[0].split("#")[0]
            if name not in by_path:
                return
            for item in by_path[name].items:
                fill_item(self.page, item, answers)
            self.go_on()

    def go_on(self) -> None:
        """Save the page of the form and go on to the next; nothing may be wrong with it."""
        follow(self.page, self.page.locator("main form .actions button.button--primary"))
        wrong = self.page.locator(".error-summary").all_inner_texts()
        assert not wrong, wrong

    def upload_all(self) -> None:
        """Choose a small PDF for every paper that is asked, and go on to the review."""
        zones = self.page.locator("[data-upload]")
        for index in range(zones.count()):
            zone = zones.nth(index)
            zone.locator('input[type="file"]:not([capture])').set_input_files(a_pdf())
            if self.scripts:
                expect(zone.locator(".upload__file")).to_have_count(1)
        follow(self.page, self.page.locator('button[name="then"][value="review"]'))

    def submit(self) -> str:
        """File the dossier; returns its code."""
        follow(self.page, self.page.locator('form[action$="/nop"] .button--primary'))
        found = CODE.search(self.page.url)
        assert found, self.page.url
        return found.group(0)

    def download(self, selector: str) -> bytes:
        """What the first link of that kind brings."""
        with self.page.expect_download() as brought:
            self.page.locator(selector).first.click()
        return brought.value.path().read_bytes()


def a_pdf(name: str = "giấy tờ.pdf") -> FilePayload:
    """A small file for a chooser."""
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf()}


def fill_item(page: Page, item: Field | Group, answers: Mapping[str, Any]) -> None:
    """Answer one question or one repeating group, if the page shows it."""
    if isinstance(item, Field):
        fill_field(page, item, item.name, answers.get(item.name))
        return
    given = answers.get(item.name) or []
    for index, one in enumerate(given):
        if page.locator(f"#{item.name}-{index}").count() == 0:
            follow(page, page.locator(f'button[name="list_action"][value="{item.name}:add"]'))
        for field in item.fields:
            fill_field(page, field, f"{item.name}-{index}-{field.name}", one.get(field.name))


def fill_field(page: Page, field: Field, name: str, value: Any) -> None:
    """Type or choose one answer; a question that is not shown, or has no answer, is passed over."""
    found = page.locator(f'[name="{name}"]')
    if value in (None, "", []) or found.count() == 0:
        return
    if field.kind is Kind.CHOICES:
        for one in value:
            page.locator(f'[name="{name}"][value="{one}"]').check()
    elif field.kind is Kind.DECLARATION:
        found.check()
    elif found.first.get_attribute("type") == "radio":
        chosen = ("yes" if value else "no") if field.kind is Kind.YES_NO else str(value)
        page.locator(f'[name="{name}"][value="{chosen}"]').check()
    elif found.first.evaluate("one => one.tagName") == "SELECT":
        found.select_option(str(value))
    else:
        found.fill(date.fromisoformat(value).strftime("%d/%m/%Y") if field.kind is Kind.DATE else str(value))


class Desk:
    """An officer with a desk and both factors."""

    def __init__(self, page: Page, officer: Officer, clock: Clock) -> None:
        self.page, self.officer = page, officer
        page.goto("/can-bo/dang-nhap")
        page.locator('[name="login"]').fill(officer.login)
        page.locator('[name="password"]').fill(PASSWORD)
        page.locator('[name="code"]').fill(code_of(officer, clock.now))
        follow(page, page.locator('main form[action$="/dang-nhap"] .button--primary'))

    def act(self, code: str, action: str, **inputs: Any) -> None:
        """Open the dossier, choose the action in its bar, fill its form and take it."""
        go(self.page, f"/can-bo/ho-so/{code}")
        follow(self.page, self.page.locator(f'.action-bar a[href$="/{code}/{action}"]'))
        for name, value in inputs.items():
            self._fill(name, value)
        follow(self.page, self.page.locator(f'form[action$="/{code}/{action}"] .button--primary'))
        wrong = self.page.locator(".error-summary").all_inner_texts()
        assert not wrong, wrong
        expect(self.page).not_to_have_url(re.compile(f"/{action}$"))

    def _fill(self, name: str, value: Any) -> None:
        found = self.page.locator(f'[name="{name}"]')
        if isinstance(value, list | tuple):
            for one in value:
                self.page.locator(f'[name="{name}"][value="{one}"]').check()
        elif found.first.get_attribute("type") == "radio":
            self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif found.first.evaluate("one => one.tagName") == "SELECT":
            found.select_option(str(value))
        else:
            found.fill(str(value))
