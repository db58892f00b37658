"""Officers are told once of what is nearly late and of what became late; what did not change is not read. Both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import event, select, update

from casework.models import Dossier, DutyRun, Officer, OutboxMessage
from casework.periods import DEADLINES, PROMISES
from casework.services.deadlines import tell_of_deadlines, tell_of_promises
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.application import Clock
from tests.support.desks import Desks

MINUTE = timedelta(minutes=1)


def told(desks: Desks) -> list[tuple[str, str]]:
    """(kind, address) of every notice about a deadline."""
    with desks.casework.database.reading() as session:
        query = select(OutboxMessage.kind, OutboxMessage.recipient).where(OutboxMessage.kind.in_(["step_late", "step_soon"]))
        return sorted(tuple(row) for row in session.execute(query))


def with_addresses(desks: Desks, *roles: Role) -> None:
    with desks.casework.database.unit_of_work() as session:
        session.execute(update(Officer).values(email=None))
        for role in roles:
            session.get_one(Officer, desks.officers[role].id).email = f"{role}@songoaivu.example"


def look(desks: Desks, at: datetime) -> int:
    """Look as the worker does: remember until when was looked."""
    found = tell_of_deadlines(desks.casework, at)
    with desks.casework.database.unit_of_work() as session:
        session.merge(DutyRun(name=DEADLINES, done_at=at))
    return found


def assigned(desks: Desks, at: datetime) -> Dossier:
    """A dossier in a specialist's hands."""
    code = desks.file("abtc", sample_answers(3, persons=1), at)
    desks.act(Role.RECEPTION, code, "accept", at)
    desks.act(Role.DIVISION_HEAD, code, "assign", at, officer=str(desks.officers[Role.SPECIALIST].id))
    return desks.loaded(code).dossier


def test_who_handles_it_and_the_head_are_told_once_before_and_once_after(desks_on_both: Desks, clock: Clock):
    with_addresses(desks_on_both, Role.SPECIALIST, Role.DIVISION_HEAD, Role.DIRECTOR, Role.RECEPTION)
    dossier = assigned(desks_on_both, clock.now)
    both = ["division_head@songoaivu.example", "specialist@songoaivu.example"]
    assert look(desks_on_both, clock.now) == 0
    due = dossier.urgent_at
    assert look(desks_on_both, due - MINUTE) == 2
    assert told(desks_on_both) == [("step_soon", one) for one in both]
    assert look(desks_on_both, due) == 0, "at the due minute it is in time"
    assert look(desks_on_both, due + MINUTE) == 2
    assert look(desks_on_both, due + timedelta(days=1)) == 0
    assert told(desks_on_both) == [*(("step_late", one) for one in both), *(("step_soon", one) for one in both)]


def test_looking_twice_at_the_same_window_puts_nothing_twice(desks_on_both: Desks, clock: Clock):
    with_addresses(desks_on_both, Role.SPECIALIST)
    due = assigned(desks_on_both, clock.now).urgent_at
    assert tell_of_deadlines(desks_on_both.casework, due + MINUTE) == 1
    assert tell_of_deadlines(desks_on_both.casework, due + MINUTE) == 0
    assert told(desks_on_both) == [("step_late", "specialist@songoaivu.example")]


def test_an_officer_without_an_address_is_left_to_the_list(desks_on_both: Desks, clock: Clock):
    with_addresses(desks_on_both)
    due = assigned(desks_on_both, clock.now).urgent_at
    assert look(desks_on_both, due + MINUTE) == 0


def test_what_waits_for_the_applicant_or_is_closed_is_nobodys_lateness(desks_on_both: Desks, clock: Clock):
    with_addresses(desks_on_both, Role.RECEPTION, Role.DIVISION_HEAD)
    code = desks_on_both.file("abtc", sample_answers(3, persons=1), clock.now)
    items = {"items": ["paper:passport"], "reason": "Trang hộ chiếu bị mờ."}
    desks_on_both.act(Role.RECEPTION, code, "request_supplement_at_reception", clock.now, **items)
    due = desks_on_both.loaded(code).dossier.urgent_at
    assert look(desks_on_both, due + MINUTE) == 0


def test_a_counter_of_several_officers_is_told_together(desks_on_both: Desks, clock: Clock):
    with_addresses(desks_on_both, Role.RECEPTION, Role.DIRECTOR)
    code = desks_on_both.file("abtc", sample_answers(3, persons=1), clock.now)
    due = desks_on_both.loaded(code).dossier.urgent_at
    assert look(desks_on_both, due + MINUTE) == 1
    assert told(desks_on_both) == [("step_late", "reception@songoaivu.example")]


def of_promises(desks: Desks, at: datetime) -> list[tuple[str, str]]:
    """What one look at the promises puts, as the worker does it."""
    count = tell_of_promises(desks.casework, at)
    with desks.casework.database.unit_of_work() as session:
        session.merge(DutyRun(name=PROMISES, done_at=at))
        query = select(OutboxMessage.kind, OutboxMessage.params).where(OutboxMessage.kind.startswith("promise_"))
        found = [(kind, params["due_at"]) for kind, params in session.execute(query.order_by(OutboxMessage.created_at))]
    return found[len(found) - count :]


def test_a_promise_behind_a_late_step_is_told_a_working_day_ahead_and_when_it_is_broken(desks_on_both: Desks, clock: Clock):
    with_addresses(desks_on_both, Role.SPECIALIST)
    dossier = assigned(desks_on_both, clock.now)
    step, due = dossier.step_due_at, dossier.due_at
    assert step + timedelta(days=3) < due
    assert of_promises(desks_on_both, due - timedelta(days=3)) == [], "more than a working day is left"
    assert of_promises(desks_on_both, due - timedelta(hours=1)) == [("promise_soon", due.isoformat())]
    assert of_promises(desks_on_both, due) == []
    assert of_promises(desks_on_both, due + MINUTE) == [("promise_late", due.isoformat())]
    assert of_promises(desks_on_both, due + timedelta(days=1)) == []


def test_a_promise_that_ends_with_its_step_is_told_as_a_step_alone(desks_on_both: Desks, clock: Clock):
    with_addresses(desks_on_both, Role.SPECIALIST)
    dossier = assigned(desks_on_both, clock.now)
    assert of_promises(desks_on_both, dossier.step_due_at - MINUTE) == []
    with desks_on_both.casework.database.unit_of_work() as session:
        session.get_one(Dossier, dossier.id).step_due_at = None
        session.get_one(Dossier, dossier.id).urgent_at = dossier.due_at
    assert of_promises(desks_on_both, dossier.due_at - MINUTE) == of_promises(desks_on_both, dossier.due_at + MINUTE) == []


def test_what_did_not_change_costs_nothing(desks_on_both: Desks, clock: Clock):
    """The same few statements whatever is open, and no row of a dossier whose due time lies outside the two looks."""
    with_addresses(desks_on_both, Role.RECEPTION)
    for _ in range(3):
        desks_on_both.file("abtc", sample_answers(3, persons=1), clock.now)
    due = max(one for one in due_times(desks_on_both))
    look(desks_on_both, due + MINUTE)
    statements: list[str] = []
    engine = desks_on_both.casework.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert tell_of_deadlines(desks_on_both.casework, due + timedelta(hours=1)) == 0
    assert len([one for one in statements if one.lstrip().upper().startswith(("SELECT", "INSERT"))]) <= 4
    assert all("officers" not in one for one in statements)


def due_times(desks: Desks) -> list[datetime]:
    with desks.casework.database.reading() as session:
        return list(session.scalars(select(Dossier.urgent_at)))
