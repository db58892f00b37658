"""Due times, elapsed minutes and the built-in calendar against what was worked out by hand. No expectation is computed here."""

import tomllib
from datetime import date, timedelta
from typing import Any

import pytest

from procedures.clock.limits import parse_limit
from procedures.clock.working_time import due, elapsed
from tests.procedures.clock.calendars import HERE, at, calendar_of

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))

# The weekdays off of civil servants and the make-up Saturdays, as the notices of each year list them.
WEEKDAYS_OFF = {
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
MAKE_UP = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}


def test_the_table_is_as_long_as_promised():
    assert len(CASES["due"]) + len(CASES["elapsed"]) >= 100


@pytest.mark.parametrize("case", CASES["due"], ids=lambda case: f"{case['calendar']} {case['start']} {case['limit']}")
def test_due_by_hand(case: dict[str, Any]):
    answer = due(calendar_of(case["calendar"]), at(case["start"]), parse_limit(case["limit"]))
    assert answer.at.isoformat(timespec="minutes") == case["due"] + "+07:00", case["why"]
    assert answer.provisional is case.get("provisional", False)
    assert answer.parts[-1] == answer.at
    assert len(answer.parts) == case["limit"].count("+") + 1


@pytest.mark.parametrize("case", CASES["elapsed"], ids=lambda case: f"{case['calendar']} {case['from']} {case['to']}")
def test_elapsed_by_hand(case: dict[str, Any]):
    assert elapsed(calendar_of(case["calendar"]), at(case["from"]), at(case["to"])) == case["minutes"], case["why"]


def test_each_part_of_a_limit_is_told():
    answer = due(calendar_of("office"), at("2026-02-10T09:00"), parse_limit("3wd+20cd+5wd+5wd"))
    assert answer.parts == tuple(
        map(at, ("2026-02-13T09:00", "2026-03-05T17:00", "2026-03-12T17:00", "2026-03-19T17:00"))
    )


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_built_in_calendar_has_exactly_the_days_off_of_the_notices(year: int):
    off = {date(year, int(month), int(day)) for day, month in (text.split("/") for text in WEEKDAYS_OFF[year].split())}
    for on in (date(year, 1, 1) + timedelta(days=index) for index in range(366)):
        if on.year == year:
            expected = on in MAKE_UP or (on.weekday() < 5 and on not in off)
            assert calendar_of("office").is_working_day(on) is expected, on


@pytest.mark.parametrize("on", sorted(MAKE_UP), ids=str)
def test_a_make_up_day_has_the_hours_of_the_day_it_replaces(on: date):
    assert [str(interval) for interval in calendar_of("office").intervals_on(on)] == ["07:00-11:30", "13:30-17:00"]
