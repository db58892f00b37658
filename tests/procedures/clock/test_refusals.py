"""What the calendar file, the limits and the range refuse, and the line each refusal names. Nothing that is accepted by rule."""

from datetime import UTC, date, datetime

import pytest

from procedures.clock.calendar import CalendarError, ClockRangeError, parse_calendar
from procedures.clock.limits import LimitError, parse_limit
from procedures.clock.working_time import add_working_minutes, due, elapsed, working_minutes_of
from tests.procedures.clock.calendars import at, calendar_of

HOURS = '[[hours]]\nfrom = 2021-01-01\nmon = ["07:00-11:30", "13:30-17:00"]\n'  # lines 1 to 3


def day(*lines: str) -> str:
    """A calendar with one [[day]], whose header stands on line 4."""
    return HOURS + "\n".join(("[[day]]", *lines)) + "\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "no [[hours]]"),
        ('known_through = 2026-12-31\n\n[[day]]\ndate = 2026-01-01\nkind = "off"', 1, "no [[hours]]"),
        ("[[hours]]\nfrom = 2021-01-01\n", 1, "no working time"),
        ("# note\n\n[[hours]]\nfrom = 2021-01-01\nmon = []\n", 3, "no working time"),
        (HOURS + "[[hours]]\nfrom = 2022-01-01\n", 4, "no working time"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["07:00-11:30", "11:29-17:00"]', 1, "overlaps"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["13:30-17:00", "07:00-11:30"]', 1, "lies before"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["11:30-07:00"]', 1, "backward"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["07:00-07:00"]', 1, "empty"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["22:00-06:00"]', 1, "crosses midnight"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["22:00-24:01"]', 1, "not within"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["24:00-24:00"]', 1, "not within"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["07:60-11:30"]', 1, "not within"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["7:00-11:30"]', 1, "not an interval"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = ["07:00-11:30 "]', 1, "not an interval"),
        ("[[hours]]\nfrom = 2021-01-01\nmon = [700]", 1, "not an interval"),
        ('[[hours]]\nfrom = 2021-01-01\nmon = "07:00-11:30"', 1, "must be a list"),
        ('[[hours]]\nmon = ["07:00-11:30"]', 1, "from is missing"),
        ('[[hours]]\nfrom = "2021-01-01"\nmon = ["07:00-11:30"]', 1, "from must be a date"),
        ('[[hours]]\nfrom = 2021-01-01T00:00:00\nmon = ["07:00-11:30"]', 1, "from must be a date"),
        ('[[hours]]\nfrom = 2100-01-01\nmon = ["07:00-11:30"]', 1, "after 2099"),
        ('[[hours]]\nfrom = 2021-01-01\nmonday = ["07:00-11:30"]', 1, "unknown key 'monday'"),
        (HOURS + HOURS, 4, "already given at line 1"),
        (HOURS + "[holidays]\n", 4, "unknown key 'holidays'"),
        ("\nholidays = 1\n" + HOURS, 2, "unknown key 'holidays'"),
        ('known_through = "2026"\n' + HOURS, 1, "known_through must be a date"),
        ("hours = 1", 1, "[[hours]]"),
        ("[hours]\nfrom = 2021-01-01", 1, "[[hours]]"),
        (HOURS + "[[day]\n", 4, "not valid TOML"),
        (HOURS + '[[day]]\ndate = 2026-02-30\nkind = "off"\n', 5, "not valid TOML"),
        (HOURS + 'wed = ["07:00', 4, "not valid TOML"),
        ("x = " + "[" * 99_999, 1, "nested too deeply"),
        ("x = " + "1" * 9_999, 1, "not valid TOML"),
        (day('kind = "off"'), 4, "date is missing"),
        (day('date = "2026-01-02"', 'kind = "off"'), 4, "date must be a date"),
        (day("date = 2026-01-02"), 4, "kind must be"),
        (day("date = 2026-01-02", 'kind = "holiday"'), 4, "kind must be"),
        (day("date = 2026-01-02", 'kind = "off"', 'as = "mon"'), 4, "neither as nor hours"),
        (day("date = 2026-01-02", 'kind = "off"', 'hours = ["07:00-08:00"]'), 4, "neither as nor hours"),
        (day("date = 2026-01-02", 'kind = "work"'), 4, "exactly one of"),
        (day("date = 2026-01-02", 'kind = "work"', 'as = "mon"', 'hours = ["07:00-08:00"]'), 4, "exactly one of"),
        (day("date = 2026-01-02", 'kind = "work"', "hours = []"), 4, "hours is empty"),
        (day("date = 2026-01-02", 'kind = "work"', 'hours = ["08:00-07:00"]'), 4, "backward"),
        (day("date = 2026-01-02", 'kind = "work"', 'as = "tue"'), 4, "no hours on 2026-01-02"),
        (day("date = 2020-12-31", 'kind = "work"', 'as = "mon"'), 4, "no hours on 2020-12-31"),
        (day("date = 2026-01-02", 'kind = "work"', 'as = "Mon"'), 4, "as must be one of"),
        (day("date = 2026-01-02", 'kind = "work"', "as = []"), 4, "as must be one of"),
        (day("date = 2026-01-02", 'kind = "off"', "name = 1"), 4, "name must be a text"),
        (day("date = 2026-01-02", 'kind = "off"', 'reason = "x"'), 4, "unknown key 'reason'"),
        (
            day("date = 2026-01-02", 'kind = "off"') + '\n[[ "day" ]]\ndate = 2026-01-02\nkind = "off"\n',
            8,
            "given at line 4",
        ),
    ],
)
def test_a_faulty_calendar_is_refused_by_line(text: str, line: int, says: str):
    with pytest.raises(CalendarError) as refused:
        parse_calendar(text)
    assert str(refused.value).startswith(f"line {line}: ")
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_header_inside_a_longer_text_is_not_counted():
    text = day("date = 2026-01-02", 'kind = "off"', 'name = """', "[[day]]", '"""') + "[[day]]\ndate = 2026-01-03\n"
    with pytest.raises(CalendarError, match=r"^line 10: kind"):
        parse_calendar(text)


