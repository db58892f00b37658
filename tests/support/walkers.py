"""People of a journey in a real browser: an applicant who fills any procedure's form, officers who take any action. Knows no procedure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from casework.models import Account, Officer
from procedures.definition import Definition, Field, Group, Kind
from tests.support.application import Clock
from tests.support.browser import follow, look, press
from tests.support.desks import pdf
from tests.support.factories import PASSWORD, code_of

CODE = re.compile(r"[A-Z]\d\d\.\d\d-\d{8}-\d{7}")


class Applicant:
    """Someone with a phone, a browser page and the answers in the hand."""

    def __init__(self, page: Page, account: Account, password: str = PASSWORD) -> None:
        self.page, self.account = page, account
        page.goto("/dang-nhap")
        page.get_by_label("Thư điện tử").fill(account.email or "")
        page.get_by_label("Mật khẩu", exact=True).fill(password)
        press(page, "Đăng nhập")

    def begin(self, slug: str) -> None:
        """From the procedure's page to the first page of a new form."""
        self.page.goto(f"/thu-tuc/{slug}")
        look(self.page)
        follow(self.page, self.page.get_by_role("main").get_by_role("link", name="Nộp hồ sơ").first)
        press(self.page, "Bắt đầu tờ khai mới")

    def fill(self, definition: Definition, answers: Mapping[str, Any]) -> None:
        """Answer page after page, as the portal asks them, until the papers are asked."""
        by_path = {page.name: page for page in definition.pages}
        for _ in range(len(definition.pages)):
            name = self.page.url.rstrip("/").rsplit("/", 1)[1].split("?")[0].split("#")[0]
            if name not in by_path:
                return
            for item in by_path[name].items:
                fill_item(self.page, item, answers)
            press(self.page, "Lưu và tiếp tục")
            wrong = self.page.locator(".error-summary").all_inner_texts()
            assert not wrong, wrong

    def upload_all(self) -> None:
        """Choose a small PDF for every paper that is asked, and go on to the review."""
        required = self.page.locator('input[type="file"]:not([capture])')
        for index in range(required.count()):
            with self.page.expect_response(lambda response: "/giay-to/tep" in response.url) as sent:
                required.nth(index).set_input_files(
                    {"name": "giấy tờ.pdf", "mimeType": "application/pdf", "buffer": pdf()}
                )
            assert sent.value.ok, sent.value.text()
            self.page.wait_for_load_state("load")
        press(self.page, "Xem lại hồ sơ")

    def submit(self) -> str:
        """File the dossier; returns its code."""
        press(self.page, "Nộp hồ sơ")
        found = CODE.search(self.page.url)
        assert found, self.page.url
        return found.group(0)


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
        page.get_by_label("Tên đăng nhập").fill(officer.login)
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_label("Mã xác thực").fill(code_of(officer, clock.now))
        press(page, "Đăng nhập")

    def act(self, code: str, action: str, label: str, **inputs: Any) -> None:
        """Open the dossier, choose the action of that label in its bar, fill its form and take it."""
        self.page.goto(f"/can-bo/ho-so/{code}")
        look(self.page)
        follow(self.page, self.page.locator(f'a[href$="/{code}/{action}"]').first)
        for name, value in inputs.items():
            self._fill(name, value)
        press(self.page, label)
        wrong = self.page.locator(".error-summary").all_inner_texts()
        assert not wrong, wrong
        expect(self.page).to_have_url(re.compile(f"/can-bo/ho-so/{re.escape(code)}"))

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
