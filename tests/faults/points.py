"""The points of a program's work at which it can be killed: counted inside the process, which then kills itself. Knows no check.

A web process is armed by a header of one request, a worker by a variable when it starts; only this module knows either.
A point is the moment just before or after something durable: a writing statement, a commit, a put, a line of SMTP.
"""

from __future__ import annotations

import http.client
import os
import signal
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, request
from flask.signals import request_finished, request_started
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

HEADER = "X-Dies-At"
COUNTED = "X-Points"
WORKER_VARIABLE = "FAULTS_WORKER_DIES_AT"
LOG_VARIABLE = "FAULTS_LOG"
# Between what a process was doing and the point at which it died.
BETWEEN = " | "


@dataclass
class Fuse:
    """How many points this process has passed since it was armed, and the one at which it dies (0: never)."""

    dies_at: int = 0
    passed: int = 0
    armed: bool = False
    where: str = ""

    def arm(self, dies_at: int, where: str) -> None:
        self.dies_at, self.passed, self.armed, self.where = dies_at, 0, True, where

    def disarm(self) -> None:
        self.armed = False

    def point(self, name: str) -> None:
        """Pass one point, or end here without a word."""
        if not self.armed:
            return
        self.passed += 1
        if self.passed == self.dies_at:
            _write_down(f"{self.where}{BETWEEN}{name}")
            os.kill(os.getpid(), signal.SIGKILL)


fuse = Fuse()


def install() -> None:
    """Listen at every point of this process."""
    _listen_to_the_database()
    _around(os, "fsync", "file synced")
    _around(os, "link", "file named")
    _around(http.client.HTTPConnection, "send", "sent to the store")
    _around(http.client.HTTPConnection, "getresponse", "answer of the store")
    _around(smtplib.SMTP, "getreply", "answer of the mail server")
    _listen_to_requests()
    worker_dies_at = int(os.environ.get(WORKER_VARIABLE) or 0)
    if worker_dies_at:
        fuse.arm(worker_dies_at, "worker")


def _listen_to_the_database() -> None:
    @event.listens_for(Engine, "after_cursor_execute")
    def _statement(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "SELECT" not in statement[:7].upper() or "FOR UPDATE" in statement:
            fuse.point(statement.split(None, 1)[0].lower())

    @event.listens_for(Engine, "commit")
    def _before_commit(_connection: Any) -> None:
        fuse.point("before commit")

    @event.listens_for(Session, "after_commit")
    def _after_commit(_session: Any) -> None:
        fuse.point("after commit")


def _around(owner: Any, name: str, what: str) -> None:
    """Make a point before and one after every call."""
    inner: Callable[..., Any] = getattr(owner, name)

    @wraps(inner)
    def outer(*args: Any, **kwargs: Any) -> Any:
        fuse.point(f"before: {what}")
        result = inner(*args, **kwargs)
        fuse.point(f"after: {what}")
        return result

    setattr(owner, name, outer)


def _listen_to_requests() -> None:
    def began(_sender: Any, **_: Any) -> None:
        if HEADER in request.headers:
            fuse.arm(int(request.headers[HEADER]), f"web {request.endpoint}")

    def finished(_sender: Any, response: Response, **_: Any) -> None:
        if HEADER in request.headers:
            fuse.point("before: answer to the browser")
            response.headers[COUNTED] = str(fuse.passed)
            fuse.disarm()

    request_started.connect(began, weak=False)
    request_finished.connect(finished, weak=False)


def _write_down(line: str) -> None:
    """One line in the log of deaths; a single write, so that lines of several processes never mix."""
    log = os.open(os.environ[LOG_VARIABLE], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(log, f"{line}\n".encode())
