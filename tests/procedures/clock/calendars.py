"""The calendars of these tests and a naive clock to compare with. Nothing of the tested arithmetic may enter the oracle."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from procedures.clock.calendar import Calendar, parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML

NAMES = ("office", "half_saturday", "changing", "night")
HERE = Path(__file__).parent
VIETNAM = timezone(timedelta(hours=7))


@cache
def text_of(name: str) -> str:
    return OFFICE_CALENDAR_TOML if name == "office" else (HERE / f"{name}.toml").read_text("utf-8")


@cache
def calendar_of(name: str) -> Calendar:
    return parse_calendar(text_of(name))


def at(text: str) -> datetime:
    """A time as written in the cases: on a clock in Việt Nam unless it has an offset."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


@cache
def working_minutes_oracle(name: str) -> Callable[[datetime], bool]:
    """Whether work goes on in the minute that begins at an instant, read straight from the file."""
    document = tomllib.loads(text_of(name))
    days = {day["date"]: day for day in document.get("day", [])}

    @cache
    def minutes_on(on: date) -> frozenset[int]:
        week = max((hours for hours in document["hours"] if hours["from"] <= on), key=lambda hours: hours["from"])
        day = days.get(on, {"as": on.strftime("%a").lower()})
        intervals = day["hours"] if "hours" in day else week.get(day["as"], []) if "as" in day else []
        found: set[int] = set()
        for interval in intervals:
            start, end = (int(time[:2]) * 60 + int(time[3:]) for time in interval.split("-"))
            found.update(range(start, end))
        return frozenset(found)

    return lambda moment: moment.hour * 60 + moment.minute in minutes_on(moment.date())


def walk(name: str, start: datetime, minutes: int) -> datetime:
    """The earliest instant by which so many working minutes have passed, walking minute by minute."""
    works, moment = working_minutes_oracle(name), start
    while minutes:
        minutes -= works(moment)
        moment += timedelta(minutes=1)
    return moment


def count(name: str, frm: datetime, to: datetime) -> int:
    """Working minutes between two instants in order, counted one by one."""
    works, moment, found = working_minutes_oracle(name), frm, 0
    while moment < to:
        found += works(moment)
        moment += timedelta(minutes=1)
    return found
