"""The place the killer works in: an installation on one kind of database with its people, made by the services. Kills nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask

from app import Settings, create_app
from casework.context import Casework
from casework.gateways.storage import open_storage
from casework.models import Account
from casework.queries.law_in_force import parameter_revision, parameters_of
from casework.services.attaching import attach_to_draft
from casework.services.drafting import begin_draft
from casework.services.filing import NotComplete, submit
from casework.services.uploading import Upload
from procedures.answers import validate
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import OFFICE_TIME
from tests.faults.ledger import Writing
from tests.faults.program import Running
from tests.portal.filing import PDF
from tests.support.databases import migrate
from tests.support.factories import make_account
from tests.support.machine import public_folder
from tests.support.postgres import running_postgres
from tests.support.s3 import running_s3
from tests.support.smtp import SmtpServer, running_smtp

SLUG = "abtc"
SECRET = "a secret of the fault suite alone, long enough for production"
DRAFTS_OF_ONE_ACCOUNT = 8
_papers = count(1)


@dataclass
class Place:
    """One installation: the running program, its mail server, and a way to look behind it in this process."""

    name: str
    running: Running
    mail: SmtpServer
    app: Flask

    @property
    def casework(self) -> Casework:
        return self.app.extensions["casework"]


@contextmanager
def place(database: str, defect: str = "") -> Iterator[Place]:
    """SQLite with files, or PostgreSQL with S3, migrated and empty; everything goes when the block ends."""
    with ExitStack() as stack:
        folder = stack.enter_context(public_folder("faults-"))
        mail = stack.enter_context(running_smtp())
        settings = {"SECRET_KEY": SECRET, "MAIL_URL": mail.url, "SMS_URL": f"file://{folder}/sms"}
        if database == "sqlite":
            settings |= {"DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3", "STORAGE_URL": f"file://{folder}/storage"}
        else:
            postgres, s3 = stack.enter_context(running_postgres()), stack.enter_context(running_s3())
            settings |= {"DATABASE_URL": postgres.create_database(), "STORAGE_URL": s3.storage_url, **s3.environment}
        migrate(settings["DATABASE_URL"])
        running = Running(settings, Path(folder), defect=defect)
        stack.callback(running.stop)
        app = create_app(Settings.from_environment({**settings, "APP_ENV": "production", "PUBLIC_URL": running.url}))
        stack.callback(app.extensions["casework"].database.dispose)
        _open_the_store(app, settings)
        yield Place(database, running, mail, app)


def _open_the_store(app: Flask, settings: dict[str, str]) -> None:
    """The keys reach boto3 through the environment of a process; this process serves two places at once."""
    if settings["STORAGE_URL"].startswith("s3:"):
        keys = {"access_key": settings["AWS_ACCESS_KEY_ID"], "secret_key": settings["AWS_SECRET_ACCESS_KEY"]}
        app.extensions["casework"] = replace(
            app.extensions["casework"], storage=open_storage(settings["STORAGE_URL"], **keys)
        )


def a_paper() -> tuple[bytes, str]:
    """A small PDF unlike any other of this run, and its hash."""
    content = PDF + f"%% {next(_papers)}\n".encode()
    return content, hashlib.sha256(content).hexdigest()


def make_ready(casework: Casework, account: Account, number: int) -> Writing:
    """A draft that lacks nothing, made by the services."""
    at = datetime.now(UTC)
    answers = sample_answers(number)
    draft = begin_draft(casework, account.id, SLUG, answers, at)
    writing = Writing(draft, account.id, answers=cleaned(casework, answers))
    for component, item in missing(casework, writing):
        content, digest = a_paper()
        attach_to_draft(casework, draft, account.id, component, item, [Upload("giay-to.pdf", content)], at)
        writing.papers.add((component, item, digest))
    return writing


def missing(casework: Casework, writing: Writing) -> tuple[tuple[str, int], ...]:
    """The papers a draft of these answers still lacks; asked by trying, on a draft that lacks them all."""
    try:
        submit(casework, writing.draft, writing.account, datetime.now(UTC))
    except NotComplete as lacking:
        if lacking.errors:
            raise
        return lacking.missing
    raise AssertionError("a draft without papers was submitted")


def cleaned(casework: Casework, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as a dossier keeps them."""
    on = datetime.now(UTC).astimezone(OFFICE_TIME).date()
    definition = casework.registry.in_force(SLUG, on)
    with casework.database.reading() as session:
        known = parameters_of(definition, parameter_revision(session, on), on)
    checked = validate(definition, answers, on, {**known, "overdue_reports": ()})
    if checked.errors:
        raise AssertionError(checked.errors)
    return dict(checked.answers)


def new_applicant(casework: Casework) -> Account:
    return make_account(casework, "enterprise")
