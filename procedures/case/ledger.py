"""The due time as a pure function of (ledger, calendar, limit). No state of a dossier may enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from procedures.case.events import LedgerEntry
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.clock.limits import Limit, Part, Unit, parse_limit
from procedures.clock.working_time import add_working_minutes, due, elapsed


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of one part of a limit: whole working minutes, or days of its own unit.

    `days` may fall to 0 or below on the last day; when such a part runs again it has one day.
    """

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
    A restart gives the whole limit again from its own instant (NĐ 61/2018/NĐ-CP, Điều 19 khoản 4).
    """
    whole = tuple(Remaining(part) for part in parse_limit(limit)) if limit else ()
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
            case "extend", "paused":
                left = _extend(left, entry.days)
            case "stop", ("running" | "paused"):
                since = entry.at if clock.status == "paused" and not clock.due_at else since
                return Clock("stopped", *_run(calendar, left, since), clock.started_at, entry.at)
    if clock.status != "running":
        return clock
    return Clock("running", *_run(calendar, left, since), clock.started_at)


def _passed(calendar: Calendar, left: tuple[Remaining, ...], since: datetime, until: datetime) -> datetime | None:
    """The due time if its minute lay before that of `until`, else None."""
    at, _ = _run(calendar, left, since)
    return at if calendar.minute_of(at) < calendar.minute_of(until) else None


def _run_part(calendar: Calendar, start: datetime, left: Remaining) -> tuple[datetime, bool]:
    if left.minutes is not None:
        at = add_working_minutes(calendar, start, left.minutes)
        return at, calendar.is_beyond_known(at)
    part = left.part if left.days is None else Part(Decimal(max(left.days, 1)), left.part.unit)
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
    """What is left at `until`, which does not lie beyond the due minute; at the due minute nothing is."""
    start = since
    for index, one in enumerate(left):
        end, _ = _run_part(calendar, start, one)
        if end > until:
            return (_rest(calendar, one, start, until, end), *left[index + 1 :])
        start = end
    return ()


def _rest(calendar: Calendar, one: Remaining, start: datetime, until: datetime, end: datetime) -> Remaining:
    now = max(start, until)
    if one.part.unit.counts_working_time:
        return Remaining(one.part, minutes=elapsed(calendar, now, end))
    begun, today = start.astimezone(OFFICE_TIME).date(), now.astimezone(OFFICE_TIME).date()
    if one.part.unit is Unit.CIVIL_DAYS:
        used = (today - begun).days
    else:
        used = sum(calendar.is_working_day(day) for day in _days_after(begun, today))
    return Remaining(one.part, days=_days_of(one) - used)


def _days_of(one: Remaining) -> int:
    return int(one.part.amount) if one.days is None else one.days


def _days_after(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(day) for day in range(first.toordinal() + 1, last.toordinal() + 1))


def _extend(left: tuple[Remaining, ...], days: int) -> tuple[Remaining, ...]:
    """Add calendar days to the first part counted in calendar days, or as a part of its own at the end."""
    for index, one in enumerate(left):
        if one.part.unit is Unit.CIVIL_DAYS:
            longer = Remaining(one.part, days=_days_of(one) + days)
            return (*left[:index], longer, *left[index + 1 :])
    return (*left, Remaining(Part(Decimal(days), Unit.CIVIL_DAYS)))
