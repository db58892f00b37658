"""What a calendar answers about dates and instants, and how far it knows holidays. No limits."""

from datetime import date

import pytest

from procedures.clock.calendar import parse_calendar
from procedures.clock.limits import parse_limit
from procedures.clock.working_time import due
from tests.procedures.clock.calendars import at, calendar_of

HOURS = '[[hours]]\nfrom = 2021-03-01\nmon = ["07:00-11:30"]\n'
OFF = '[[day]]\ndate = {}\nkind = "off"\n'


@pytest.mark.parametrize(
    ("text", "known_through"),
    [
        ("known_through = 2023-06-30\n" + HOURS + OFF.format("2025-01-01"), date(2023, 6, 30)),
        (HOURS + OFF.format("2025-01-01") + OFF.format("2024-01-01"), date(2025, 12, 31)),
        (HOURS, date(2021, 2, 28)),
    ],
)
def test_how_far_holidays_are_known(text: str, known_through: date):
    assert parse_calendar(text).known_through == known_through


def test_the_last_known_day_itself_is_known_to_its_very_end():
    calendar = parse_calendar('known_through = 2023-07-10\n[[hours]]\nfrom = 2023-01-01\nmon = ["20:00-24:00"]')
    assert not due(calendar, at("2023-07-10T08:00"), parse_limit("4wh")).provisional
    assert due(calendar, at("2023-07-10T08:00"), parse_limit("5wh")).provisional


def test_without_any_known_day_everything_is_provisional():
    assert due(parse_calendar(HOURS), at("2021-03-01T07:00"), parse_limit("1wh")).provisional


def test_days_before_the_first_pattern_change_nothing():
    assert parse_calendar(HOURS + OFF.format("2020-01-01")).is_working_day(date(2021, 3, 1))


def test_entries_may_stand_in_any_order():
    first, second = HOURS, HOURS.replace("2021", "2022")
    assert parse_calendar(first + second) == parse_calendar(second + first)


@pytest.mark.parametrize(
    ("text", "works", "following"),
    [
        ("2023-07-10T06:59", False, "2023-07-10T07:00"),
        ("2023-07-10T07:00", True, "2023-07-10T07:00"),
        ("2023-07-10T11:29:59", True, "2023-07-10T11:29"),
        ("2023-07-10T11:30", False, "2023-07-10T13:30"),
        ("2023-07-14T17:00", False, "2023-07-17T07:00"),
        ("2026-08-22T07:30", True, "2026-08-22T07:30"),
        ("2026-08-29T07:30", False, "2026-09-03T07:00"),
    ],
)
def test_working_instants(text: str, works: bool, following: str):
    assert calendar_of("office").is_working_instant(at(text)) is works
    assert calendar_of("office").next_working_instant(at(text)) == at(following)


@pytest.mark.parametrize(
    ("name", "on", "hours", "closing"),
    [
        ("office", "2023-07-10", "07:00-11:30 13:30-17:00", "2023-07-10T17:00"),
        ("office", "2023-07-15", "", None),
        ("office", "2026-02-17", "", None),
        ("half_saturday", "2023-07-15", "07:30-11:30", "2023-07-15T11:30"),
        ("half_saturday", "2023-12-29", "07:30-11:30", "2023-12-29T11:30"),
        ("half_saturday", "2023-12-30", "08:00-10:00", "2023-12-30T10:00"),
        ("changing", "2024-06-28", "07:00-11:30 13:30-17:00", "2024-06-28T17:00"),
        ("changing", "2024-07-05", "08:00-12:00", "2024-07-05T12:00"),
        ("night", "2023-07-10", "20:00-22:00 22:00-24:00", "2023-07-11T00:00"),
    ],
)
def test_hours_and_closing_of_a_date(name: str, on: str, hours: str, closing: str | None):
    calendar, day = calendar_of(name), date.fromisoformat(on)
    assert " ".join(map(str, calendar.intervals_on(day))) == hours
    assert calendar.closing_on(day) == (at(closing) if closing else None)
    assert calendar.is_working_day(day) is bool(hours)


@pytest.mark.parametrize("name", ["office", "half_saturday", "changing", "night"])
def test_a_written_calendar_reads_back(name: str):
    assert parse_calendar(calendar_of(name).to_toml()) == calendar_of(name)


def test_names_with_odd_characters_read_back():
    text = HOURS + OFF.format("2025-01-01") + 'name = "Tết \\"Ất Tỵ\\" \\\\ \\t \\u007f \\u0001 \\n xong"\n'
    calendar = parse_calendar(text)
    assert parse_calendar(calendar.to_toml()) == calendar
    assert calendar.days[0].name == 'Tết "Ất Tỵ" \\ \t \x7f \x01 \n xong'


def test_the_first_day_on_which_two_calendars_differ():
    longer = '\n[[hours]]\nfrom = 2024-01-01\nmon = ["07:00-11:30"]\nsat = ["07:00-12:00"]\n'
    whole, other = parse_calendar(HOURS), parse_calendar(HOURS + longer)
    assert whole.first_difference(parse_calendar("known_through = 2030-12-31\n" + HOURS)) is None
    assert whole.first_difference(parse_calendar(HOURS + OFF.format("2025-01-01"))) is None, "a Wednesday is off anyway"
    assert whole.first_difference(parse_calendar(HOURS + OFF.format("2025-01-06"))) == date(2025, 1, 6)
    assert whole.first_difference(other) == other.first_difference(whole) == date(2024, 1, 1), "a day is longer from there on"
    assert whole.first_difference(parse_calendar(HOURS.replace("2021", "2020"))) == date(2020, 3, 1)
