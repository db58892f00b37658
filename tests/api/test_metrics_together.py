"""Two web processes of one machine count together, and what an ended one counted stays counted."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

from tests.support.application import settings_for
from tests.support.machine import LOOPBACK, SCRIPTS, free_port, stop, wait_until
from tests.support.tree import ROOT

ASKED = 24


def figure(url: str, name: str, **labels: str) -> float:
    text = urlopen(f"{url}/metrics", timeout=10).read().decode()
    samples = (one for family in text_string_to_metric_families(text) for one in family.samples)
    return sum(one.value for one in samples if one.name == name and labels.items() <= one.labels.items())


def asked(url: str) -> float:
    return figure(url, "portal_requests_total", endpoint="portal.procedures")


def answers(url: str) -> bool:
    try:
        return urlopen(f"{url}/healthz/live", timeout=1).status == 200
    except (URLError, OSError):
        return False


def test_every_process_tells_what_all_have_counted(sqlite_url: str, tmp_path: Path):
    settings, folder, port = settings_for(sqlite_url, tmp_path), tmp_path / "counts", free_port()
    folder.mkdir()
    names = ("app_env", "secret_key", "public_url", "database_url", "storage_url", "mail_url", "sms_url")
    own = {name.upper(): getattr(settings, name) for name in names} | {"PROMETHEUS_MULTIPROC_DIR": str(folder)}
    command = [SCRIPTS / "gunicorn", "wsgi:application", "--workers", "2", "--bind", f"{LOOPBACK}:{port}"]
    url = f"http://{LOOPBACK}:{port}"
    with (tmp_path / "log").open("wb") as log:
        served = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdout=log, stderr=log)
    try:
        wait_until(lambda: answers(url), "the portal answers", 60)
        for _ in range(ASKED):
            urlopen(f"{url}/thu-tuc", timeout=10).read()
        assert {asked(url) for _ in range(6)} == {ASKED}
        served.send_signal(signal.SIGHUP)
        wait_until(lambda: b"Worker exiting" in (tmp_path / "log").read_bytes(), "the first processes end", 60)
        wait_until(lambda: answers(url), "the portal answers again", 60)
        assert asked(url) == ASKED
    finally:
        stop(served, signal.SIGTERM)
