"""Due times of many at once, minutes in and minutes out: the arithmetic of `working_time` without an object for each. No dates."""

from collections.abc import Iterable
from itertools import pairwise

from procedures.clock.calendar import Calendar, ClockRangeError
from procedures.clock.hours import MINUTES_IN_DAY

# However short a working day somebody enters, the table of days stays small.
SHORTEST_STEP = 60


class ManyDueTimes:
    """The tables of one calendar. A minute is one of `Calendar.minute_of`; working time is in whole minutes too.

    The day in which the n-th working minute lies is looked up by steps of the shortest working day, so nothing is searched.
    """

    def __init__(self, calendar: Calendar) -> None:
        shapes, worked, days = calendar._shapes, calendar._worked, calendar._working_days
        self._worked = worked
        self._worked_by = [shape.worked_by for shape in shapes]
        self._minute_when = [shape.minute_when for shape in shapes]
        self._next_day = [len(shapes)] * len(shapes)
        for day, following in pairwise(days):
            self._next_day[day] = following
        self._step = max(SHORTEST_STEP, min(shapes[day].total for day in days))
        self._day_at = list(self._days_by_step(days))

    def _days_by_step(self, days: list[int]) -> Iterable[int]:
        rank = 0
        for before in range(0, self._worked[-1], self._step):
            while self._worked[days[rank] + 1] <= before:
                rank += 1
            yield days[rank]

    def due(self, starts: Iterable[int], minutes: Iterable[int]) -> list[int]:
        """The earliest minute by which so many working minutes have passed since each start; with 0 the start itself.

        ClockRangeError when a start or a due time lies outside the calendar; ValueError for a negative amount.
        """
        found: list[int] = []
        add, worked, next_day, step = found.append, self._worked, self._next_day, self._step
        worked_by, minute_when, day_at = self._worked_by, self._minute_when, self._day_at
        given, amounts = list(starts), list(minutes)
        if min(given, default=0) < 0:
            raise ClockRangeError("a start is before the calendar begins")
        if min(amounts, default=0) < 0:
            raise ValueError("working minutes to add must not be negative")
        try:
            for start, amount in zip(given, amounts, strict=True):
                day, minute = divmod(start, MINUTES_IN_DAY)
                wanted = worked[day] + worked_by[day][minute] + amount
                if not amount:
                    add(start)
                    continue
                day = day_at[(wanted - 1) // step]
                while wanted > worked[day + 1]:
                    day = next_day[day]
                add(day * MINUTES_IN_DAY + minute_when[day][wanted - worked[day]])
        except IndexError as error:
            raise ClockRangeError("a start or a due time is after the calendar ends") from error
        return found
