"""Due times and elapsed working time: the one arithmetic that everything uses. No clock reading, no I/O."""

from dataclasses import dataclass
from datetime import date, datetime

from procedures.clock.calendar import Calendar, ClockRangeError
from procedures.clock.limits import Limit, Part, Unit

__all__ = ["ClockRangeError", "Due", "add_working_minutes", "due", "elapsed", "working_minutes_of"]


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends. `parts` holds the due instant of each part, the last of them being `at`."""

    at: datetime
    provisional: bool
    parts: tuple[datetime, ...]


def due(calendar: Calendar, start: datetime, limit: Limit) -> Due:
    """When a limit that starts at an aware instant ends, to the minute, in office time.

    Provisional when that lies beyond the last day for which holidays are known.
    ClockRangeError when the start is before the first weekly pattern or the end after 2099.
    """
    minute = calendar.minute_of(start)
    parts = []
    for part in limit:
        minute = _due_minute(calendar, minute, part)
        parts.append(calendar.instant_of(minute))
    return Due(parts[-1], calendar.is_beyond_known(parts[-1]), tuple(parts))


def _due_minute(calendar: Calendar, start: int, part: Part) -> int:
    """Căn cứ for `cwd` and `cd`: Bộ luật Dân sự 2015, Điều 147–148 (the day of the event is not counted;
    a last day off moves to the end of the next working day)."""
    if part.unit is Unit.CIVIL_WORKING_DAYS:
        return calendar.closing_of_working_day_after(start, int(part.amount))
    if part.unit is Unit.CIVIL_DAYS:
        return calendar.closing_after_days(start, int(part.amount))
    minutes = working_minutes_of(calendar, part, calendar.instant_of(start).date())
    return _minute_after(calendar, start, minutes)


def _minute_after(calendar: Calendar, start: int, minutes: int) -> int:
    # Nothing to work off: the instant itself, even outside working time.
    return calendar.minute_when(calendar.worked_by(start) + minutes) if minutes else start


def working_minutes_of(calendar: Calendar, part: Part, on: date) -> int:
    """Working minutes of a `wd` or `wh` part that starts on a date. ValueError for a part that counts dates."""
    if not part.unit.counts_working_time:
        raise ValueError(f"{part} counts dates, not working time")
    if part.unit is Unit.WORKING_HOURS:
        return part.minutes(60)
    return part.minutes(calendar.pattern_on(on).day_minutes)


def add_working_minutes(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """The earliest instant by which so many working minutes have passed; with 0, `start` to the minute."""
    if minutes < 0:
        raise ValueError("working minutes to add must not be negative")
    return calendar.instant_of(_minute_after(calendar, calendar.minute_of(start), minutes))


def elapsed(calendar: Calendar, frm: datetime, to: datetime) -> int:
    """Working minutes from one instant to another, wherever they lie; negative when `to` is earlier."""
    return calendar.worked_by(calendar.minute_of(to)) - calendar.worked_by(calendar.minute_of(frm))
