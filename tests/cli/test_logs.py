"""The log of real processes, web and worker: every line one JSON object, one request id from the page to the mail."""

from __future__ import annotations

import json
import signal
import subprocess
from email import message_from_bytes
from http.cookiejar import CookieJar
from pathlib import Path
from re import search
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.support.factories import make_account
from tests.support.machine import LOOPBACK, SCRIPTS, free_port, stop, wait_until
from tests.support.tree import ROOT

GIVEN = "proxy-0123456789abcdef"
WHO = "nguyen.thi.bi.mat@example.com"


def environment(database_url: str, folder: Path, url: str) -> dict[str, str]:
    """A production that keeps everything in a folder, behind one proxy."""
    return {
        "PATH": str(SCRIPTS),
        "APP_ENV": "production",
        "SECRET_KEY": "a secret that only the tests know, long enough",
        "PUBLIC_URL": url,
        "DATABASE_URL": database_url,
        "STORAGE_URL": f"file://{folder / 'storage'}",
        "MAIL_URL": f"file://{folder / 'mail'}",
        "SMS_URL": f"file://{folder / 'sms'}",
        "TRUSTED_PROXIES": "1",
    }


def ask(url: str) -> None:
    """Forget a password, which causes a mail."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{url}/quen-mat-khau").read().decode()
    token = search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    form = urlencode({"csrf_token": token, "login": WHO}).encode()
    browser.open(Request(f"{url}/quen-mat-khau?email={WHO}", form, {"X-Request-ID": GIVEN, "Referer": url}))


def answers(url: str) -> bool:
    try:
        build_opener().open(f"{url}/healthz/live", timeout=1)
    except OSError:
        return False
    return True


def test_every_line_is_an_object_and_one_id_leads_from_the_page_to_the_mail(sqlite_url, casework, tmp_path):
    make_account(casework, "person", email=WHO)
    port = free_port()
    url = f"http://{LOOPBACK}:{port}"
    own = environment(sqlite_url, tmp_path, url)
    web = [SCRIPTS / "gunicorn", "wsgi:application", "--bind", f"{LOOPBACK}:{port}", "--workers", "1"]
    commands = (web, [SCRIPTS / "flask", "--app", "wsgi", "worker"])
    logs = [tmp_path / "web.log", tmp_path / "worker.log"]
    processes = []
    try:
        for command, path in zip(commands, logs, strict=True):
            with path.open("wb") as log:
                processes.append(subprocess.Popen(command, cwd=ROOT, env=own, stdout=log, stderr=log))
        wait_until(lambda: answers(url), "the web process answers", 60)
        ask(url)
        wait_until(lambda: any((tmp_path / "mail").glob("*.eml")), "the worker sends", 60)
        wait_until(lambda: GIVEN in logs[1].read_text(encoding="utf-8"), "the worker tells", 10)
    finally:
        for process in processes:
            stop(process, signal.SIGTERM)
    lines = [[json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in logs]
    assert all({"time", "level", "logger", "message", "request_id"} <= set(one) for both in lines for one in both)
    asked = [one for one in lines[0] if one["request_id"] == GIVEN]
    assert {(one["method"], one["path"]) for one in asked if one["logger"] == "access"} == {("POST", "/quen-mat-khau")}
    assert any(one["logger"] == "gunicorn.error" for one in lines[0]), "gunicorn's own lines have the same form"
    assert any(one["request_id"] == GIVEN and "sent" in one["message"] for one in lines[1])
    [mail] = (tmp_path / "mail").glob("*.eml")
    assert message_from_bytes(mail.read_bytes())["X-Request-ID"] == GIVEN
    assert all(WHO not in path.read_text(encoding="utf-8") for path in logs)
