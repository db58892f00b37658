"""What holds for every calendar, start and limit: found by hypothesis and against a naive clock. No hand-made case."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from procedures.clock.calendar import Calendar, parse_calendar
from procedures.clock.hours import MINUTES_IN_DAY, WEEKDAYS, Interval
from procedures.clock.limits import Limit, Part, Unit, parse_limit
from procedures.clock.working_time import add_working_minutes, due, elapsed, working_minutes_of
from tests.procedures.clock.calendars import NAMES, VIETNAM, calendar_of, count, walk

FIRST = {"office": "2021-01-01", "half_saturday": "2023-01-01", "changing": "2024-01-01", "night": "2023-01-01"}


@st.composite
def hours(draw: st.DrawFn, least: int = 0) -> str:
    """The hours of one day: up to three intervals in order, which may touch and may end at 24:00."""
    most = draw(st.integers(least, 3))
    bounds = sorted(draw(st.sets(st.integers(0, MINUTES_IN_DAY), min_size=2 * most, max_size=2 * most)))
    touching = draw(st.booleans())
    pairs = pairwise(bounds) if touching else zip(bounds[::2], bounds[1::2], strict=True)
    return str([str(Interval(*pair)) for pair in pairs])


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    lines = []
    for year in draw(st.sets(st.integers(2021, 2024), min_size=1)) | {2020}:
        lines += ["[[hours]]", f"from = {year}-0{draw(st.integers(1, 9))}-15", f"mon = {draw(hours(least=1))}"]
        lines += [f"{weekday} = {draw(hours())}" for weekday in WEEKDAYS[1:]]
    for on in draw(st.sets(st.dates(date(2021, 1, 1), date(2025, 12, 31)), max_size=20)):
        own = draw(st.none() | hours(least=1) | st.just('"mon"'))
        kind = (
            'kind = "off"'
            if own is None
            else f'kind = "work"\n{"as" if own == chr(34) + "mon" + chr(34) else "hours"} = {own}'
        )
        lines += ["[[day]]", f"date = {on}", kind]
    return parse_calendar("\n".join(lines))


any_calendar = st.sampled_from(NAMES).map(calendar_of) | calendars()
instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(VIETNAM))
working_parts = st.builds(Part, st.decimals(0, 60, places=3), st.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS]))
civil_parts = st.builds(
    Part, st.integers(1, 90).map(Decimal), st.sampled_from([Unit.CIVIL_WORKING_DAYS, Unit.CIVIL_DAYS])
)

# A busy machine is no fault of the clock.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(any_calendar, instants, working_parts)
def test_elapsed_is_the_inverse_of_due(calendar: Calendar, start: datetime, part: Part):
    end = due(calendar, start, Limit([part])).at
    assert elapsed(calendar, start, end) == working_minutes_of(calendar, part, start.date())
    assert elapsed(calendar, end, start) == -elapsed(calendar, start, end)


@calm
@given(any_calendar, instants, st.integers(1, 9999))
def test_due_is_the_earliest_such_instant(calendar: Calendar, start: datetime, minutes: int):
    end = add_working_minutes(calendar, start, minutes)
    assert elapsed(calendar, start, end) == minutes
    assert elapsed(calendar, start, end - timedelta(minutes=1)) == minutes - 1


@calm
@given(any_calendar, st.dates(date(2024, 1, 1), date(2027, 1, 1)), instants, working_parts | civil_parts)
def test_what_is_due_before_two_calendars_differ_is_due_alike(calendar: Calendar, on: date, start: datetime, part: Part):
    assume(on not in {day.on for day in calendar.days})
    other = parse_calendar(f'{calendar.to_toml()}\n[[day]]\ndate = {on}\nkind = "off"\n')
    day = calendar.first_difference(other)
    assert day == other.first_difference(calendar) == (on if calendar.is_working_day(on) else None)
    by_one, by_other = (due(each, start, Limit([part])).at for each in (calendar, other))
    assert by_one == by_other or (day is not None and by_one.date() >= day)


@calm
@given(any_calendar, instants, st.integers(0, 9999), st.integers(0, 9999))
def test_working_minutes_add_up(calendar: Calendar, start: datetime, first: int, second: int):
    middle = add_working_minutes(calendar, start, first)
    assert add_working_minutes(calendar, middle, second) == add_working_minutes(calendar, start, first + second)


@calm
@given(any_calendar, instants, instants, instants)
def test_elapsed_adds_up_and_never_exceeds_the_time_itself(calendar: Calendar, a: datetime, b: datetime, c: datetime):
    assert elapsed(calendar, a, b) + elapsed(calendar, b, c) == elapsed(calendar, a, c)
    cut_a, cut_b = (moment.replace(second=0, microsecond=0) for moment in (a, b))
    assert abs(elapsed(calendar, a, b)) <= abs(cut_b - cut_a) / timedelta(minutes=1)


@calm
@given(any_calendar, instants, st.integers(0, 9999), st.integers(0, 9999), st.integers(0, 9999))
def test_due_is_monotone_in_start_and_in_length(
    calendar: Calendar, start: datetime, later: int, length: int, more: int
):
    end = add_working_minutes(calendar, start, length)
    assert end <= add_working_minutes(calendar, start + timedelta(minutes=later), length)
    assert end <= add_working_minutes(calendar, start, length + more)
    assert end >= start.replace(second=0, microsecond=0)


@calm
@given(any_calendar, instants, civil_parts)
def test_civil_limits_end_at_the_closing_of_a_working_day(calendar: Calendar, start: datetime, part: Part):
    end = due(calendar, start, Limit([part])).at
    day = (end - timedelta(minutes=1)).date()
    assert end == calendar.closing_on(day)
    between = [start.date() + timedelta(days=n) for n in range(1, (day - start.date()).days)]
    if part.unit is Unit.CIVIL_WORKING_DAYS:
        assert 1 + sum(map(calendar.is_working_day, between)) == part.amount
    else:
        assert (day - start.date()).days >= part.amount
        assert not any(calendar.is_working_day(on) for on in between[int(part.amount) - 1 :])


@calm
@given(any_calendar, instants, st.lists(working_parts | civil_parts, min_size=1, max_size=4))
def test_parts_chain_at_the_previous_due_instant(calendar: Calendar, start: datetime, parts: list[Part]):
    whole = due(calendar, start, Limit(parts))
    for part, end in zip(parts, whole.parts, strict=True):
        assert due(calendar, start, Limit([part])).at == end
        start = end


@calm
@given(any_calendar, instants)
def test_the_next_working_instant_is_where_the_next_minute_is_worked(calendar: Calendar, moment: datetime):
    following = calendar.next_working_instant(moment)
    assert calendar.is_working_instant(following)
    assert elapsed(calendar, moment, following) == 0
    assert calendar.is_working_instant(moment) == (following == moment.replace(second=0, microsecond=0))


@calm
@given(st.lists(working_parts | civil_parts, min_size=1, max_size=5))
def test_a_limit_reads_back_as_itself(parts: list[Part]):
    assert parse_limit(str(Limit(parts))) == Limit(parts)


@calm
@given(calendars())
def test_a_calendar_file_reads_back_as_the_same_calendar(calendar: Calendar):
    assert parse_calendar(calendar.to_toml()) == calendar


@pytest.mark.parametrize("name", NAMES)
def test_the_naive_clock_agrees(name: str):
    """The seed is fixed, so a failure comes back; hypothesis explores beyond it."""
    chance = random.Random(20211015)
    begin = datetime.fromisoformat(FIRST[name]).replace(tzinfo=VIETNAM)
    for _ in range(60):
        start = begin + timedelta(minutes=chance.randrange(5 * 365 * MINUTES_IN_DAY))
        minutes = chance.choice([0, 1, 2, 59, 60, 269, 270, 271, 479, 480, 481, chance.randrange(1500)])
        end = walk(name, start, minutes)
        assert add_working_minutes(calendar_of(name), start, minutes) == end
        later = start + timedelta(minutes=chance.randrange(12 * MINUTES_IN_DAY))
        assert elapsed(calendar_of(name), start, later) == count(name, start, later)
