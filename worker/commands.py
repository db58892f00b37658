"""`flask worker` and `flask sweep`: the background duties on the console. No duty's work may enter."""

from __future__ import annotations

import json
import os
import signal
import socket
from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from casework.schema import SchemaRefused, end_on_wrong_schema, end_refused
from casework.services.delivering import Channels, Letter, Words
from procedures.clock.calendar import ClockRangeError
from web.messages import render_message
from worker.desk import Desk
from worker.loop import sweep, sweep_now, work

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
YEARS = range(1900, 2100)


@click.command("worker")
@with_appcontext
def worker_command() -> None:
    """Send the outbox and expire drafts until told to stop (SIGTERM); several workers may run side by side."""
    desk = desk_of(current_app._get_current_object())  # type: ignore[attr-defined]  a proxy has it
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: desk.stopping.set())
    try:
        work(desk)
    except SchemaRefused as refused:
        end_refused(refused)


@click.command("sweep")
@click.option("--at", "at", metavar="TIME", help="As of this time, like 2021-10-15T16:30; default: now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@with_appcontext
def sweep_command(at: str | None, as_json: bool) -> None:
    """Do one sweep: tell officers of deadlines and applicants of drafts, end what lapsed, delete drafts and files.

    Without a time it counts as done; as of a given time it may be tried without disturbing the worker. What is done stays done: in
    production no time to come is swept, which would delete drafts and end dossiers before their day.
    """
    desk = desk_of(current_app._get_current_object())  # type: ignore[attr-defined]  a proxy has it
    try:
        done = sweep(desk, _swept(desk, at)) if at else sweep_now(desk)
    except ClockRangeError as beyond:
        raise click.UsageError(str(beyond)) from beyond
    if as_json:
        click.echo(json.dumps(done))
        return
    for name, count in done.items():
        click.echo(f"{name.replace('_', ' ')}: {count}")


def desk_of(app: Flask) -> Desk:
    """The desk of a new worker of this application; the process ends where it may not work on the database it finds."""
    settings = app.extensions["settings"]
    end_on_wrong_schema(settings.database_url, moved=True)

    def render(letter: Letter) -> Words:
        with app.app_context():
            return render_message(letter)

    return Desk(
        casework=app.extensions["casework"],
        channels=Channels(settings.mail_url, settings.sms_url),
        render=render,
        clock=app.extensions["clock"] or (lambda: datetime.now(UTC)),
        around=lambda letter: app.extensions["spans"].around("outbox", kind=letter.kind, channel=letter.channel),
        name=f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid4().hex[:8]}",
    )


def _swept(desk: Desk, text: str) -> datetime:
    at = _instant(text)
    if at > desk.clock() and current_app.extensions["settings"].app_env == "production":
        raise click.UsageError(f"{text!r} is still to come: in production what is not due yet is left alone")
    return at


def _instant(text: str) -> datetime:
    """ISO 8601 to the minute, in office time unless it has an offset; a bare date is refused."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or "T" not in text or moment.year not in YEARS:
        raise click.UsageError(f"{text[:60]!r} is not a time like 2021-10-15T16:30")
    moment = moment.replace(second=0, microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME)
