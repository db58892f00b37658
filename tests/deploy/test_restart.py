"""A restart of the only web service, as systemd does it with the units of deploy/: whoever asks meanwhile waits, and nobody is refused."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server, socket
from threading import Event

import pytest

from tests.deploy.activation import started
from tests.deploy.public import Public, public_program
from tests.deploy.site import Front, nginx_before
from tests.deploy.units import DEPLOY, unit, words
from tests.support.machine import LOOPBACK, public_folder, stop, wait_until
from tests.support.tree import ROOT

pytestmark = pytest.mark.slow
VISITORS, RESTARTS = 4, 2


@dataclass
class Service:
    """`portal-web.service` on its socket, which stays open while the service is away."""

    program: Public
    listening: socket

    def start(self) -> subprocess.Popen:
        found = unit((DEPLOY / "systemd" / "portal-web.service").read_text("utf-8"))
        path, *arguments = words(found.one("ExecStart"))
        command = [sys.executable, "-m", Path(path).name, *arguments]
        with (self.program.folder / "log").open("ab") as log:
            environment = self.program.environment(WEB_CONCURRENCY="2")
            return started([], command, self.listening, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def said(self) -> str:
        return (self.program.folder / "log").read_text("utf-8")


@pytest.fixture
def service() -> Iterator[Service]:
    said = unit((DEPLOY / "systemd" / "portal-web.socket").read_text("utf-8"))
    with public_folder("portal-restart-") as folder, create_server((LOOPBACK, 0), backlog=int(said.one("Backlog"))) as listening:
        yield Service(public_program(folder), listening)


@contextmanager
def visited(front: Front) -> Iterator[Counter[int]]:
    """People who ask for a page again and again; how each was answered."""
    answers: Counter[int] = Counter()
    enough = Event()

    def visit() -> list[int]:
        browser, seen = front.browser(), []
        while not enough.is_set():
            seen.append(browser.get("/tra-cuu").status)
        return seen

    with ThreadPoolExecutor(VISITORS) as visitors:
        going = [visitors.submit(visit) for _ in range(VISITORS)]
        try:
            yield answers
        finally:
            enough.set()
            for one in going:
                answers.update(one.result(120))


def test_a_restart_refuses_nobody(service: Service) -> None:
    web = service.start()
    try:
        with nginx_before(service.program.folder, [service.listening.getsockname()[1]]) as front:
            wait_until(lambda: front.browser().get("/tra-cuu").status == 200, "the first program answers", 60)
            with visited(front) as answers:
                for _ in range(RESTARTS):
                    stop(web, signal.SIGTERM, 40)
                    assert web.returncode == 0, service.said()[-3000:]
                    web = service.start()
                    assert front.browser().get("/").status == 200, "who comes while nobody is there waits for the next program"
    finally:
        stop(web, signal.SIGTERM, 40)
    assert set(answers) == {200}
    assert answers.total() >= VISITORS * RESTARTS
