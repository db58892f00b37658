"""About 150 dossiers of an invented office over three years, made by the real services at past times. Demonstration only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from casework.context import Casework
from casework.queries.law_in_force import current_calendar
from cli.demonstration.dossiers.agenda import Clock, run
from cli.demonstration.dossiers.applicants import Applicants
from cli.demonstration.dossiers.books import NumberBooks
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.desks import Desks
from cli.demonstration.dossiers.hours import Hours, local_date
from cli.demonstration.dossiers.matter import Office
from cli.demonstration.dossiers.notices import settle_outbox
from cli.demonstration.dossiers.plots import begin, chosen
from cli.demonstration.dossiers.scans import Scans
from cli.demonstration.dossiers.stories import Stage, courses_of_stories
from procedures.clock.calendar import OFFICE_TIME

__all__ = ["load_dossiers", "settle_outbox"]


def load_dossiers(
    casework: Casework,
    *,
    seed: int,
    count: int = 150,
    since: date,
    until: date,
    now: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Make `count` dossiers filed from `since` on, as they stand at the end of `until` or at `now`; returns their codes.

    The officers must be there. The stories come first, so a small count has the first of them only. The same seed in
    the same office makes the same dossiers. `progress(done, count)` is called as each one has come to where it stays.
    """
    end = datetime.combine(until, datetime.max.time(), OFFICE_TIME).replace(second=0, microsecond=0)
    end = min(end, now.astimezone(OFFICE_TIME)) if now else end
    start = datetime.combine(since, datetime.min.time(), OFFICE_TIME)
    with casework.database.reading() as session:
        hours = Hours(current_calendar(session))
    clock = Clock(start)
    books = NumberBooks(chance(seed, "books"))
    office = Office(casework, clock, hours, Desks(casework), books, Scans())
    applicants = Applicants(casework, start)
    courses = list(courses_of_stories(Stage(office, applicants, start, end, seed)))[:count]
    plots = chosen(count - len(courses), chance(seed, "plots"))
    for number, plot in enumerate(plots):
        rng = chance(seed, number)
        courses.append(begin(plot, number, office, applicants, start, end, rng))
    run(courses, clock, end, _counting(progress, len(courses)))
    return office.codes


def _counting(progress: Callable[[int, int], None] | None, total: int) -> Callable[[], None]:
    done = 0

    def ended() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return ended


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def last_years(now: datetime, years: int = 3) -> tuple[date, date]:
    """The period that is loaded by default: since and until."""
    today = local_date(now)
    return years_before(today, years), today
