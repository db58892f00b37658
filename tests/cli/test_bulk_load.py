"""A bulk load is what the services would have made: the same stories through both give the same rows, on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from casework.context import Casework
from casework.models import Account, Attachment, Dossier, DossierCounter, DossierEvent, Obligation, OutboxMessage
from casework.queries.inspection import columns_that_differ
from casework.services import bulk_recording
from cli.demonstration import bulk
from cli.demonstration.bulk import loading
from cli.demonstration.bulk.lives import NUMBERS_A_DOSSIER, OwnNumbers, course
from cli.demonstration.bulk.loading import Making, codes_for, making, piece
from cli.demonstration.bulk.world import QuickHours
from cli.demonstration.dossiers.agenda import Clock, run
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.desks import Desks
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.matter import Matter, Office
from cli.demonstration.dossiers.scans import Scans
from cli.demonstration.office import open_office
from procedures.definition import Role
from tests.support.times import vn

NOW = vn("2026-10-14T09:30")
SINCE, UNTIL = date(2023, 10, 16), date(2026, 10, 14)
SEED = 5
# What is chance or bookkeeping in a row and no part of the story: ids, random secrets, where a message stands on its way.
NOT_COMPARED = {
    Dossier: {"id", "access_nonce", "code"},
    DossierEvent: {"id", "dossier_id"},
    OutboxMessage: {"id", "dossier_id", "dedupe", "state", "attempts", "next_at", "sent_at", "rendered", "params"},
    Obligation: {"id", "dossier_id"},
    Attachment: {"id", "dossier_id", "storage_key"},
}
IDS = {"files"}


class NothingCarried(Matter):
    """A bulk load carries no paper from hand to hand, which takes its time; so nobody does it here either."""

    def may_hand(self, frm: Role, to: Role) -> bool:
        return False


def prepared(casework: Casework, count: int) -> Making:
    open_office(casework, NOW)
    return making(casework, count, SEED, SINCE, UNTIL, NOW, files=True)


def lived_through_services(casework: Casework, made: Making) -> list[str]:
    """The same plan with the real services, everything in the order of time; returns the codes in the plan's order."""
    clock, hours = Clock(made.plan[0].filed_at), QuickHours(made.load.hours.calendar)
    desks, scans = Desks(casework), Scans()
    matters = []
    for one in made.plan:
        with casework.database.reading() as session:
            account = session.get_one(Account, made.accounts[one.login])
        office = Office(casework, clock, hours, desks, OwnNumbers(one.number), scans)
        matters.append(NothingCarried(office, account, chance(SEED, one.number)))
    lives = zip(made.plan, matters, strict=True)
    run(((one.filed_at, course(matter, one)) for one, matter in lives), clock, made.load.until, lambda: None)
    return [one.code for one in matters]


def rows_of(casework: Casework, model: Any, *order: Any) -> dict[int, list[dict[str, Any]]]:
    """What is compared of the rows of each dossier, by its id."""
    found: dict[int, list[dict[str, Any]]] = {}
    with casework.database.reading() as session:
        for row in session.scalars(select(model).order_by(*order)):
            kept = {one.name: getattr(row, one.name) for one in model.__table__.columns}
            owner = kept["id"] if model is Dossier else kept["dossier_id"]
            if "data" in kept:
                kept["data"] = {name: value for name, value in kept["data"].items() if name not in IDS}
            found.setdefault(owner, []).append({name: kept[name] for name in kept.keys() - NOT_COMPARED[model]})
    return found


def story(casework: Casework, codes: list[str]) -> list[dict[str, Any]]:
    """Everything that is kept of each dossier, in the order of the codes."""
    orders = {
        Dossier: (Dossier.id,),
        DossierEvent: (DossierEvent.sequence,),
        OutboxMessage: (OutboxMessage.created_at, OutboxMessage.kind),
        Obligation: (Obligation.code,),
        Attachment: (Attachment.uploaded_at, Attachment.component, Attachment.item),
    }
    by_model = {model: rows_of(casework, model, *order) for model, order in orders.items()}
    with casework.database.reading() as session:
        ids = {one.code: one.id for one in session.execute(select(Dossier.code, Dossier.id))}
    return [
        {model.__tablename__: rows.get(ids[code], []) for model, rows in by_model.items()} | {"day": code[:-7]}
        for code in codes
    ]


