"""The nginx site of deploy/ in front of the program, both real: what passes, what does not, and whom the program believes."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from casework.services.slowing import key_for
from tests.deploy.browser import Browser
from tests.deploy.public import public_program
from tests.deploy.site import SITE, Front, nginx_before
from tests.faults.program import Running
from tests.support.machine import LOOPBACK, public_folder, stop, wait_until

FORGED = "203.0.113.77"
MEGABYTE = 1024 * 1024
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Stand:
    """Nginx and the program behind it."""

    front: Front
    program: Running

    def browser(self) -> Browser:
        return self.front.browser()

    def lines(self) -> list[dict]:
        """The program's log, one object a line."""
        text = (self.program.folder / "log").read_text("utf-8")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def line_of(self, request_id: str) -> dict:
        def found() -> list[dict]:
            return [one for one in self.lines() if one.get("request_id") == request_id and one["logger"] == "access"]

        wait_until(lambda: bool(found()), "the request is in the program's log")
        return found()[0]


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with public_folder("portal-site-") as folder:
        program = public_program(folder)
        try:
            program.start_web()
            with nginx_before(folder, [program.port]) as front:
                yield Stand(front, program)
        finally:
            program.stop()


def test_a_page_comes_over_https_with_every_header(stand: Stand) -> None:
    answer = stand.browser().get("/")
    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert re.fullmatch("nginx", answer.headers["Server"]), "no version for those who look for old ones"


def test_plain_http_leads_to_https(stand: Stand) -> None:
    answer = Browser(stand.front.plain, SITE, tls=False).get("/tra-cuu?ma=1")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{SITE}/tra-cuu?ma=1")


def test_cookies_are_of_https_and_the_form_they_guard_is_taken(stand: Stand) -> None:
    browser = stand.browser()
    assert browser.get("/dang-nhap").status == 200
    assert list(browser.cookies) == ["__Host-portal"]
    refused = browser.post("/dang-nhap", {"login": "khong-ai@example.com", "password": "sai-mat-khau"})
    assert refused.status == 422, "the token was right, the password was not"


def test_an_address_forged_by_the_visitor_is_not_believed(stand: Stand) -> None:
    """A wrong password counts against the network address from which it really came."""
    forged = {"X-Forwarded-For": FORGED, "X-Real-IP": FORGED, "Forwarded": f"for={FORGED}"}
    browser = stand.browser()
    browser.get("/can-bo/dang-nhap", **forged)
    refused = {"login": "nguoi-doan", "password": "sai", "code": "000000"}
    assert browser.post("/can-bo/dang-nhap", refused, **forged).status == 422
    assert _counted(stand, FORGED) == 0
    assert _counted(stand, LOOPBACK) > 0


def _counted(stand: Stand, address: str) -> int:
    """How many failures the limiter counts from a network address."""
    file = stand.program.settings["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT count(*) FROM attempts WHERE key = ?", (key_for("officer-from", address),)).fetchone()[0]


def test_the_id_of_a_request_is_the_proxys_and_stands_in_the_programs_log(stand: Stand) -> None:
    answer = stand.browser().get("/tra-cuu", **{"X-Request-ID": "made-up-by-a-visitor"})
    request_id = answer.headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", request_id)
    line = stand.line_of(request_id)
    assert (line["path"], line["status"]) == ("/tra-cuu", 200)


def test_what_was_searched_for_and_the_secret_of_a_link_stay_out_of_the_log(stand: Stand) -> None:
    for path in ("/dat-lai-mat-khau?ma=Bi-Mat", "/can-bo/viec-can-lam?q=Nguy%E1%BB%85n+V%C4%83n+T%C3%ACm"):
        stand.browser().get(path)

    def told() -> str:
        return "".join((stand.program.folder / name).read_text("utf-8") for name in ("portal.log", "access.log"))

    for line in ('"GET /dat-lai-mat-khau" ', '"GET /can-bo/viec-can-lam" '):  # nginx writes it when the visitor has the answer
        wait_until(lambda line=line: line in told(), f"nginx tells of {line}")
    assert not any(word in told() for word in ("Bi-Mat", "Nguy", "?"))


def test_figures_are_not_shown_to_the_world(stand: Stand) -> None:
    for path in ("/metrics", "/metrics?x=1", "/metrics/", "//metrics"):
        assert stand.browser().get(path).status == 404, path
    # As another machine the program itself would refuse; as this one it tells.
    assert "portal_database_up 1.0" in Browser(stand.program.port, LOOPBACK, tls=False).get("/metrics").text


@pytest.mark.parametrize("megabytes", [66, 90])
def test_more_than_one_post_may_hold_is_answered_with_a_page(stand: Stand, megabytes: int) -> None:
    """Sixty-six are refused by the program, ninety by nginx before it asks the program: a page either way."""
    browser = stand.browser()
    browser.get("/dang-nhap")
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + browser.token.encode(),
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="anh.jpg"\r\n\r\n' + b"0" * (megabytes * MEGABYTE),
        b"--x--\r\n",
    ]
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Referer": f"https://{SITE}/"}
    answer = browser.send("POST", "/dang-nhap", b"\r\n".join(parts), headers)
    assert answer.status == 413
    assert "<h1" in answer.text and 'lang="vi"' in answer.text
    assert browser.get("/").status == 200


def test_a_program_that_is_away_is_told_as_such(stand: Stand) -> None:
    """While every web process is down, people read that and when to come back, not the name of a proxy."""
    assert stand.program.web is not None
    stop(stand.program.web, signal.SIGTERM, 30)
    try:
        answer = stand.browser().get("/")
        assert answer.status == 503
        assert "<h1" in answer.text and answer.headers["Retry-After"]
    finally:
        stand.program.start_web()
    wait_until(lambda: stand.browser().get("/").status == 200, "the site is back", 60)
