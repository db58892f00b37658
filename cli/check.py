"""`flask check`: what is wrong with this installation and how to mend it. Nothing is mended here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from casework.backup.landmarks import BACKUP, REHEARSAL, last
from casework.files import MARK
from casework.queries.health import Condition, health
from casework.queries.inspection import columns_that_differ, failed_messages
from casework.queries.law_in_force import current_calendar
from casework.queries.protection import protection
from casework.services.moving import moved_to
from casework.services.owning import store_is_of_another
from cli.checks.machine import machine_problems
from cli.checks.scanner import scanner_problems, scans_waiting
from cli.checks.settings import settings_problems
from cli.surroundings import casework, now, printed
from procedures.clock.calendar import OFFICE_TIME

HOLIDAYS_KNOWN_FOR = timedelta(days=60)
# What is to go well how often: every night with two hours to spare, every month with some days.
LANDMARKS_DUE = (
    (BACKUP, timedelta(hours=26), "`flask backup create`, and look at its timer"),
    (REHEARSAL, timedelta(days=35), "`flask backup rehearse --identity FILE` with the identity the office holds"),
)
MENDS = {
    ("database", Condition.UNAVAILABLE): "start the database or mend DATABASE_URL",
    ("schema", Condition.UNAVAILABLE): "start the database or mend DATABASE_URL",
    ("schema", Condition.BEHIND): "run `flask database migrate`",
    ("schema", Condition.UNKNOWN): "the database was made by a newer program: install that one",
    ("storage", Condition.UNAVAILABLE): "let the program read and write the folder or bucket of STORAGE_URL (owner, key, name, endpoint)",
    ("disk", Condition.FULL): "make room: below DISK_FREE_MB free megabytes the portal takes no requests",
    ("disk", Condition.UNAVAILABLE): "make the folders of DATABASE_URL and STORAGE_URL readable to the program",
}


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@with_appcontext
def check_command(as_json: bool) -> None:
    """Say what is wrong with this installation and how to mend it; exit 1 when something is."""
    found = [{"problem": problem, "mend": mend} for problem, mend in _problems()]
    if as_json:
        click.echo(json.dumps(found))
    else:
        for one in found:
            click.echo(f"{one['problem']}: {one['mend']}")
        click.echo(f"note: {len(found)} problems", err=True)
    if found:
        raise click.exceptions.Exit(1)


def _problems() -> Iterator[tuple[str, str]]:
    settings = current_app.extensions["settings"]
    yield from settings_problems(settings)
    yield from scanner_problems(current_app.extensions["casework"])
    condition = health(current_app.extensions["casework"])
    parts = {"database": condition.database, "schema": condition.schema, "storage": condition.storage, "disk": condition.disk}
    for name, state in parts.items():
        if state is not Condition.OK:
            yield f"{name} is {state}", MENDS.get((name, state), "see the log")
    if condition.schema is not Condition.OK:
        return
    yield from _protection()
    if condition.storage is Condition.OK and store_is_of_another(casework()):
        yield "the file store belongs to another database", f"let DATABASE_URL and STORAGE_URL lead to what belongs together; when they do, delete the file {MARK!r} in the store"
    yield from scans_waiting(casework(), now())
    for code, column, kept, said in columns_that_differ(casework()):
        yield f"{code}: {column} is {kept}, the events say {said}", "find out who changed the row by hand"
    failed = failed_messages(casework())
    if failed:
        yield f"{failed} messages were given up", "see their error with `flask dossier show` and mend MAIL_URL or SMS_URL"
    with casework().database.reading() as session:
        known = current_calendar(session).known_through
    if known < now().astimezone(OFFICE_TIME).date() + HOLIDAYS_KNOWN_FOR:
        yield f"holidays are known only through {known}", "`flask calendar import` a file with the next year"
    if settings.app_env == "production":
        yield from machine_problems(casework(), settings.backup_url, now())
        yield from _backup_due()


def _backup_due() -> Iterator[tuple[str, str]]:
    for name, every, mend in LANDMARKS_DUE:
        found = last(casework(), name)
        # A time to come was written by a clock that was wrong.
        if found is None or not now() - every <= found.at <= now() + every:
            yield f"the last good {name} was {printed(found.at) if found else 'never'}", mend


def _protection() -> Iterator[tuple[str, str]]:
    settings = current_app.extensions["settings"]
    found = protection(casework(), settings.database_owner_url)
    if moved := moved_to(casework()):
        yield f"this database was moved to {moved}", "set DATABASE_URL and DATABASE_OWNER_URL to that one, or `flask database stay`"
    if found.triggers:
        names = ", ".join(found.triggers)
        yield f"submitted dossiers are not protected: no trigger {names}", "restore the schema from a backup, or make them as the migrations 0003 and 0006 do"
    if found.one_role and settings.app_env == "production":
        yield "the program owns its tables", "set DATABASE_OWNER_URL to another role than DATABASE_URL and `flask database migrate`"
    if found.surplus:
        yield f"the program's role may too much: {_some(found.surplus)}", "`flask database migrate`; the role must own nothing and be no superuser"
    if found.missing:
        yield f"the program's role may too little: {_some(found.missing)}", "`flask database migrate`"


def _some(rights: tuple[str, ...]) -> str:
    return ", ".join(rights[:5]) + (f" and {len(rights) - 5} more" if len(rights) > 5 else "")
