"""A desk and messages for the worker's tests. No expectation may enter."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from casework.context import Casework
from casework.models import OutboxMessage
from casework.services.delivering import Channels
from tests.support.application import settings_for
from tests.support.machine import SCRIPTS
from tests.support.smtp import SmtpServer
from tests.support.tree import ROOT
from worker.commands import desk_of
from worker.desk import Desk


@pytest.fixture
def desk(app_on_both: Flask, smtp_server: SmtpServer) -> Desk:
    """Twice: the desk of a worker that sends to this test's mail server."""
    made = desk_of(app_on_both)
    return replace(made, channels=Channels(smtp_server.url, made.channels.sms_url))


@pytest.fixture
def put_message(clock: Callable[[], datetime]) -> Callable[..., str]:
    """`put_message(casework, kind="filed", …)`: a message that is ready now; returns its id."""

    def put(casework: Casework, **differing: object) -> str:
        values: dict[str, object] = {
            "id": uuid4().hex,
            "dossier_id": None,
            "kind": "totp_changed",
            "channel": "email",
            "recipient": "nguoi-nhan@example.com",
            "language": "vi",
            "params": {},
            "dedupe": uuid4().hex,
            "next_at": clock(),
            "created_at": clock(),
            **differing,
        }
        with casework.database.unit_of_work() as session:
            session.add(OutboxMessage(**values))
        return str(values["id"])

    return put


def message(casework: Casework, message_id: str) -> OutboxMessage:
    """The row of a message as it stands."""
    with casework.database.reading() as session:
        return session.get_one(OutboxMessage, message_id)


@pytest.fixture
def environment(desk: Desk, smtp_server: SmtpServer, tmp_path: Path) -> dict[str, str]:
    """The settings under which a worker process serves the database of `desk`."""
    url = desk.casework.database.url
    settings = settings_for(url, tmp_path, MAIL_URL=smtp_server.url)
    names = ("app_env", "secret_key", "public_url", "database_url", "storage_url", "mail_url", "sms_url")
    return {**os.environ, **{name.upper(): getattr(settings, name) for name in names}}


def start_worker(environment: dict[str, str], **more: Any) -> subprocess.Popen:
    return subprocess.Popen([SCRIPTS / "flask", "--app", "wsgi", "worker"], cwd=ROOT, env=environment, **more)
