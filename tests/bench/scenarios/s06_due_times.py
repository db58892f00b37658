"""6. Due times, naive minutes in and out, 1 to 60 working days, beside a divmod over equal days; a walk minute by minute is the judge."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from procedures.clock.calendar import OFFICE_TIME, Calendar, parse_calendar
from procedures.clock.many import ManyDueTimes
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from tests.bench.bench import Bench
from tests.bench.limits.divmod_clock import equal_days, walk
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, alternate

NUMBER, TITLE = 6, "Due times, naive minutes, 1–60 working days"
LEAST, A_SECOND, CHECKED = 0.6, 1_000_000, 100_000
SEED, MANY = 6, 500_000
FIRST, LAST = date(2021, 3, 1), date(2026, 6, 30)
Due = Callable[[list[int], list[int]], list[int]]


def tasks(calendar: Calendar, count: int) -> tuple[list[int], list[int]]:
    """Starts as minutes of the calendar, and working minutes to add."""
    rng = Random(SEED)
    base = calendar.minute_of(datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=OFFICE_TIME))
    span, day = (LAST - FIRST) // timedelta(minutes=1), calendar.pattern_on(FIRST).day_minutes
    starts = [base + rng.randrange(span) for _ in range(count)]
    return starts, [rng.randint(1, 60) * day - rng.randrange(day) for _ in range(count)]


def rate(due: Due, starts: list[int], minutes: list[int], _: int) -> float:
    """Answers a second of processor time."""
    begun = time.process_time()
    due(starts, minutes)
    return len(starts) / (time.process_time() - begun)


def run(bench: Bench) -> list[Line]:
    calendar = parse_calendar(OFFICE_CALENDAR_TOML)
    starts, minutes = tasks(calendar, MANY)
    due, limit = ManyDueTimes(calendar).due, equal_days(calendar)
    contestants = {
        name: partial(rate, one, starts, minutes) for name, one in ((PRODUCT, due), (LIMIT, limit), (AGAIN, limit))
    }
    found = alternate(contestants, bench.cycles)
    ratio, alike = found.ratio(PRODUCT, LIMIT), found.ratio(AGAIN, LIMIT)
    judge, few = walk(calendar), (starts[:CHECKED], minutes[:CHECKED])
    wrong = sum(not one == other == judge(*asked) for one, other, asked in zip(due(*few), limit(*few), zip(*few, strict=True), strict=True))
    speed = found.median(PRODUCT)
    return [
        Line("6", TITLE, f"{speed / 1e6:.2f} M/s", f"{found.median(LIMIT) / 1e6:.2f} M/s", str(ratio),
             f"≥ {LEAST}, ≥ 10⁶/s", ratio.median >= LEAST and speed >= A_SECOND, alike),
        Line("6", f"mismatches with a minute walk in {CHECKED:,}", str(wrong), "0", "–", "0", wrong == 0),
    ]
