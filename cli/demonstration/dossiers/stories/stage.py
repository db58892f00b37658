"""Where a story is set: the office, the applicants, the years, and chance of its own. No story is told here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from casework.models import Account
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.applicants import Applicants
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.matter import Matter, Office

LONGEST_HOLIDAY_SEARCH = range(15, 15 + 46)
Told = Callable[[Matter], Iterator[datetime]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A story lies between `start` and `end`."""

    office: Office
    applicants: Applicants
    start: datetime
    end: datetime
    seed: int

    def rng(self, name: str) -> Random:
        return chance(self.seed, name)

    def day(self, ago: int, clock: str) -> datetime:
        """A time so many days before the end, but not before the start."""
        on = max(local_date(self.end) - timedelta(days=ago), local_date(self.start))
        return self.office.hours.on(on, clock)

    def course(self, account: Account, slug: str, given: Mapping[str, Any], told: Told, name: str) -> Course:
        """File a dossier and let its story happen."""
        matter = Matter(self.office, account, self.rng(name))

        def happen() -> Iterator[datetime]:
            matter.file(slug, given)
            yield from told(matter)

        return happen()

    def tet(self) -> date:
        """The first day off of the latest Tết that leaves room for a story; without one, a day in the middle."""
        last, first = local_date(self.end) - timedelta(days=70), local_date(self.start) + timedelta(days=10)
        for year in range(last.year, first.year - 1, -1):
            begins = self._longest_rest(year)
            if first <= begins <= last:
                return begins
        return first + (max(last, first) - first) // 2

    def _longest_rest(self, year: int) -> date:
        """Tết is the longest time off between mid January and the end of February."""
        calendar = self.office.hours.calendar
        days = [date(year, 1, 1) + timedelta(days=ago) for ago in LONGEST_HOLIDAY_SEARCH]
        best, run, found = 0, 0, days[0]
        for day in days:
            run = 0 if calendar.is_working_day(day) else run + 1
            if run > best:
                best, found = run, day - timedelta(days=run - 1)
        return found
