"""`flask clock`: due times and elapsed working time on the console, without a database. No rule may enter."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import click

from cli.errors import PlainGroup, WrongArgument
from procedures.clock.calendar import OFFICE_TIME, Calendar, CalendarError, parse_calendar
from procedures.clock.limits import parse_limit
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.clock.working_time import due, elapsed

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)

clock_group = PlainGroup("clock", help="Working time: due times and elapsed minutes. Times are Asia/Ho_Chi_Minh.")


class Answer(NamedTuple):
    """One answer: as a plain line, as JSON, and whether it may still move."""

    line: str
    document: dict[str, Any]
    provisional: bool = False


Question = Callable[[Calendar, str, str], Answer]


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that both commands share."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."),
        click.option("--batch", is_flag=True, help="Answer each line of standard input."),
        click.option("--calendar", "calendar_file", metavar="FILE", help="Use this calendar file, not the built-in."),
    ):
        command = option(command)
    return command


@clock_group.command("due", with_appcontext=False)
@click.argument("start", required=False)
@click.argument("limit", required=False)
@_options
def due_command(start: str | None, limit: str | None, **options: Any) -> None:
    """Print when LIMIT (3.5wd, 8wh, 3cwd, 20cd, 3wd+20cd), started at START, ends."""
    _run(_due_answer, {"START": start, "LIMIT": limit}, **options)


@clock_group.command("elapsed", with_appcontext=False)
@click.argument("frm", metavar="FROM", required=False)
@click.argument("to", required=False)
@_options
def elapsed_command(frm: str | None, to: str | None, **options: Any) -> None:
    """Print the working minutes from FROM to TO, negative when TO is earlier."""
    _run(_elapsed_answer, {"FROM": frm, "TO": to}, **options)


def _due_answer(calendar: Calendar, start: str, limit: str) -> Answer:
    answer = due(calendar, _instant(start), parse_limit(limit))
    at = answer.at.isoformat(timespec="minutes")
    return Answer(at, {"due": at, "provisional": answer.provisional}, answer.provisional)


def _elapsed_answer(calendar: Calendar, frm: str, to: str) -> Answer:
    minutes = elapsed(calendar, _instant(frm), _instant(to))
    return Answer(str(minutes), {"minutes": minutes})


def _instant(text: str) -> datetime:
    """ISO 8601 to the minute or finer, in office time unless it has an offset."""
    shown = repr(text if len(text) <= 60 else text[:59] + "…")
    if not _INSTANT.fullmatch(text):
        raise ValueError(f"{shown} is not a time like 2021-10-15T16:30")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{shown} is no valid time: {error}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME)


def _run(
    question: Question, arguments: dict[str, str | None], calendar_file: str | None, batch: bool, as_json: bool
) -> None:
    given = {name: value for name, value in arguments.items() if value is not None}
    if batch and given:
        raise click.UsageError(f"--batch reads standard input and takes no {' or '.join(arguments)}.")
    missing = [name for name in arguments if name not in given]
    if missing and not batch:
        raise click.UsageError(f"Missing argument '{missing[0]}'.")
    calendar = _calendar(calendar_file)
    if batch:
        _answer_lines(question, calendar, as_json)
        return
    try:
        answer = question(calendar, *given.values())
    except ValueError as error:
        raise WrongArgument(str(error)) from error
    _write(json.dumps(answer.document) if as_json else answer.line)
    if not as_json:
        _note_provisional(calendar, int(answer.provisional))


def _calendar(calendar_file: str | None) -> Calendar:
    if calendar_file is None:
        return parse_calendar(OFFICE_CALENDAR_TOML)
    try:
        return parse_calendar(Path(calendar_file).read_text("utf-8-sig"))
    except OSError as error:
        raise WrongArgument(f"{calendar_file!r} cannot be read: {error.strerror}") from error
    except CalendarError as error:
        raise WrongArgument(f"{calendar_file!r}, {error}") from error
    except ValueError as error:  # not UTF-8, or no possible file name
        raise WrongArgument(f"{calendar_file!r} cannot be read: {error}") from error


def _answer_lines(question: Question, calendar: Calendar, as_json: bool) -> None:
    answers = (_answer_line(question, calendar, line) for line in _lines(sys.stdin.buffer))
    if as_json:
        _write(json.dumps([answer.document for answer in answers], ensure_ascii=False))
        return
    provisional = 0
    for answer in answers:
        _write(answer.line)
        provisional += answer.provisional
    _note_provisional(calendar, provisional)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    # Bytes, because a line that is not UTF-8 is one bad line and must not end the rest.
    return (line.removesuffix(b"\n") for line in stream)


def _answer_line(question: Question, calendar: Calendar, line: bytes) -> Answer:
    try:
        fields = line.decode().split()
        if len(fields) != 2:
            raise ValueError(f"a line has two fields, this one has {len(fields)}")
        return question(calendar, *fields)
    except ValueError as error:
        message = " ".join(str(error).split())
        return Answer(f"error: {message}", {"error": message})


def _write(line: str) -> None:
    """In UTF-8 whatever the terminal's encoding, as files and pipes expect."""
    click.echo(line.encode("utf-8", "backslashreplace"))


def _note_provisional(calendar: Calendar, count: int) -> None:
    if count:
        through = calendar.known_through
        click.echo(f"note: {count} provisional: holidays are known only through {through}", file=sys.stderr)
