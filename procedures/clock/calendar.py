"""The office calendar: which minutes are working time, by prefix sums. No limits, no I/O, no clock reading."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import accumulate

from procedures.clock.calendar_file import LAST_DAY, CalendarContents, CalendarError, read_calendar, write_calendar
from procedures.clock.hours import MINUTES_IN_DAY, DayShape, DifferentDay, Intervals, Pattern

__all__ = ["OFFICE_TIME", "Calendar", "CalendarError", "ClockRangeError", "parse_calendar"]

# Asia/Ho_Chi_Minh has stood at +07:00 without summer time since 1975, and no calendar starts earlier in practice.
OFFICE_TIME = timezone(timedelta(hours=7), "+07:00")


class ClockRangeError(ValueError):
    """An instant before the first weekly pattern, or one after 2099."""


def parse_calendar(text: str) -> "Calendar":
    """The calendar of a calendar file. CalendarError names the line and the fault."""
    return Calendar(*read_calendar(text))


class _Shapes(dict[Intervals, DayShape]):
    """Days with the same hours share one shape."""

    def __missing__(self, hours: Intervals) -> DayShape:
        shape = self[hours] = DayShape(hours)
        return shape


@dataclass(frozen=True)
class Calendar:
    """Working time from the first pattern to the end of 2099; made by `parse_calendar`, which refuses nonsense.

    Inside, an instant is a whole number of minutes after 00:00 of the first pattern's first day (office time).
    """

    patterns: tuple[Pattern, ...]
    days: tuple[DifferentDay, ...]
    known_through: date
    _first: int = field(init=False, repr=False, compare=False)
    _shapes: tuple[DayShape, ...] = field(init=False, repr=False, compare=False)
    _worked: list[int] = field(init=False, repr=False, compare=False)
    _working_days: list[int] = field(init=False, repr=False, compare=False)
    _midnight: datetime = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first = self.patterns[0].starts_on
        shapes = tuple(self._shape_of_each_day())
        built = {
            "_first": first.toordinal(),
            "_shapes": shapes,
            "_worked": [0, *accumulate(shape.total for shape in shapes)],
            "_working_days": [index for index, shape in enumerate(shapes) if shape.total],
            "_midnight": datetime(first.year, first.month, first.day, tzinfo=OFFICE_TIME),
        }
        for name, value in built.items():
            object.__setattr__(self, name, value)

    def _shape_of_each_day(self) -> Iterator[DayShape]:
        shapes = _Shapes()
        different = {day.on.toordinal(): day for day in self.days}
        ends = [pattern.starts_on.toordinal() for pattern in self.patterns[1:]] + [LAST_DAY.toordinal() + 1]
        for pattern, end in zip(self.patterns, ends, strict=True):
            week = [shapes[hours] for hours in pattern.week]
            for ordinal in range(pattern.starts_on.toordinal(), end):
                day = different.get(ordinal)
                if day is None:
                    yield week[(ordinal - 1) % 7]
                elif day.as_weekday is not None:
                    yield week[day.as_weekday]
                else:
                    yield shapes[day.hours or ()]

    # Dates

    def pattern_on(self, on: date) -> Pattern:
        """The weekly pattern in force on a date. ClockRangeError outside the calendar."""
        self._day_index(on)
        return next(pattern for pattern in reversed(self.patterns) if pattern.starts_on <= on)

    def intervals_on(self, on: date) -> Intervals:
        return self._shapes[self._day_index(on)].intervals

    def is_working_day(self, on: date) -> bool:
        return bool(self._shapes[self._day_index(on)].total)

    def closing_on(self, on: date) -> datetime | None:
        """When work ends on a date; None when it is not a working day."""
        index = self._day_index(on)
        return self.instant_of(self._closing(index)) if self._shapes[index].total else None

    def _day_index(self, on: date) -> int:
        index = on.toordinal() - self._first
        if not 0 <= index < len(self._shapes):
            raise self._out_of_range(on.isoformat(), index)
        return index

    def _out_of_range(self, what: str, position: int) -> ClockRangeError:
        if position < 0:
            return ClockRangeError(f"{what} is before the calendar begins ({self.patterns[0].starts_on})")
        return ClockRangeError(f"{what} is after {LAST_DAY.year}")

    def first_difference(self, other: "Calendar") -> date | None:
        """The first date on which the two count differently; None when every date is alike in both.

        What falls due before it falls due alike: no later day is asked for to find it.
        """
        begun = {one.patterns[0].starts_on for one in (self, other)}
        if len(begun) > 1:
            return min(begun)
        starts = sorted(pattern.starts_on for one in (self, other) for pattern in one.patterns)
        lengths = (on for on in starts if self.pattern_on(on).day_minutes != other.pattern_on(on).day_minutes)
        days = enumerate(zip(self._shapes, other._shapes, strict=True), self._first)
        hours = (date.fromordinal(day) for day, (one, two) in days if one.intervals != two.intervals)
        return min((one for found in (lengths, hours) if (one := next(found, None))), default=None)

    # Instants

    def minute_of(self, moment: datetime) -> int:
        """The whole minute of an aware instant; seconds are cut off. ClockRangeError outside the calendar."""
        if moment.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        try:
            local = moment.astimezone(OFFICE_TIME)
        except OverflowError as error:  # within a day of year 1 or of year 9999
            raise self._out_of_range(moment.isoformat(timespec="minutes"), moment.year - LAST_DAY.year) from error
        index = local.toordinal() - self._first
        if not 0 <= index < len(self._shapes):
            raise self._out_of_range(local.isoformat(timespec="minutes"), index)
        return index * MINUTES_IN_DAY + local.hour * 60 + local.minute

    def instant_of(self, minute: int) -> datetime:
        """The aware instant (+07:00) of a whole minute. ClockRangeError after 2099."""
        if minute >= len(self._shapes) * MINUTES_IN_DAY:
            raise self._out_of_range("the due time", minute)
        return self._midnight + timedelta(minutes=minute)

    def is_working_instant(self, moment: datetime) -> bool:
        """Whether work goes on in the minute that begins at this instant; closing time itself is no longer work."""
        day, minute = divmod(self.minute_of(moment), MINUTES_IN_DAY)
        worked_by = self._shapes[day].worked_by
        return worked_by[minute + 1] > worked_by[minute]

    def next_working_instant(self, moment: datetime) -> datetime:
        """This instant to the minute if it is working time, else the next opening. ClockRangeError after 2099."""
        return self.instant_of(self.minute_when(self.worked_by(self.minute_of(moment)) + 1) - 1)

    # Counting, in minutes of `minute_of`

    def worked_by(self, minute: int) -> int:
        """Working minutes from the calendar's beginning to this minute."""
        day, in_day = divmod(minute, MINUTES_IN_DAY)
        return self._worked[day] + self._shapes[day].worked_by[in_day]

    def minute_when(self, worked: int) -> int:
        """The earliest minute by which so many (at least 1) working minutes have passed. ClockRangeError after 2099."""
        day = bisect_left(self._worked, worked) - 1
        if day == len(self._shapes):
            raise self._out_of_range("the due time", day)
        return day * MINUTES_IN_DAY + self._shapes[day].minute_when[worked - self._worked[day]]

    def closing_of_working_day_after(self, minute: int, count: int) -> int:
        """Closing of the count-th working day after this minute's date. ClockRangeError after 2099."""
        rank = bisect_left(self._working_days, minute // MINUTES_IN_DAY + 1) + count - 1
        return self._closing_by_rank(rank)

    def closing_after_days(self, minute: int, count: int) -> int:
        """Closing of the date so many days after this minute's date, or of the next working day. Errors as above."""
        return self._closing_by_rank(bisect_left(self._working_days, minute // MINUTES_IN_DAY + count))

    def _closing_by_rank(self, rank: int) -> int:
        if rank >= len(self._working_days):
            raise self._out_of_range("the due time", rank)
        return self._closing(self._working_days[rank])

    def _closing(self, day: int) -> int:
        return day * MINUTES_IN_DAY + (self._shapes[day].closing or 0)

    # The file

    def is_beyond_known(self, moment: datetime) -> bool:
        """Whether an instant lies after the last day for which holidays are known (its 24:00 does not)."""
        through = self.known_through.toordinal() + 1 - self._first
        return self.minute_of(moment) > through * MINUTES_IN_DAY

    def to_toml(self) -> str:
        """The calendar file that reads back as an equal calendar; comments are not kept."""
        return write_calendar(CalendarContents(self.patterns, self.days, self.known_through))
