"""A new calendar moves what is open and nothing else, read in one statement however much is open. Both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import select

from casework.models import Dossier
from casework.queries.inspection import columns_that_differ
from casework.services.calendars import import_calendar, preview_calendar
from cli.demonstration import bulk
from cli.demonstration.office import open_office
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from tests.support.round_trips import statements

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOLIDAY = '\n[[day]]\ndate = 2026-11-25\nkind = "off"\nname = "Ngày nghỉ giả định"\nsource = "Văn bản giả định"\n'


def dues(casework) -> dict[str, tuple]:
    with casework.database.reading() as session:
        query = select(Dossier.code, Dossier.due_at, Dossier.closed_at, Dossier.version)
        return {row.code: tuple(row)[1:] for row in session.execute(query)}


def test_a_holiday_moves_what_is_open_and_the_columns_repeat_the_events(app_on_both: Flask):
    casework = app_on_both.extensions["casework"]
    open_office(casework, NOW)
    with app_on_both.app_context():
        bulk.load(casework, count=300, seed=4, since=date(2026, 10, 1), until=date(2026, 11, 20), now=NOW, files=False)
    before = dues(casework)
    preview = preview_calendar(casework, OFFICE_CALENDAR_TOML + HOLIDAY, NOW)
    assert dues(casework) == before, "looking changes nothing"
    with statements(casework) as sent:
        moved = import_calendar(casework, OFFICE_CALENDAR_TOML + HOLIDAY, "Người Thử Nghiệm", NOW)
    after = dues(casework)
    changed = {code for code in after if after[code][0] != before[code][0]}
    assert moved == preview and {one.code for one in moved} == changed and len(changed) > 10
    assert all((one.old, one.new) == (before[one.code][0], after[one.code][0]) for one in moved)
    assert all(after[code][1] is None for code in changed), "a closed dossier keeps its calendar"
    assert list(columns_that_differ(casework)) == []
    assert len([one for one in sent if one.startswith("SELECT")]) <= 4, sent
