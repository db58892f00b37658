"""A clock as the screens show it: words, bar, colour. The words of `procedures.clock.standing` and no other arithmetic."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.clock.limits import Part, parse_limit
from procedures.clock.standing import Standing, split_working, standing
from procedures.clock.working_time import elapsed, working_minutes_of
from web.filters import standing_text, vn_date, vn_datetime, working_time


def clock_shown(
    calendar: Calendar,
    due_at: datetime,
    at: datetime,
    limit: str = "",
    *,
    finished_at: datetime | None = None,
    promised: bool | None = None,
) -> dict[str, Any]:
    """The arguments of the clock macro for something due at `due_at` within `limit`.

    In a list, where one clock stands for both, `promised` says which: late for the citizen or late within the office.
    """
    how = standing(calendar, due_at, at, finished_at)
    day = calendar.pattern_on((finished_at or at).astimezone(OFFICE_TIME).date()).day_minutes
    whole = limit_minutes(calendar, limit, due_at) if limit else max(how.remaining_minutes, day)
    return {
        "text": standing_words(calendar, how, finished_at or at, promised),
        "kind": _kind(how, day),
        "used": max(whole - how.remaining_minutes, 0),
        "limit": whole,
        "due": _("Hạn %(when)s", when=vn_datetime(due_at)),
    }


def unlimited(remind_at: datetime) -> dict[str, Any]:
    """The clock of a body that no rule limits: it is never late, the office only asks how the matter stands."""
    asked = _("Hỏi tình hình từ %(date)s", date=vn_date(remind_at))
    return {"text": _("không định thời hạn"), "kind": "paused", "used": 0, "limit": 1, "due": asked}


def standing_words(calendar: Calendar, how: Standing, on: datetime, promised: bool | None = None) -> str:
    """As "còn 1 ngày 3 giờ", in working days of the pattern in force; see `clock_shown` for `promised`."""
    day = on.astimezone(OFFICE_TIME).date()
    if promised is None or not how.late or how.finished or how.remaining_minutes == 0:
        return standing_text(how, split_working(calendar, how.remaining_minutes, day))
    time = working_time(how.remaining_minutes, calendar.pattern_on(day).day_minutes)
    return _("quá hạn trả %(time)s", time=time) if promised else _("quá hạn bước %(time)s", time=time)


def _kind(how: Standing, day: int) -> str:
    if how.late:
        return "late"
    if how.finished:
        return "done"
    return "soon" if how.remaining_minutes <= day else "running"


def limit_minutes(calendar: Calendar, limit: str, due_at: datetime) -> int:
    """The working minutes of a limit that ends at `due_at`, for the length of a bar: days of dates are read backwards."""
    return sum(_part_minutes(calendar, part, due_at) for part in parse_limit(limit)) or 1


def _part_minutes(calendar: Calendar, part: Part, due_at: datetime) -> int:
    if part.unit.counts_working_time:
        return working_minutes_of(calendar, part, due_at.astimezone(OFFICE_TIME).date())
    return max(elapsed(calendar, due_at - timedelta(days=int(part.amount)), due_at), 1)
