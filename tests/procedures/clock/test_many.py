"""Due times of many at once: the same as one by one, and as walking minute by minute, on every calendar."""

import random
from datetime import date, datetime, timedelta

import pytest

from procedures.clock.calendar import Calendar, ClockRangeError, parse_calendar
from procedures.clock.limits import parse_limit
from procedures.clock.many import ManyDueTimes
from procedures.clock.working_time import add_working_minutes, due
from tests.procedures.clock.calendars import NAMES, VIETNAM, calendar_of, working_minutes_oracle

FROM, DAYS = date(2025, 6, 1), 500
DAY = 24 * 60


def walked(name: str) -> tuple[list[int], list[int]]:
    """Walking every minute once: the working minutes before each, and the end of each working minute."""
    works, midnight = working_minutes_oracle(name), datetime(FROM.year, FROM.month, FROM.day, tzinfo=VIETNAM)
    before, ends = [], []
    for minute in range(DAYS * DAY):
        before.append(len(ends))
        if works(midnight + timedelta(minutes=minute)):
            ends.append(minute + 1)
    return before, ends


def first_minute(calendar: Calendar) -> int:
    return calendar.minute_of(datetime(FROM.year, FROM.month, FROM.day, tzinfo=VIETNAM))


def test_a_hundred_thousand_agree_with_a_walk_of_minutes():
    calendar, chance = calendar_of("office"), random.Random(20261122)
    before, ends = walked("office")
    starts = [chance.randrange(400 * DAY) for _ in range(100_000)]
    amounts = [chance.choice([0, 1, 240, 479, 480, 481, chance.randrange(60 * 480)]) for _ in starts]
    expected = [ends[before[start] + n - 1] if n else start for start, n in zip(starts, amounts, strict=True)]
    since = first_minute(calendar)
    found = ManyDueTimes(calendar).due([since + start for start in starts], amounts)
    assert [one - since for one in found] == expected


@pytest.mark.parametrize("name", NAMES)
def test_many_agree_with_one_by_one(name):
    calendar, chance = calendar_of(name), random.Random(7)
    moments = [datetime(2024, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=chance.randrange(900 * DAY)) for _ in range(2000)]
    amounts = [chance.randrange(0, 9000) for _ in moments]
    found = ManyDueTimes(calendar).due(map(calendar.minute_of, moments), amounts)
    assert [calendar.instant_of(one) for one in found] == [
        add_working_minutes(calendar, *one) for one in zip(moments, amounts, strict=True)
    ]


def test_days_are_the_days_of_a_limit():
    calendar, start = calendar_of("office"), datetime(2026, 2, 10, 9, 17, tzinfo=VIETNAM)
    found = ManyDueTimes(calendar).due([calendar.minute_of(start)] * 60, (480 * days for days in range(1, 61)))
    assert [calendar.instant_of(one) for one in found] == [
        due(calendar, start, parse_limit(f"{days}wd")).at for days in range(1, 61)
    ]


def test_a_working_day_of_one_minute_is_found():
    toml = """
known_through = 2099-12-31
[[hours]]
from = 2026-01-01
mon = ["08:00-08:01"]
tue = ["07:00-17:00"]
"""
    calendar = parse_calendar(toml)
    begin = datetime(2026, 1, 1, tzinfo=VIETNAM)
    found = ManyDueTimes(calendar).due([calendar.minute_of(begin)] * 2000, range(1, 2001))
    assert [calendar.instant_of(one) for one in found] == [add_working_minutes(calendar, begin, n) for n in range(1, 2001)]


@pytest.mark.parametrize("start, amount", [(-1, 5), (10**9, 5), (0, 10**9)])
def test_what_lies_outside_the_calendar_is_refused(start, amount):
    with pytest.raises(ClockRangeError):
        ManyDueTimes(calendar_of("office")).due([start], [amount])


def test_the_last_working_minute_is_found_and_none_after_it():
    calendar = calendar_of("office")
    last = datetime(2099, 12, 31, 16, 59, tzinfo=VIETNAM)
    clock, start = ManyDueTimes(calendar), calendar.minute_of(last)
    assert clock.due([start], [1]) == [start + 1]
    with pytest.raises(ClockRangeError):
        clock.due([start], [2])


def test_negative_amounts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        ManyDueTimes(calendar_of("office")).due([5], [-1])
