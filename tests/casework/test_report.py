"""The 13-column report equals a recount that walks the events of every dossier in Python. Both databases."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from casework.models import Dossier
from casework.queries.report import INTAKES, readings_on, report, rules_from
from casework.queries.situations import situate
from casework.services.acting import InvalidInputs
from casework.services.intake import NATIONAL_PORTAL
from casework.services.parameters import revise
from cli.demonstration import bulk
from cli.demonstration.office import open_office
from procedures.case.clocks import clocks_of
from procedures.case.events import Actor
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Phase, Role
from procedures.reporting import COLUMNS, READINGS, REPORT, Row, Rules, total
from tests.support.round_trips import statements

NOW = datetime(2026, 11, 20, 3, 0, 30, tzinfo=UTC)
PERIODS = (
    (date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 10, 1), date(2026, 11, 20)),
    (date(2026, 11, 20), date(2026, 12, 31)),
    (date(2020, 1, 1), date(2020, 12, 31)),
)
RULES = (Rules(), Rules(frozenset({"local"}), waiting_is_in_time=False, ended_judged_by_end=False), Rules(received_when_filed=True))


@pytest.fixture
def filled(app_on_both: Flask):
    casework = app_on_both.extensions["casework"]
    open_office(casework, NOW)
    with app_on_both.app_context():
        bulk.load(casework, count=300, seed=9, since=date(2026, 5, 1), until=date(2026, 11, 20), now=NOW, files=False)
    return casework


def cells(case, phase, intake, due, filed_at, since: date, until: date, rules: Rules) -> list[str]:
    """The columns one dossier is in, said in dates and minutes instead of conditions of SQL."""
    received_at = filed_at if rules.received_when_filed else case.accepted_at
    if received_at is None:
        return []

    def day(at: datetime) -> date:
        return at.astimezone(OFFICE_TIME).date()

    ended = case.finished_at or case.closed_at
    if day(received_at) > until or (ended and day(ended) < since):
        return []
    came = "direct" if intake in rules.direct_intakes else "online"
    found = [came if day(received_at) >= since else "carried"]
    if ended and day(ended) <= until:
        judged = due if rules.ended_judged_by_end or case.finished_at else None
        if judged is None:
            return [*found, "on_time"]
        if ended.replace(second=0, microsecond=0) > judged:
            return [*found, "late"]
        return [*found, "early" if day(ended) < day(judged) else "on_time"]
    last = min(NOW, datetime.combine(until + timedelta(days=1), datetime.min.time(), OFFICE_TIME))
    overdue = due is not None and last.replace(second=0, microsecond=0) > due
    if rules.waiting_is_in_time and phase is Phase.CITIZEN:
        overdue = False
    return [*found, "open_late" if overdue else "open_in_time"]


def walked(casework) -> list[tuple]:
    with casework.database.reading() as session:
        found = []
        for dossier in session.scalars(select(Dossier).order_by(Dossier.id)):
            now = situate(session, casework, dossier).situation
            due = clocks_of(now.case, now.definition, now.calendar).overall.due_at
            phase = now.definition.variant(now.case.variant).state(now.case.state).phase
            found.append((dossier.slug, now.case, phase, dossier.intake, due, dossier.filed_at))
    return found


def test_every_cell_equals_a_recount_of_the_events(filled):
    history = walked(filled)
    assert len(history) == 300
    seen: Counter[str] = Counter()
    for since, until in PERIODS:
        for rules in RULES:
            counts: dict[str, Counter[str]] = {slug: Counter() for slug in filled.registry.slugs()}
            for slug, *facts in history:
                counts[slug].update(cells(*facts, since, until, rules))
            said = {one.slug: {name: getattr(one, name) for name in COLUMNS} for one in report(filled, since, until, NOW, rules)}
            assert said == {slug: {name: one[name] for name in COLUMNS} for slug, one in counts.items()}, (since, rules)
            seen.update(name for one in counts.values() for name in one.elements())
    assert set(seen) == set(COLUMNS), "a column that is always empty proves nothing"


def test_the_identities_of_the_form_hold(filled):
    """3 = 7 + 11, and what is open at the end of a period is what the next one begins with."""
    first, second = (total(report(filled, *period, NOW)) for period in PERIODS[:2])
    assert first.received == first.solved + first.open and second.received == second.solved + second.open
    assert first.open == second.carried > 0


def test_the_report_is_one_statement(filled):
    with statements(filled) as sent:
        rows = report(filled, *PERIODS[0], NOW)
    assert len(sent) == 1 and [one.slug for one in rows] == list(filled.registry.slugs())


def test_readings_are_the_offices_from_their_day_on_and_confirmed_by_a_document(filled):
    first_of = {one.name: one.choices[0].value for one in READINGS}
    before = readings_on(filled, NOW.date())
    assert {one.reading.name: one.value for one in before} == first_of and not any(one.decided for one in before)
    assert rules_from(before) == Rules(), "what counts until the office decides"
    given = {"in_force_from": "25/11/2026", "document": "Quyết định thí dụ", **first_of, "received": "filed", "direct": "local"}
    administrator = Actor("officer", None, "Quản trị", frozenset({Role.ADMINISTRATOR}))
    revise(filled, REPORT.slug, given, administrator, NOW)
    assert readings_on(filled, date(2026, 11, 24)) == before, "a period that ended before is read as it was"
    after = readings_on(filled, date(2026, 11, 25))
    assert all(one.decided for one in after), "what stays as it was is confirmed by the same document"
    assert rules_from(after) == Rules(frozenset({"local"}), received_when_filed=True)
    with pytest.raises(InvalidInputs):
        revise(filled, REPORT.slug, {**given, "waiting": "perhaps"}, administrator, NOW)
    with pytest.raises(InvalidInputs):
        revise(filled, REPORT.slug, given, administrator, NOW)


def test_figures_stand_in_the_order_of_the_form():
    assert Row("x", 1, 2, 3, 4, 5, 6, 7, 8).figures() == (6, 1, 2, 3, 15, 4, 5, 6, 15, 7, 8)


def test_every_way_of_coming_in_is_counted():
    assert {"local", NATIONAL_PORTAL} == set(INTAKES)
