"""The whole program served under libfaketime while its clock jumps two hours ahead and back, and two hours back: people sign in again, drafts stay, codes are whole.

libfaketime is a Debian package (`apt-get install faketime`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import create_app
from casework.context import Casework
from casework.models import Account
from tests.faults.browser import Browser
from tests.support.application import settings_for
from tests.support.factories import PASSWORD, make_account
from tests.support.machine import LOOPBACK, SCRIPTS, free_port, stop, wait_until
from tests.support.tree import ROOT
from tests.troubles.ready import SLUG, events_of, ready_draft

LIBRARIES = [str(one) for one in Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")]


@dataclass
class Town:
    """A served program whose clock a test sets, and its case file seen from outside."""

    casework: Casework
    port: int
    clock: Path

    def jump(self, by: str) -> None:
        """`+2h`, `-2h` or `+0`: from now on the program's clock is so far from the real one."""
        new = self.clock.with_suffix(".new")
        new.write_text(by)
        new.replace(self.clock)

    def sign_in(self, account: Account) -> Browser:
        browser = Browser(self.port)
        browser.get("/dang-nhap")
        answer = browser.post("/dang-nhap", [("login", account.email), ("password", PASSWORD)])
        assert answer.status == 302, answer.text
        return browser


@pytest.fixture
def town(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    assert LIBRARIES, "apt-get install faketime"
    port, clock = free_port(), tmp_path / "clock"
    settings = settings_for(sqlite_url, tmp_path)
    clock.write_text("+0")
    environment = {
        **os.environ,
        "APP_ENV": "test",
        "SECRET_KEY": settings.secret_key,
        "DATABASE_URL": sqlite_url,
        "STORAGE_URL": settings.storage_url,
        "MAIL_URL": settings.mail_url,
        "SMS_URL": settings.sms_url,
        "PUBLIC_URL": f"http://{LOOPBACK}:{port}",
        "LD_PRELOAD": LIBRARIES[0],
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "NO_FAKE_STAT": "1",
    }
    command = [SCRIPTS / "gunicorn", "wsgi:application", "--workers", "1", "--threads", "4", "--timeout", "0"]
    command += ["--bind", f"{LOOPBACK}:{port}"]  # no timeout: gunicorn measures its workers by the clock that jumps
    app = create_app(settings)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: answers(port) or process.poll() is not None, "the program answers", 120)
        assert process.poll() is None, (tmp_path / "log").read_text()
        yield Town(app.extensions["casework"], port, clock)
    finally:
        stop(process, 15)
        app.extensions["casework"].database.dispose()


def answers(port: int) -> bool:
    try:
        return Browser(port).get("/healthz/live").status == 200
    except ConnectionError:
        return False


def press(browser: Browser, draft: str) -> str:
    """File a draft; the code of its dossier."""
    browser.get(f"/nop-ho-so/{SLUG}/{draft}/xem-lai")
    answer = browser.post(f"/nop-ho-so/{SLUG}/{draft}/nop")
    assert answer.status == 302 and "/ho-so/" in answer.location, answer.text
    return answer.location.rsplit("/", 1)[1]


@pytest.mark.slow
def test_a_jump_either_way_costs_a_sign_in_and_nothing_else(town: Town) -> None:
    account = make_account(town.casework, "enterprise")
    drafts = [ready_draft(town.casework, datetime.now(UTC), account)[0] for _ in range(4)]
    codes = [press(town.sign_in(account), drafts[0])]

    before = town.sign_in(account)
    assert before.get(f"/nop-ho-so/{SLUG}/{drafts[1]}/giay-to").status == 200
    town.jump("+2h")
    gone = before.get(f"/nop-ho-so/{SLUG}/{drafts[1]}/giay-to")
    assert gone.status == 302 and "/dang-nhap" in gone.location, "an hour without use ends a session, by this clock too"
    ahead = town.sign_in(account)
    assert ahead.get(f"/nop-ho-so/{SLUG}/{drafts[1]}/giay-to").status == 200, "the draft is whole"
    codes.append(press(ahead, drafts[1]))

    town.jump("+0")
    gone = ahead.get(f"/nop-ho-so/{SLUG}/{drafts[2]}/giay-to")
    assert gone.status == 302 and "/dang-nhap" in gone.location, "a session of a time that is yet to come is none"
    back = town.sign_in(account)
    codes.append(press(back, drafts[2]))

    town.jump("-2h")
    gone = back.get(f"/nop-ho-so/{SLUG}/{drafts[3]}/giay-to")
    assert gone.status == 302 and "/dang-nhap" in gone.location
    behind = town.sign_in(account)
    codes.append(press(behind, drafts[3]))
    assert behind.post(f"/ho-so/{codes[2]}/rut", [("reason", "Nộp nhầm"), ("version", "1")]).status == 302
    filed, withdrawn = events_of(town.casework, codes[2])
    assert withdrawn.at == filed.at, "two hours before it was filed nothing was withdrawn"
    back = behind
    assert all(back.get(f"/ho-so/{code}").status == 200 for code in codes)
    by_day: dict[str, list[int]] = {}
    for code in codes:
        by_day.setdefault(code.split("-")[1], []).append(int(code.split("-")[2]))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_day.values())
