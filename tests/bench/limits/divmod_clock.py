"""The limit of due times: working days of one length, a list of ranks and a divmod. It knows no half day and no second pattern."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from procedures.clock.calendar import Calendar

DAY = 1440


def equal_days(calendar: Calendar, years: int = 12) -> Callable[[list[int], list[int]], list[int]]:
    """`due(starts, minutes)` in the calendar's own minutes, for a calendar whose working days are all alike."""
    first = calendar.patterns[0].starts_on
    days = [first + timedelta(days=ago) for ago in range(365 * years)]
    working = [index for index, day in enumerate(days) if calendar.is_working_day(day)]
    intervals = calendar.intervals_on(days[working[0]])
    if any(calendar.intervals_on(days[index]) != intervals for index in working):
        raise ValueError("the working days of this calendar are not alike")
    ends = [minute + 1 for one in intervals for minute in range(one.start, one.end)]
    whole = len(ends)
    done = [sum(end <= minute for end in ends) for minute in range(DAY + 1)]
    is_working = bytearray(len(days))
    for index in working:
        is_working[index] = 1
    rank, before = [], 0
    for index in range(len(days)):
        rank.append(before * whole)
        before += is_working[index]
    starts = [index * DAY for index in working]

    none = [0] * (DAY + 1)
    worked = [done if is_working[index] else none for index in range(len(days))]

    def due(given: list[int], amounts: list[int]) -> list[int]:
        found: list[int] = []
        add = found.append
        for start, minutes in zip(given, amounts, strict=True):
            day, minute = divmod(start, DAY)
            place, rest = divmod(rank[day] + worked[day][minute] + minutes - 1, whole)
            add(starts[place] + ends[rest])
        return found

    return due


def walk(calendar: Calendar, years: int = 7) -> Callable[[int, int], int]:
    """The judge: every minute of the years walked once, from the intervals of each date alone; no table of the product."""
    first = calendar.patterns[0].starts_on
    worked: list[int] = []
    before: list[int] = []
    for ago in range(365 * years):
        open_minutes = {minute for one in calendar.intervals_on(first + timedelta(days=ago)) for minute in range(one.start, one.end)}
        for minute in range(DAY):
            before.append(len(worked))
            if minute in open_minutes:
                worked.append(ago * DAY + minute)
    return lambda start, minutes: worked[before[start] + minutes - 1] + 1
