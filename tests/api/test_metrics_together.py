"""Two web processes of one machine count together, and what an ended one counted stays counted."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def served(url: str, tmp_path: Path, counts: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Two web processes that count in a folder; their address, and the process above them."""
    settings, port = settings_for(url, tmp_path), free_port()
    names = ("app_env", "secret_key", "public_url", "database_url", "storage_url", "mail_url", "sms_url")
    own = {name.upper(): getattr(settings, name) for name in names} | {"PROMETHEUS_MULTIPROC_DIR": str(counts)}
    command = [SCRIPTS / "gunicorn", "wsgi:application", "--workers", "2", "--bind", f"{LOOPBACK}:{port}"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdout=log, stderr=log)
    try:
        wait_until(lambda: answers(f"http://{LOOPBACK}:{port}"), "the portal answers", 60)
        yield f"http://{LOOPBACK}:{port}", process
    finally:
        stop(process, signal.SIGTERM)


def test_every_process_tells_what_all_have_counted(sqlite_url: str, tmp_path: Path):
    folder = tmp_path / "counts"
    folder.mkdir()
    with served(sqlite_url, tmp_path, folder) as (url, process):
        for _ in range(ASKED):
            urlopen(f"{url}/thu-tuc", timeout=10).read()
        assert {asked(url) for _ in range(6)} == {ASKED}
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: b"Worker exiting" in (tmp_path / "log").read_bytes(), "the first processes end", 60)
        wait_until(lambda: answers(url), "the portal answers again", 60)
        assert asked(url) == ASKED


def test_without_the_folder_nothing_is_counted_and_everything_answered(sqlite_url: str, tmp_path: Path):
    with served(sqlite_url, tmp_path, tmp_path / "none") as (url, _):
        assert urlopen(f"{url}/thu-tuc", timeout=10).status == 200
        assert figure(url, "portal_database_up") == 1
        assert b"a request was not counted in PROMETHEUS_MULTIPROC_DIR" in (tmp_path / "log").read_bytes()
