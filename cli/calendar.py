"""`flask calendar`: the office calendar as a file: printed, previewed, brought into force. No rule may enter."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from casework.queries.calendar_revisions import calendar_file
from casework.services.calendars import Moved, import_calendar, preview_calendar
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import casework, now, printed
from procedures.clock.calendar import CalendarError
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML

calendar_group = PlainGroup("calendar", help="The office calendar: working hours, days off and make-up days.")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@calendar_group.command("export", with_appcontext=False)
@click.option("--current", is_flag=True, help="The calendar that counts now instead of the built-in one.")
def export_calendar(current: bool) -> None:
    """Print the built-in office calendar as a calendar file, or the one that counts now."""
    click.echo((_current() if current else OFFICE_CALENDAR_TOML).encode(), nl=False)


@with_appcontext
def _current() -> str:
    return calendar_file(casework())


@calendar_group.command("preview")
@click.argument("file")
@as_json_option
def preview_command(file: str, as_json: bool) -> None:
    """List every open dossier whose due time the calendar in FILE would move, old and new."""
    toml = _read(file)
    try:
        moved = preview_calendar(casework(), toml, now())
    except CalendarError as wrong:
        raise WrongArgument(f"{file!r}, {wrong}") from wrong
    _print(moved, as_json)


@calendar_group.command("import")
@click.argument("file")
@click.option("--by", default="console", help="Who brings it into force, for the record.")
@click.option("--note", default="", help="Which document made it.")
@as_json_option
def import_command(file: str, by: str, note: str, as_json: bool) -> None:
    """Bring the calendar in FILE into force for every open dossier and list those it moved."""
    toml = _read(file)
    try:
        moved = import_calendar(casework(), toml, by, now(), note)
    except CalendarError as wrong:
        raise WrongArgument(f"{file!r}, {wrong}") from wrong
    _print(moved, as_json)


def _read(file: str) -> str:
    try:
        return Path(file).read_text("utf-8-sig")
    except OSError as error:
        raise WrongArgument(f"{file!r} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise WrongArgument(f"{file!r} cannot be read: {error}") from error


def _print(moved: list[Moved], as_json: bool) -> None:
    rows = [{"code": one.code, "old": printed(one.old), "new": printed(one.new)} for one in moved]
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(f"{row['code']}  {row['old'] or '-'}  {row['new'] or '-'}")
    click.echo(f"note: {len(rows)} due times move", err=True)