def test_days_written_as_one_list_are_refused_at_the_list():
    text = 'day = [{date = 2026-01-02, kind = "off"}, {date = 2026-01-02, kind = "off"}]\n' + HOURS
    with pytest.raises(CalendarError, match=r"^line 1: 2026-01-02 is already given"):
        parse_calendar(text)


def test_a_weekday_lent_by_a_pattern_that_is_not_in_force_is_refused():
    later = '[[hours]]\nfrom = 2022-01-01\ntue = ["07:00-11:30"]\n'
    make_up = '[[day]]\ndate = 2022-01-01\nkind = "work"\nas = "mon"\n'
    with pytest.raises(CalendarError, match=r"^line 7: as = \"mon\""):
        parse_calendar(HOURS + later + make_up)


@pytest.mark.parametrize(
    "text",
    ["", "wd", "3", "3 wd", " 3wd", "3wd ", "3wd\n", "3,5wd", "-1wd", "+1wd", "1wd+", "1wd++1wd", ".5wd", "5.wd", "1e2wd",
     "3WD", "3d", "٣wd", "nanwd", "0cd", "0cwd", "1.5cd", "0.5cwd", "1wd+0cd", "1" * 101 + "wd"],
)  # fmt: skip
def test_a_faulty_limit_is_refused(text: str):
    with pytest.raises(LimitError) as refused:
        parse_limit(text)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("text", ["2020-12-31T23:59", "0001-01-01T00:00+14:00"])
def test_an_instant_before_the_first_pattern_is_an_error(text: str):
    office = calendar_of("office")
    with pytest.raises(ClockRangeError, match="before the calendar begins"):
        due(office, at(text), parse_limit("0wd"))
    with pytest.raises(ClockRangeError, match="before the calendar begins"):
        elapsed(office, at(text), at("2021-01-04T08:00"))


@pytest.mark.parametrize("limit", ["0wd", "1wd", "1wh", "1cwd", "1cd"])
@pytest.mark.parametrize("start", ["2099-12-31T17:00", "2100-01-01T00:00", "9999-12-31T23:59-10:00"])
def test_a_due_time_after_2099_is_an_error(start: str, limit: str):
    if (start, limit) == ("2099-12-31T17:00", "0wd"):
        assert due(calendar_of("office"), at(start), parse_limit(limit)).at == at(start)
        return
    with pytest.raises(ClockRangeError, match="after 2099"):
        due(calendar_of("office"), at(start), parse_limit(limit))


@pytest.mark.parametrize("limit", ["9999999wd", "9" * 100 + "wh", "9" * 100 + "cd", "9" * 100 + "cwd"])
def test_an_absurd_limit_is_out_of_range(limit: str):
    with pytest.raises(ClockRangeError, match="after 2099"):
        due(calendar_of("office"), at("2026-01-05T08:00"), parse_limit(limit))


def test_the_last_minutes_of_2099_can_be_reached():
    # 31/12/2099 is a Thursday.
    assert due(calendar_of("office"), at("2099-12-31T07:00"), parse_limit("1wd")).at == at("2099-12-31T17:00")
    assert due(calendar_of("office"), at("2099-12-30T07:00"), parse_limit("1cd")).at == at("2099-12-31T17:00")


def test_dates_outside_the_calendar_are_an_error():
    for on in (date(2020, 12, 31), date(2100, 1, 1)):
        for question in (calendar_of("office").is_working_day, calendar_of("office").pattern_on):
            with pytest.raises(ClockRangeError):
                question(on)


def test_misuse_is_an_error():
    office, start = calendar_of("office"), at("2026-01-05T08:00")
    with pytest.raises(ValueError, match="time zone"):
        elapsed(office, datetime(2026, 1, 5, 8), start)
    with pytest.raises(ValueError, match="negative"):
        add_working_minutes(office, start, -1)
    with pytest.raises(ValueError, match="counts dates"):
        working_minutes_of(office, parse_limit("1cd")[0], date(2026, 1, 5))


def test_another_zone_is_converted():
    start = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)  # 08:00 in Việt Nam
    assert due(calendar_of("office"), start, parse_limit("1wh")).at.isoformat() == "2026-01-05T09:00:00+07:00"
