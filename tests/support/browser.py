"""Headless Chromium for tests: pages that complain about console errors, horizontal scrolling and inaccessible content.

Knows no page of ours. The driver comes from a registry package, the browser from the system.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.support.accessible import assert_accessible
from tests.support.machine import is_root

PHONE, DESK = 360, 1280
HEIGHTS = {PHONE: 740, DESK: 900}
# A busy machine is no mistake of a page: expectations wait as long as everything else (by themselves only five seconds).
PATIENCE_MS = 15_000
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--disable-dev-shm-usage",  # containers give /dev/shm too little room
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",  # the same pictures on every machine
]


def chromium() -> Path:
    """The system's browser; the error names the package that brings it."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise RuntimeError("the browser is missing: install the package chromium")
    return Path(found)


def launch(playwright: Playwright) -> Browser:
    """Start the system's browser."""
    # Chromium's own sandbox refuses to work for root.
    switches = [*SWITCHES, "--no-sandbox"] if is_root() else SWITCHES
    return playwright.chromium.launch(executable_path=chromium(), args=switches)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for each process of the test run; each page gets its own context."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@dataclass
class Visitors:
    """Opens pages, each of a new visitor, and keeps what they wrote to the console as `complaints`."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __call__(
        self, width: int = DESK, base_url: str | None = None, expect_errors: tuple[str, ...] = (), **options
    ) -> Page:
        """A page of that width; a console error that contains a text of `expect_errors` is no complaint."""
        options = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "reduced_motion": "reduce", **options}
        viewport = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = self.browser.new_context(viewport=viewport, base_url=base_url, **options)
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._note(message, expect_errors))
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        return page

    def _note(self, message: ConsoleMessage, expected: tuple[str, ...]) -> None:
        if message.type == "error" and not any(text in message.text for text in expected):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Visitors]:
    """`new_page(width=1280, base_url=None, expect_errors=(), **context)`; a complaint left over fails the test."""
    visitors = Visitors(browser)
    yield visitors
    for context in visitors.contexts:
        context.close()
    assert not visitors.complaints, "\n".join(visitors.complaints)


TOO_WIDE = """[...document.querySelectorAll("main *")]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)"""


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url}: {overflow} px wider than the window: {page.evaluate(TOO_WIDE)}"


def go(page: Page, path: str) -> None:
    """Open an address and look at the page that comes."""
    response = page.goto(path)
    assert response is None or response.status < 500, f"{path}: {response.status}"
    look(page)


def press(page: Page, name: str, role: str = "button") -> None:
    """Press the one button (or link) of that name, wait for the page that follows, and look at it."""
    follow(page, page.get_by_role(role, name=name))


def follow(page: Page, target: Locator) -> None:
    """Click what leads to another page, wait for that page, and look at it."""
    with page.expect_navigation(wait_until="load"):
        target.click()
    look(page)


def look(page: Page) -> None:
    """What is true of every page: it fits its window and axe has no complaint."""
    assert_fits(page)
    assert_accessible(page)
