"""A new calendar moves what is open and nothing else, read in one statement however much is open. Both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from unittest.mock import patch

from flask import Flask
from sqlalchemy import select

from casework.models import CalendarRevision, Dossier, DueMove
from casework.queries.inspection import columns_that_differ
from casework.services import calendars
from casework.services.calendars import import_calendar, preview_calendar
from cli.demonstration import bulk
from cli.demonstration.office import open_office
from procedures.case.replay import replay
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from tests.support.round_trips import statements

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOLIDAY = '\n[[day]]\ndate = 2026-11-25\nkind = "off"\nname = "Ngày nghỉ giả định"\nsource = "Văn bản giả định"\n'


def kept(casework) -> dict[str, tuple]:
    """Old and new due times by code, as they are kept."""
    times = (DueMove.old_due_at, DueMove.new_due_at, DueMove.old_step_due_at, DueMove.new_step_due_at)
    with casework.database.reading() as session:
        query = select(Dossier.code, DueMove.calendar_revision_id, *times).join_from(DueMove, Dossier)
        return {row.code: tuple(row)[1:] for row in session.execute(query)}


def steps(casework) -> dict[str, datetime | None]:
    with casework.database.reading() as session:
        return dict(session.execute(select(Dossier.code, Dossier.step_due_at)).all())


def dues(casework) -> dict[str, tuple]:
    with casework.database.reading() as session:
        query = select(Dossier.code, Dossier.due_at, Dossier.closed_at, Dossier.version)
        return {row.code: tuple(row)[1:] for row in session.execute(query)}


def test_a_holiday_moves_what_is_open_and_the_columns_repeat_the_events(app_on_both: Flask):
    casework = app_on_both.extensions["casework"]
    open_office(casework, NOW)
    with app_on_both.app_context():
        bulk.load(casework, count=300, seed=4, since=date(2026, 10, 1), until=date(2026, 11, 20), now=NOW, files=False)
    before, before_steps = dues(casework), steps(casework)
    preview = preview_calendar(casework, OFFICE_CALENDAR_TOML + HOLIDAY, NOW)
    assert dues(casework) == before, "looking changes nothing"
    with statements(casework) as sent:
        moved = import_calendar(casework, OFFICE_CALENDAR_TOML + HOLIDAY, "Người Thử Nghiệm", NOW)
    after, after_steps = dues(casework), steps(casework)
    changed = {code for code in after if after[code][0] != before[code][0]}
    assert moved == preview and {one.code for one in moved} == changed and len(changed) > 10
    assert all((one.old, one.new) == (before[one.code][0], after[one.code][0]) for one in moved)
    assert all(after[code][1] is None for code in changed), "a closed dossier keeps its calendar"
    assert list(columns_that_differ(casework)) == []
    assert len([one for one in sent if one.startswith("SELECT")]) <= 4, sent
    stepped = {code for code in after if after_steps[code] != before_steps[code]}
    with casework.database.reading() as session:
        revision = session.scalars(select(CalendarRevision.id).order_by(CalendarRevision.id.desc())).first()
    assert kept(casework) == {
        code: (revision, before[code][0], after[code][0], before_steps[code], after_steps[code]) for code in changed | stepped
    }
    assert stepped - changed and changed - stepped, "either may move alone"


def test_what_is_due_before_the_first_day_that_differs_is_not_read(app_on_both: Flask):
    casework = app_on_both.extensions["casework"]
    open_office(casework, NOW)
    with app_on_both.app_context():
        bulk.load(casework, count=120, seed=5, since=date(2026, 10, 1), until=date(2026, 11, 20), now=NOW, files=False)
    read = []
    for day in ("2026-11-25", "2026-12-31", "2026-11-02"):  # to come, farther away, past
        with patch.object(calendars, "replay", wraps=replay) as replayed:
            import_calendar(casework, OFFICE_CALENDAR_TOML + HOLIDAY.replace("2026-11-25", day), "Người Thử Nghiệm", NOW)
        read.append(replayed.call_count)
        assert list(columns_that_differ(casework)) == [], day
    open_ones = len([one for one in dues(casework).values() if one[1] is None])
    assert 0 < read[0] < open_ones, "a late dossier stays late by any calendar of the future"
    assert read[2] == open_ones, "on a day that is past anything may have happened"