def made_both_ways(app: Flask, count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same stories by the services, then in bulk beside them."""
    casework: Casework = app.extensions["casework"]
    made = prepared(casework, count)
    with app.app_context():
        by_services = story(casework, lived_through_services(casework, made))
    beside = bulk_recording.reserve(casework, "dossiers", count)
    again = replace(made, codes=codes_for(casework, made.plan), first_id=beside)
    bulk_recording.record_batch(casework, piece(again, 0))
    return by_services, story(casework, again.codes)


def differences(rows: Any, others: Any) -> list[tuple[str, Any, Any]]:
    """Column by column what differs, so that a failure says it in a line."""
    if isinstance(rows, str) or len(rows) != len(others):
        return [] if rows == others else [("all", rows, others)]
    pairs = zip(rows, others, strict=True)
    return [(name, row[name], other[name]) for row, other in pairs for name in row if row[name] != other[name]]


def assert_alike(by_services: list[dict[str, Any]], in_bulk: list[dict[str, Any]], count: int) -> None:
    assert len(by_services) == len(in_bulk) == count
    for one, other in zip(by_services, in_bulk, strict=True):
        for table in one:
            assert differences(one[table], other[table]) == [], table


def test_ten_dossiers_are_what_the_services_make(app_on_both: Flask):
    assert_alike(*made_both_ways(app_on_both, 10), 10)


@pytest.mark.slow
def test_two_hundred_dossiers_are_what_the_services_make(app_on_both: Flask):
    assert_alike(*made_both_ways(app_on_both, 200), 200)


def test_a_load_is_whole_and_goes_on_where_the_day_stands(casework_on_both: Casework, monkeypatch: pytest.MonkeyPatch):
    casework = casework_on_both
    open_office(casework, NOW)
    monkeypatch.setattr(loading, "WORTH_SHARING", 0)
    monkeypatch.setattr(loading, "PIECE", 25)
    seen: list[tuple[int, int]] = []
    period = {"since": SINCE, "until": UNTIL, "now": NOW, "workers": 2}
    codes = bulk.load(casework, count=60, seed=SEED, progress=lambda *at: seen.append(at), **period)
    codes += bulk.load(casework, count=20, seed=SEED + 1, **period)
    assert seen == [(25, 60), (50, 60), (60, 60)]
    with casework.database.reading() as session:
        kept = session.execute(select(Dossier.code, Dossier.filed_at, Dossier.closed_at).order_by(Dossier.id)).all()
        counters = dict(session.execute(select(DossierCounter.day, DossierCounter.last)).all())
        messages = Counter(session.scalars(select(OutboxMessage.state)))
        events = session.scalar(select(func.count()).select_from(DossierEvent))
    assert [one.code for one in kept] == codes
    assert len(set(codes)) == 80
    assert counters == Counter(local_date(one.filed_at) for one in kept)
    assert [one.filed_at for one in kept[:60]] == sorted(one.filed_at for one in kept[:60])
    assert max(one.filed_at for one in kept) <= NOW
    assert 2 <= sum(one.closed_at is None for one in kept) <= 24
    assert set(messages) == {"sent"}
    assert events and events > 5 * len(kept)
    assert list(columns_that_differ(casework)) == []


def test_a_load_leaves_sqlite_without_statistics(casework: Casework) -> None:
    """With them it reads every open dossier for each list: `bulk_recording.refresh_statistics` says why."""
    open_office(casework, NOW)
    bulk.load(casework, count=20, seed=SEED, since=SINCE, until=UNTIL, now=NOW, workers=1)
    with casework.database.asking() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")) == 0


def test_the_books_of_a_dossier_never_meet_those_of_another():
    one, other = OwnNumbers(7), OwnNumbers(8)
    taken = [one.next("submission", UNTIL) for _ in range(NUMBERS_A_DOSSIER)]
    assert other.next("submission", UNTIL) not in taken
