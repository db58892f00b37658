"""How early or late something is, in working time: one answer for every screen. No words for people."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.clock.working_time import elapsed


class Kind(StrEnum):
    """Open: in time or overdue. Finished: early, on time or late."""

    IN_TIME = "in_time"
    OVERDUE = "overdue"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Standing:
    """`remaining_minutes`: working minutes to the due time, negative beyond it; from the finish once finished."""

    kind: Kind
    remaining_minutes: int

    @property
    def late(self) -> bool:
        """True beyond the due minute, even while no working time has passed since (the same evening)."""
        return self.kind in (Kind.OVERDUE, Kind.LATE)

    @property
    def finished(self) -> bool:
        return self.kind in (Kind.EARLY, Kind.ON_TIME, Kind.LATE)


class WorkingSpan(NamedTuple):
    """A length of working time in working days, hours and minutes."""

    days: int
    hours: int
    minutes: int


def standing(calendar: Calendar, due_at: datetime, now: datetime, finished_at: datetime | None = None) -> Standing:
    """How something due at `due_at` stands `now`, or stood when it was finished.

    Late: finished after the due minute. Early: on an earlier date than the due date. Otherwise on time.
    """
    measured_at = now if finished_at is None else finished_at
    remaining = elapsed(calendar, measured_at, due_at)
    beyond = calendar.minute_of(measured_at) > calendar.minute_of(due_at)
    if finished_at is None:
        return Standing(Kind.OVERDUE if beyond else Kind.IN_TIME, remaining)
    if beyond:
        return Standing(Kind.LATE, remaining)
    earlier_date = finished_at.astimezone(OFFICE_TIME).date() < due_at.astimezone(OFFICE_TIME).date()
    return Standing(Kind.EARLY if earlier_date else Kind.ON_TIME, remaining)


def split_working(calendar: Calendar, minutes: int, on: date) -> WorkingSpan:
    """Working minutes (their sign is dropped) in working days of the pattern in force on a date."""
    days, rest = divmod(abs(minutes), calendar.pattern_on(on).day_minutes)
    return WorkingSpan(days, *divmod(rest, 60))
