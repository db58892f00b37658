"""Pictures of every kind of page, for every role, on a phone and on a desk, and one contact sheet: `make pictures`.

Walks the served demonstration office by its links as a visitor would. Judges nothing: people look at the pictures.
"""

import re
import shutil
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pyotp
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browser import DESK, HEIGHTS, PHONE, launch
from tests.support.program import running
from tests.support.tree import ROOT

FOLDER = ROOT / "var" / "pictures"
DOORS = {"visitor": "/", "citizen": "/ho-so", "officer": "/can-bo"}
NOT_A_PAGE = re.compile(r"^/(static|api|metrics|healthz)|dang-xuat|\.(pdf|docx|xlsx|csv|json|toml)$")
PAGES_PER_ROLE = 40
THUMBNAIL = {PHONE: 150, DESK: 430}
ROW = 330


@dataclass
class Album:
    """What has been photographed: kinds of pages seen, and the file of each picture in order."""

    seen: set[str] = field(default_factory=set)
    pictures: list[tuple[str, dict[int, Path]]] = field(default_factory=list)


def kind(path: str) -> str:
    """An address with everything that differs between two pages of one kind taken out: codes and numbers."""
    return re.sub(r"[^/]*\d[^/]*", "N", path.split("?")[0].rstrip("/") or "/")


def links(page: Page) -> list[str]:
    """Addresses on the same server that this page leads to."""
    addresses = page.eval_on_selector_all("a[href]:not([download])", "found => found.map(one => one.href)")
    here = urlsplit(page.url).netloc
    inside = (urlsplit(address) for address in addresses)
    return [one.path for one in inside if one.netloc == here and not NOT_A_PAGE.search(one.path)]


def sign_in(page: Page, path: str, account: dict) -> None:
    """Fill in the sign-in form by what its fields are for, and the one-time code when it is asked for."""
    page.goto(path)
    page.locator("main input[autocomplete~=username]").fill(account["login"])
    page.locator("main input[type=password]").fill(account["password"])
    _send_with_code(page, account)
    if page.locator("main input[autocomplete~=one-time-code]").count():
        _send_with_code(page, account)


def _send_with_code(page: Page, account: dict) -> None:
    code = page.locator("main input[autocomplete~=one-time-code]")
    if code.count() and account.get("totp"):
        code.fill(pyotp.TOTP(account["totp"]).now())
    with page.expect_navigation(wait_until="load"):  # the page that comes, not the one that is loaded already
        page.locator("main form button:not([type=button])").first.click()


def photograph(page: Page, title: str, album: Album) -> None:
    """One picture of the page at each width."""
    files = {}
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        files[width] = FOLDER / f"{len(album.pictures):03}-{width}.png"
        page.screenshot(path=files[width], full_page=True)
    album.pictures.append((title, files))


def walk(page: Page, start: str, role: str, album: Album) -> None:
    """Photograph the start page, and every page of a kind not seen yet that its links lead to."""
    waiting, visited = deque([start]), 0
    while waiting and visited < PAGES_PER_ROLE:
        path = waiting.popleft()
        is_start = path == start and visited == 0
        if not is_start and kind(path) in album.seen:
            continue
        album.seen.add(kind(path))
        page.goto(path)
        photograph(page, f"{role} {path}", album)
        waiting.extend(links(page))
        visited += 1


def contact_sheet(album: Album) -> Path:
    """All pictures, reduced, on one image: two rows side by side."""
    column = sum(THUMBNAIL.values()) + 40
    rows = -(-len(album.pictures) // 2)
    sheet = Image.new("RGB", (2 * column, rows * ROW), "white")
    draw = ImageDraw.Draw(sheet)
    for number, (title, files) in enumerate(album.pictures):
        left, top = (number % 2) * column + 10, (number // 2) * ROW + 20
        draw.text((left, top - 14), f"{number:03} {title}", fill="black")
        for width, file in files.items():
            with Image.open(file) as picture:
                scale = THUMBNAIL[width] / picture.width
                small = picture.convert("RGB").resize((THUMBNAIL[width], round(picture.height * scale)))
            sheet.paste(small.crop((0, 0, small.width, min(small.height, ROW - 30))), (left, top))
            left += THUMBNAIL[width] + 10
    target = FOLDER / "contact-sheet.png"
    sheet.save(target)
    return target


def visit_all(browser: Browser, url: str, accounts: list[dict]) -> Album:
    album = Album()
    roles = [("visitor", None), *{account["role"]: account for account in accounts}.items()]
    for role, account in roles:
        context = browser.new_context(base_url=url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        page = context.new_page()
        door = DOORS.get(role, DOORS["officer"])
        if account:
            sign_in(page, door, account)
        walk(page, door, role, album)
        context.close()
    return album


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with TemporaryDirectory() as folder, running(Path(folder)) as program, sync_playwright() as playwright:
        browser = launch(playwright)
        album = visit_all(browser, program.url, program.accounts())
        browser.close()
    print(f"{len(album.pictures)} pages at {PHONE} and {DESK} px: {contact_sheet(album)}")


if __name__ == "__main__":
    main()
