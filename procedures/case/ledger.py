"""The due time as a pure function of (ledger, calendar, limit): starts, pauses, restarts, extensions. No state of a dossier may enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from procedures.case.events import LedgerEntry
from procedures.clock.calendar import Calendar
from procedures.clock.limits import Limit, Part, parse_limit
from procedures.clock.working_time import LOCAL, add_working_minutes, due, elapsed


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of one part of a limit: whole working minutes, or days of its own unit."""

    part: Part
    minutes: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock at rest or running. `status` is not_started, running, paused or stopped.

    `due_at` is None while it has not started or stands; `paused` is the entry that made it stand.
    """

    status: str
    due_at: datetime | None = None
    provisional: bool = False
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    paused: LedgerEntry | None = None


NOT_STARTED = Clock("not_started")


def read(ledger: Iterable[LedgerEntry], calendar: Calendar, limit: str) -> Clock:
    """Fold the ledger, oldest first, and return the clock; pure in all three arguments.

    A pause keeps what is left of the part that runs; a pause that begins after the due time repairs nothing.
    """
    whole = tuple(Remaining(part) for part in parse_limit(limit).parts) if limit else ()
    clock, left, since = NOT_STARTED, whole, None
    for entry in sorted(ledger, key=lambda one: one.at):
        match entry.effect, clock.status:
            case (("start" | "restart"), _):
                left, since = whole, entry.at
                clock = Clock("running", started_at=clock.started_at or entry.at)
            case "pause", "running":
                late_at = _passed(calendar, left, since, entry.at)
                left = left if late_at else _consume(calendar, left, since, entry.at)
                clock = Clock("paused", late_at, started_at=clock.started_at, paused=entry)
            case "resume", "paused":
                since = since if clock.due_at else entry.at
                clock = Clock("running", started_at=clock.started_at)
            case "extend", "running":
                if not _passed(calendar, left, since, entry.at):
                    left, since = _consume(calendar, left, since, entry.at), entry.at
                left = _extend(left, entry.days)
            case "stop", ("running" | "paused"):
                since = entry.at if clock.status == "paused" and not clock.due_at else since
                return Clock("stopped", *_run(calendar, left, since), clock.started_at, entry.at)
    if clock.status != "running":
        return clock
    return Clock("running", *_run(calendar, left, since), clock.started_at)


def _passed(calendar: Calendar, left: tuple[Remaining, ...], since: datetime, until: datetime) -> datetime | None:
    """The due time if it lay before `until`, else None."""
    at, _ = _run(calendar, left, since)
    return at if at < until else None


def _run_part(calendar: Calendar, start: datetime, left: Remaining) -> tuple[datetime, bool]:
    if left.minutes is not None:
        at = add_working_minutes(calendar, start, left.minutes)
        return at, at.astimezone(LOCAL).date() > calendar.known_through
    part = left.part if left.days is None else Part(Decimal(left.days), left.part.unit)
    answer = due(calendar, start, Limit((part,)))
    return answer.at, answer.provisional


def _run(calendar: Calendar, left: tuple[Remaining, ...], since: datetime) -> tuple[datetime, bool]:
    at, provisional = since, False
    for one in left:
        at, unknown = _run_part(calendar, at, one)
        provisional = provisional or unknown
    return at, provisional


def _consume(
    calendar: Calendar, left: tuple[Remaining, ...], since: datetime, until: datetime
) -> tuple[Remaining, ...]:
    """What is left at `until`, which lies before the due time."""
    start = since
    for index, one in enumerate(left):
        end, _ = _run_part(calendar, start, one)
        if end > until:
            return (_rest(calendar, one, start, until, end), *left[index + 1 :])
        start = end
    return left


def _rest(calendar: Calendar, one: Remaining, start: datetime, until: datetime, end: datetime) -> Remaining:
    if one.part.unit in ("wd", "wh"):
        return Remaining(one.part, minutes=elapsed(calendar, max(start, until), end))
    first, last = max(start, until).astimezone(LOCAL).date(), end.astimezone(LOCAL).date()
    if one.part.unit == "cd":
        days = (last - first).days
    else:
        days = sum(calendar.is_working_day(day) for day in _days_after(first, last))
    return Remaining(one.part, days=max(days, 1))


def _days_after(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(day) for day in range(first.toordinal() + 1, last.toordinal() + 1))


def _extend(left: tuple[Remaining, ...], days: int) -> tuple[Remaining, ...]:
    """Add calendar days to the first part counted in calendar days, or as a part of its own at the end."""
    for index, one in enumerate(left):
        if one.part.unit == "cd":
            longer = Remaining(one.part, days=(one.days if one.days is not None else int(one.part.amount)) + days)
            return (*left[:index], longer, *left[index + 1 :])
    return (*left, Remaining(Part(Decimal(days), "cd")))
