"""Template filters: dates, money, sizes, working time and the law's texts, in the reader's language.

No sentence of a page and no calculation of a deadline may enter: a filter writes down what it is given.
"""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale, gettext, ngettext

from procedures.clock.standing import Kind, Standing
from procedures.definition import Text

OFFICE_TIME: tzinfo = ZoneInfo("Asia/Ho_Chi_Minh")
USUAL_DAY_MINUTES = 480


def language() -> str:
    """The reader's language, "vi" or "en"; Vietnamese outside a request."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "vi"


def _local(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be shown to a person: {value!r}")
    return value.astimezone(OFFICE_TIME)


def vn_date(value: date | datetime | None) -> str:
    """As "21/10/2021"; in English "21 October 2021"."""
    if value is None:
        return ""
    return _dated(_local(value).date() if isinstance(value, datetime) else value, language())


def _dated(day: date, spoken: str) -> str:
    return format_date(day, "d MMMM yyyy", locale="en") if spoken == "en" else f"{day:%d/%m/%Y}"


@cache
def _weekdays(spoken: str) -> tuple[str, ...]:
    """Monday to Sunday, as they stand within a sentence."""
    names = Locale(spoken).days["format"]["wide"]
    if spoken == "en":
        return tuple(names[day] for day in range(7))
    return (*("t" + names[day][1:] for day in range(6)), "Chủ nhật")


def vn_time(value: datetime | None) -> str:
    """As "09:41", the local time of day."""
    return "" if value is None else f"{_local(value):%H:%M}"


def vn_datetime(value: datetime | None) -> str:
    """As "10 giờ 30, thứ Năm 21/10/2021"; in English "10:30, Thursday 21 October 2021"."""
    if value is None:
        return ""
    at, spoken = _local(value), language()
    clock = f"{at:%H:%M}" if spoken == "en" else f"{at.hour} giờ {at:%M}"
    return f"{clock}, {_weekdays(spoken)[at.weekday()]} {_dated(at.date(), spoken)}"


def vn_number(value: int | float | Decimal | None) -> str:
    """As "1.234,5"; in English "1,234.5"."""
    return "" if value is None else format_decimal(value, locale=language())


def vn_money(value: int | Decimal | None) -> str:
    """As "30.000 đồng"; in English "VND 30,000"."""
    if value is None:
        return ""
    amount = vn_number(value)
    return f"VND {amount}" if language() == "en" else f"{amount} đồng"


def file_size(size: int | None) -> str:
    """As "820 KB", "2,4 MB": bytes for a person, in steps of 1024."""
    if size is None:
        return ""
    if size < 1024:
        return f"{vn_number(size)} B"
    if size < 1024 * 1024:
        return f"{vn_number(round(size / 1024))} KB"
    return f"{vn_number(round(size / 1024 / 1024, 1))} MB"


def _span_text(days: int, hours: int, minutes: int) -> str:
    parts = []
    if days:
        parts.append(ngettext("%(num)s ngày", "%(num)s ngày", days))
    if hours:
        parts.append(ngettext("%(num)s giờ", "%(num)s giờ", hours))
    if minutes or not parts:
        parts.append(ngettext("%(num)s phút", "%(num)s phút", minutes))
    return " ".join(parts)


def working_time(minutes: int, day_minutes: int = USUAL_DAY_MINUTES) -> str:
    """As "1 ngày 3 giờ 5 phút" from working minutes (the sign is dropped) and the length of a working day."""
    if day_minutes <= 0:
        raise ValueError("a working day must have minutes")
    days, rest = divmod(abs(minutes), day_minutes)
    return _span_text(days, *divmod(rest, 60))


def standing_text(standing: Standing, span: Sequence[int] | int = USUAL_DAY_MINUTES) -> str:
    """As "còn 1 ngày 3 giờ", "quá hạn 2 giờ": the words for a standing, the same on every screen.

    `span` is (days, hours, minutes) from `split_working`, or the minutes of a working day.
    """
    left = working_time(standing.remaining_minutes, span) if isinstance(span, int) else _span_text(*span)
    none_left = standing.remaining_minutes == 0
    match standing.kind:
        case Kind.IN_TIME:
            return gettext("đến hạn ngay bây giờ") if none_left else gettext("còn %(time)s", time=left)
        case Kind.OVERDUE:
            return gettext("vừa quá hạn") if none_left else gettext("quá hạn %(time)s", time=left)
        case Kind.EARLY:
            return gettext("xong sớm %(time)s", time=left)
        case Kind.ON_TIME:
            return gettext("xong đúng hạn")
        case Kind.LATE:
            return gettext("xong chậm, vừa quá hạn") if none_left else gettext("xong chậm %(time)s", time=left)


def text(value: Text | str | None) -> str:
    """A text of the law in the reader's language; Vietnamese when there is no English."""
    if value is None or isinstance(value, str):
        return value or ""
    return value.in_language(language()) or value.vi


FILTERS: dict[str, Any] = {
    "vn_date": vn_date,
    "vn_time": vn_time,
    "vn_datetime": vn_datetime,
    "vn_number": vn_number,
    "vn_money": vn_money,
    "file_size": file_size,
    "working_time": working_time,
    "standing_text": standing_text,
    "text": text,
}


def register(app: Flask) -> None:
    """Give every template the filters and the function `get_locale`."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["get_locale"] = get_locale
