"""Instants inside the office's working time, counted as people count them. Nobody's work is described here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.clock.limits import parse_limit
from procedures.clock.working_time import add_working_minutes, due, elapsed


@dataclass(frozen=True, slots=True)
class Hours:
    """Working time by the office's calendar."""

    calendar: Calendar

    def after(self, at: datetime, minutes: int) -> datetime:
        """So many working minutes later, at an instant at which people work."""
        return self.calendar.next_working_instant(add_working_minutes(self.calendar, at, max(minutes, 0)))

    def before(self, at: datetime, minutes: int) -> datetime:
        """The latest quarter of an hour of working time with at least so many working minutes until `at`."""
        moment = at
        step = timedelta(minutes=15)
        while self.worked(moment, at) < minutes or not self.calendar.is_working_instant(moment):
            left = minutes - self.worked(moment, at)
            moment -= timedelta(days=left // 1000) if left > 2000 else step
        return moment

    def end_of(self, at: datetime, limit: str) -> datetime:
        return due(self.calendar, at, parse_limit(limit)).at

    def worked(self, frm: datetime, to: datetime) -> int:
        """Working minutes between two instants."""
        return elapsed(self.calendar, frm, to)

    def on(self, day: date, clock: str) -> datetime:
        """A time of a day, or the next working instant when nobody works then."""
        return self.calendar.next_working_instant(self.at(day, clock))

    def at(self, day: date, clock: str) -> datetime:
        """A time of a day exactly, whether anybody works or not."""
        return datetime.combine(day, time.fromisoformat(clock), OFFICE_TIME)

    def is_work(self, at: datetime) -> bool:
        return self.calendar.is_working_instant(at)


def local_date(at: datetime) -> date:
    return at.astimezone(OFFICE_TIME).date()
