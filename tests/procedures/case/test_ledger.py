"""The clock's ledger by hand-checked cases and properties. No state of a dossier may enter.

The office works Monday to Friday 07:00–11:30 and 13:30–17:00: 480 minutes a day. October 2021 has no holiday.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.case.events import LedgerEntry
from procedures.case.ledger import NOT_STARTED, Clock, read
from procedures.clock.calendar import parse_calendar
from procedures.clock.limits import parse_limit
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.clock.working_time import due, elapsed
from tests.support.times import as_vn, vn

OFFICE = parse_calendar(OFFICE_CALENDAR_TOML)


def entry(written: str) -> LedgerEntry:
    """ "pause 2021-10-06T08:00" or "extend 2021-10-06T08:00 10"."""
    effect, at, *days = written.split()
    return LedgerEntry(effect, vn(at), "lý do", "căn cứ", days=int(days[0]) if days else 0)


def clock(limit: str, *written: str) -> Clock:
    return read([entry(one) for one in written], OFFICE, limit)


START = "start 2021-10-04T08:00"  # a Monday


@pytest.mark.parametrize(
    ("limit", "written", "due_at"),
    [
        # Nothing but a start: the clock's own arithmetic.
        ("3.5wd", ["start 2021-10-15T16:30"], "2021-10-21T10:30"),
        ("3wd", [START], "2021-10-07T08:00"),
        ("3wd+20cd", [START], "2021-10-27T17:00"),
        # Two days stood inside working time are two days more; 960 of 1440 minutes were left.
        ("3wd", [START, "pause 2021-10-05T08:00", "resume 2021-10-07T08:00"], "2021-10-11T08:00"),
        # Asked at lunch on Tuesday, answered on Saturday: 420 + 270 minutes used, 750 left from Monday 07:00.
        ("3wd", [START, "pause 2021-10-05T12:00", "resume 2021-10-09T20:00"], "2021-10-12T11:30"),
        # A pause over a night and a weekend costs nothing.
        ("3wd", [START, "pause 2021-10-05T17:00", "resume 2021-10-06T07:00"], "2021-10-07T08:00"),
        # Inside the part of calendar days: 20 days from 7 October, 5 used by the 12th, 15 from the 20th, 4 November.
        ("3wd+20cd", [START, "pause 2021-10-12T10:00", "resume 2021-10-20T09:00"], "2021-11-04T17:00"),
        # In the first part: what is left of it first, then all of the second.
        ("3wd+20cd", [START, "pause 2021-10-06T08:00", "resume 2021-10-11T08:00"], "2021-11-01T17:00"),
        # 10 days end on Sunday the 17th and move to Monday; 4 left on the 13th end on Sunday the 31st, Monday again.
        ("10cd", ["start 2021-10-07T08:00"], "2021-10-18T17:00"),
        ("10cd", ["start 2021-10-07T08:00", "pause 2021-10-13T08:00", "resume 2021-10-27T08:00"], "2021-11-01T17:00"),
        # Stood on the last day: one day is left.
        ("10cd", ["start 2021-10-04T08:00", "pause 2021-10-14T09:00", "resume 2021-10-19T09:00"], "2021-10-20T17:00"),
        # Civil working days: 5 from Monday, 2 used by Wednesday, 3 from Monday the 11th.
        ("5cwd", [START], "2021-10-11T17:00"),
        ("5cwd", [START, "pause 2021-10-06T08:00", "resume 2021-10-11T08:00"], "2021-10-14T17:00"),
        # From zero at the instant of the complete answer, whatever was used.
        ("3wd", [START, "pause 2021-10-06T16:00", "restart 2021-10-11T08:00"], "2021-10-14T08:00"),
        ("3wd+20cd", [START, "pause 2021-10-06T16:00", "restart 2021-10-11T08:00"], "2021-11-03T17:00"),
        # Twice stood.
        (
            "3wd",
            [
                *(START, "pause 2021-10-04T09:00", "resume 2021-10-05T09:00"),
                *("pause 2021-10-05T10:00", "resume 2021-10-06T10:00"),
            ],
            "2021-10-11T08:00",
        ),
        # Late since the 7th, 08:00: a pause after that repairs nothing.
        ("3wd", [START, "pause 2021-10-07T08:01", "resume 2021-10-20T08:00"], "2021-10-07T08:00"),
        ("3wd", [START, "pause 2021-10-07T08:01"], "2021-10-07T08:00"),
        # Stood in the very due minute: nothing is left, and it is due when it runs again.
        ("3wd", [START, "pause 2021-10-07T08:00", "resume 2021-10-20T08:00"], "2021-10-20T08:00"),
        # Longer by ten calendar days; the part of calendar days takes them.
        ("3wd+20cd", [START, "extend 2021-10-20T08:00 10"], "2021-11-08T17:00"),
        ("3wd+20cd", [START, "extend 2021-10-05T08:00 10"], "2021-11-08T17:00"),
        ("20cd", ["start 2021-10-06T08:00", "extend 2021-10-26T09:00 10"], "2021-11-05T17:00"),
        # Without such a part they follow at the end.
        ("3wd", [START, "extend 2021-10-05T08:00 4"], "2021-10-11T17:00"),
        # Longer while it stood.
        (
            "20cd",
            [START, "pause 2021-10-14T08:00", "extend 2021-10-15T08:00 5", "resume 2021-10-18T08:00"],
            "2021-11-02T17:00",
        ),
        # Over Tết 2021 (off 10 to 16 February): 480 of 1440 minutes used before, the rest after.
        ("3wd", ["start 2021-02-08T07:00", "pause 2021-02-09T07:00", "resume 2021-02-17T07:00"], "2021-02-18T17:00"),
    ],
)
def test_when_it_is_due(limit: str, written: list[str], due_at: str):
    found = clock(limit, *written)
    assert found.due_at is not None
    assert as_vn(found.due_at) == due_at


def test_before_the_start_there_is_no_clock():
    assert clock("3wd") == NOT_STARTED
    assert clock("3wd", "pause 2021-10-04T08:00", "resume 2021-10-05T08:00", "stop 2021-10-06T08:00") == NOT_STARTED


def test_while_it_stands_nothing_is_due():
    found = clock("3wd", START, "pause 2021-10-05T08:00")
    assert (found.status, found.due_at) == ("paused", None)
    assert found.paused == entry("pause 2021-10-05T08:00")
    assert found.started_at == vn("2021-10-04T08:00")


@pytest.mark.parametrize(
    ("written", "due_at"),
    [
        ([START, "stop 2021-10-05T08:00"], "2021-10-07T08:00"),
        ([START, "stop 2021-10-20T08:00"], "2021-10-07T08:00"),
        ([START, "pause 2021-10-05T08:00", "stop 2021-10-12T08:00"], "2021-10-14T08:00"),
        ([START, "pause 2021-10-08T08:00", "stop 2021-10-12T08:00"], "2021-10-07T08:00"),
    ],
)
def test_what_stopped_keeps_its_due_time(written: list[str], due_at: str):
    found = clock("3wd", *written)
    assert found.status == "stopped"
    assert found.due_at is not None
    assert as_vn(found.due_at) == due_at
    assert found.stopped_at == entry(written[-1]).at
    assert clock("3wd", *written, "start 2021-10-25T08:00") == found


def test_the_first_start_is_remembered_through_a_restart():
    found = clock("3wd", START, "pause 2021-10-05T08:00", "restart 2021-10-11T08:00")
    assert found.started_at == vn("2021-10-04T08:00")


def test_entries_are_read_in_the_order_of_their_times():
    written = [START, "pause 2021-10-05T08:00", "resume 2021-10-07T08:00"]
    assert clock("3wd", *reversed(written)) == clock("3wd", *written)


def test_a_due_time_beyond_the_known_holidays_is_provisional():
    last = OFFICE.known_through
    start = f"start {last - timedelta(days=10)}T08:00"
    assert not clock("1wd", start).provisional
    assert clock("20wd", start).provisional
    assert clock(
        "1wd", f"start {last}T08:00", f"pause {last}T08:00", f"resume {last + timedelta(days=3)}T08:00"
    ).provisional


MONDAY = datetime.fromisoformat("2021-09-06T00:00+07:00")
MINUTES = st.integers(0, 60 * 24 * 60)
WORKING = st.lists(st.sampled_from(["0.5wd", "1wd", "3wd", "3.5wd", "8wh", "2wh"]), min_size=1, max_size=3).map(
    "+".join
)
ANY = st.lists(st.sampled_from(["0.5wd", "3wd", "8wh", "5cwd", "1cd", "20cd"]), min_size=1, max_size=3).map("+".join)


def in_order(count: int) -> st.SearchStrategy[list[int]]:
    """That many minutes, earliest first. Drawn and sorted: no example is thrown away."""
    return st.lists(MINUTES, min_size=count, max_size=count).map(sorted)


def moment(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def mark(effect: str, minutes: int) -> LedgerEntry:
    return LedgerEntry(effect, moment(minutes), "lý do", "căn cứ")


@given(ANY, MINUTES)
def test_a_start_alone_is_the_limit_itself(limit: str, start: int):
    expected = due(OFFICE, moment(start), parse_limit(limit))
    found = read([mark("start", start)], OFFICE, limit)
    assert (found.due_at, found.provisional) == (expected.at, expected.provisional)


@given(WORKING, in_order(2))
def test_standing_for_no_time_changes_nothing(limit: str, minutes: list[int]):
    start, stood = minutes
    plain = read([mark("start", start)], OFFICE, limit).due_at
    found = read([mark("start", start), mark("pause", stood), mark("resume", stood)], OFFICE, limit).due_at
    assert found == plain


@given(WORKING, MINUTES, st.floats(0, 1), MINUTES)
def test_the_working_time_that_ran_is_the_limit(limit: str, start: int, share: float, stood: int):
    plain = read([mark("start", start)], OFFICE, limit).due_at
    assert plain is not None
    # The pause falls somewhere between the start and the due time: built so, because hardly any three instants are.
    paused = start + int(share * ((plain - moment(start)) // timedelta(minutes=1)))
    resumed = paused + stood
    found = read([mark("start", start), mark("pause", paused), mark("resume", resumed)], OFFICE, limit).due_at
    assert found is not None
    ran = elapsed(OFFICE, moment(start), moment(paused)) + elapsed(OFFICE, moment(resumed), found)
    assert ran == elapsed(OFFICE, moment(start), plain)


@given(ANY, in_order(4))
def test_standing_longer_is_never_due_earlier(limit: str, minutes: list[int]):
    start, paused, resumed, later = minutes
    early = read([mark("start", start), mark("pause", paused), mark("resume", resumed)], OFFICE, limit).due_at
    late = read([mark("start", start), mark("pause", paused), mark("resume", later)], OFFICE, limit).due_at
    plain = read([mark("start", start)], OFFICE, limit).due_at
    assert plain is not None and early is not None and late is not None
    assert plain <= early <= late


@given(ANY, in_order(3))
def test_a_restart_is_a_new_start(limit: str, minutes: list[int]):
    start, paused, again = minutes
    found = read([mark("start", start), mark("pause", paused), mark("restart", again)], OFFICE, limit).due_at
    assert found == due(OFFICE, moment(again), parse_limit(limit)).at


@given(ANY, MINUTES, st.integers(1, 60 * 24 * 30), MINUTES)
def test_a_pause_after_the_due_time_repairs_nothing(limit: str, start: int, late_by: int, stood: int):
    plain = read([mark("start", start)], OFFICE, limit).due_at
    assert plain is not None
    paused = LedgerEntry("pause", plain + timedelta(minutes=late_by), "lý do", "căn cứ")
    resumed = LedgerEntry("resume", paused.at + timedelta(minutes=stood), "lý do", "căn cứ")
    for ledger in ([paused], [paused, resumed]):
        assert read([mark("start", start), *ledger], OFFICE, limit).due_at == plain


@given(ANY, in_order(2), st.integers(1, 30))
def test_an_extension_is_never_due_earlier(limit: str, minutes: list[int], days: int):
    start, at = minutes
    plain = read([mark("start", start)], OFFICE, limit).due_at
    longer = LedgerEntry("extend", moment(at), "lý do", "căn cứ", days=days)
    found = read([mark("start", start), longer], OFFICE, limit).due_at
    assert plain is not None and found is not None
    assert found >= plain
