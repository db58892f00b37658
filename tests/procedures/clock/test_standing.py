"""How early or late, and in what words' worth of days, hours and minutes. No sentence for people."""

from datetime import date

import pytest

from procedures.clock.standing import Kind, split_working, standing
from tests.procedures.clock.calendars import at, calendar_of

DUE = "2023-07-14T17:00"  # a Friday, closing time


@pytest.mark.parametrize(
    ("due_at", "now", "kind", "remaining"),
    [
        (DUE, "2023-07-13T15:00", Kind.IN_TIME, 600),
        (DUE, "2023-07-14T16:59", Kind.IN_TIME, 1),
        (DUE, "2023-07-14T17:00:59", Kind.IN_TIME, 0),
        (DUE, "2023-07-14T17:01", Kind.OVERDUE, 0),
        (DUE, "2023-07-16T12:00", Kind.OVERDUE, 0),
        (DUE, "2023-07-17T09:00", Kind.OVERDUE, -120),
        ("2023-07-15T09:00", "2023-07-14T20:00", Kind.IN_TIME, 0),
    ],
)
def test_while_open(due_at: str, now: str, kind: Kind, remaining: int):
    found = standing(calendar_of("office"), at(due_at), at(now))
    assert (found.kind, found.remaining_minutes) == (kind, remaining)
    assert found.late is (kind is Kind.OVERDUE)
    assert not found.finished


@pytest.mark.parametrize(
    ("finished", "kind", "remaining"),
    [
        ("2023-07-13T23:59", Kind.EARLY, 480),
        ("2023-07-13T16:00", Kind.EARLY, 540),
        ("2023-07-14T00:00", Kind.ON_TIME, 480),
        ("2023-07-14T07:30", Kind.ON_TIME, 450),
        ("2023-07-14T17:00:59", Kind.ON_TIME, 0),
        ("2023-07-14T17:01", Kind.LATE, 0),
        ("2023-07-17T07:01", Kind.LATE, -1),
        ("2023-07-13T16:59Z", Kind.EARLY, 480),
        ("2023-07-13T17:00Z", Kind.ON_TIME, 480),
    ],
)
def test_once_finished(finished: str, kind: Kind, remaining: int):
    long_after = at("2024-01-02T08:00")
    found = standing(calendar_of("office"), at(DUE), long_after, finished_at=at(finished))
    assert (found.kind, found.remaining_minutes) == (kind, remaining)
    assert found.late is (kind is Kind.LATE)
    assert found.finished


@pytest.mark.parametrize(
    ("name", "on", "minutes", "span"),
    [
        ("office", "2023-07-10", 660, (1, 3, 0)),
        ("office", "2023-07-10", -120, (0, 2, 0)),
        ("office", "2023-07-10", 479, (0, 7, 59)),
        ("office", "2023-07-10", 480, (1, 0, 0)),
        ("office", "2023-07-10", 0, (0, 0, 0)),
        ("half_saturday", "2023-07-15", 500, (1, 0, 20)),
        ("changing", "2024-06-30", 500, (1, 0, 20)),
        ("changing", "2024-07-01", 500, (0, 8, 20)),
        ("changing", "2024-07-05", -571, (1, 1, 1)),
    ],
)
def test_working_minutes_in_days_hours_and_minutes(name: str, on: str, minutes: int, span: tuple[int, int, int]):
    assert split_working(calendar_of(name), minutes, date.fromisoformat(on)) == span
