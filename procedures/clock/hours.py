"""What a calendar is made of: intervals, weekly patterns, days that differ. No file format, no date arithmetic."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

MINUTES_IN_DAY = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_INTERVAL = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


class Interval(NamedTuple):
    """Working time of one day from `start` to `end`, in minutes after midnight; `end` may be 1440 (24:00)."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start // 60:02}:{self.start % 60:02}-{self.end // 60:02}:{self.end % 60:02}"


Intervals = tuple[Interval, ...]


def parse_intervals(texts: Iterable[object]) -> Intervals:
    """Intervals of one day from texts such as "07:00-11:30". ValueError when malformed, backward or overlapping."""
    intervals = tuple(_parse_interval(text) for text in texts)
    for earlier, later in pairwise(intervals):
        if later.start < earlier.end:
            fault = "lies before" if later.end <= earlier.start else "overlaps"
            raise ValueError(f'"{later}" {fault} "{earlier}"')
    return intervals


def _parse_interval(text: object) -> Interval:
    match = _INTERVAL.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f'{text!r} is not an interval like "07:00-11:30"')
    start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
    interval = Interval(start_hour * 60 + start_minute, end_hour * 60 + end_minute)
    if start_minute > 59 or end_minute > 59 or interval.start >= MINUTES_IN_DAY or interval.end > MINUTES_IN_DAY:
        raise ValueError(f'"{text}" is not within 00:00-24:00')
    if interval.end <= interval.start:
        raise ValueError(f'"{text}" is backward, empty or crosses midnight')
    return interval


def working_minutes(intervals: Intervals) -> int:
    return sum(interval.end - interval.start for interval in intervals)


@dataclass(frozen=True)
class Pattern:
    """The weekly pattern in force from a date on; `week[0]` is Monday."""

    starts_on: date
    week: tuple[Intervals, ...]

    @cached_property
    def day_minutes(self) -> int:
        """How long a working day is: as long as the longest weekday of the pattern."""
        return max(map(working_minutes, self.week))


@dataclass(frozen=True)
class DifferentDay:
    """One date that differs from the pattern: off (both None), or work with another weekday's or its own hours."""

    on: date
    as_weekday: int | None = None
    hours: Intervals | None = None
    name: str = ""
    source: str = ""

    @property
    def is_off(self) -> bool:
        return self.as_weekday is None and self.hours is None


class DayShape:
    """Tables of one kind of day, so that no minute is searched: minutes worked by a time, time of the nth minute."""

    __slots__ = ("closing", "intervals", "minute_when", "total", "worked_by")

    def __init__(self, intervals: Intervals) -> None:
        self.intervals = intervals
        self.total = working_minutes(intervals)
        self.closing = intervals[-1].end if intervals else None
        # worked_by[m]: working minutes before minute m; minute_when[n]: the earliest m with worked_by[m] >= n.
        worked_by: list[int] = []
        minute_when = [0]
        for start, end in intervals:
            worked = len(minute_when) - 1
            worked_by += [worked] * (start - len(worked_by))
            worked_by += range(worked, worked + end - start)
            minute_when += range(start + 1, end + 1)
        worked_by += [self.total] * (MINUTES_IN_DAY + 1 - len(worked_by))
        self.worked_by, self.minute_when = tuple(worked_by), tuple(minute_when)
