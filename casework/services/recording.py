"""The one place that writes an event, the columns derived from it and what must be told. It decides nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from casework.models import Dossier, DossierEvent, OutboxMessage
from casework.queries.law_in_force import newest_calendar
from casework.services.telling import Addressee, addressee_of, notice
from casework.services.writing import Row, write_together
from procedures.case.clocks import Clocks, clocks_of
from procedures.case.decide import Decision
from procedures.case.events import Actor, Event
from procedures.case.permission import Situation
from procedures.case.replay import Case, replay
from procedures.clock.calendar import Calendar
from procedures.definition import Definition, Phase, Role

CITIZEN_ROLE = str(Role.CITIZEN)
DOSSIERS, EVENTS, OUTBOX = Dossier.__table__, DossierEvent.__table__, OutboxMessage.__table__


def in_order(events: tuple[Event, ...], at: datetime) -> datetime:
    """The instant of a dossier's next event: no earlier than its last one, whatever a clock that was set back says."""
    return max(at, events[-1].at)


def record(
    session: Session,
    dossier: Dossier,
    situation: Situation,
    events: tuple[Event, ...],
    decision: Decision,
    actor: Actor,
    at: datetime,
) -> Case:
    """Append the event of a decision, bring the derived columns up to date, tell the applicant. Returns the new case."""
    whom = addressee_of(session, dossier.account_id) if decision.notice else None
    return record_telling(session, dossier, situation, events, decision, actor, at, whom)


def record_telling(
    session: Session,
    dossier: Dossier,
    situation: Situation,
    events: tuple[Event, ...],
    decision: Decision,
    actor: Actor,
    at: datetime,
    whom: Addressee | None,
) -> Case:
    """`record` for a caller that has read whom to tell: everything is written in one round trip."""
    event = Event(
        sequence=events[-1].sequence + 1 if events else 1,
        action=decision.action.code,
        kind=decision.action.kind,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        state=decision.state,
        data=decision.data,
    )
    case = replay((*events, event))
    told = None
    if decision.notice:
        params = notice_params(dossier, decision.data)
        told = notice(whom, decision.notice, params, f"event-{event.sequence}", at, dossier.id, dossier.code)
    changes = _changes(session, dossier, case, situation) | {"version": event.sequence}
    rows = [Row(EVENTS, event_row(event, dossier.id))]
    rows += [Row(OUTBOX, told)] if told else []
    write_together(session.connection(), *rows, Row(DOSSIERS, changes, {"id": dossier.id}))
    for name, value in changes.items():
        set_committed_value(dossier, name, value)
    return case


def _changes(session: Session, dossier: Dossier, case: Case, situation: Situation) -> dict[str, Any]:
    """The derived columns that are no longer true; at the end of a dossier its calendar revision is pinned too."""
    derived = derived_columns(case, situation.definition, situation.calendar)
    changed = {name: value for name, value in derived.items() if getattr(dossier, name) != value}
    if case.closed_at and dossier.calendar_revision_id is None:
        changed["calendar_revision_id"] = newest_calendar(session)[0]
    return changed


def event_row(event: Event, dossier_id: Any) -> dict[str, Any]:
    """The columns of an event; two writers of one sequence cannot both succeed."""
    return {
        "dossier_id": dossier_id,
        "sequence": event.sequence,
        "action": event.action,
        "kind": str(event.kind),
        "at": event.at,
        "actor_kind": event.actor_kind,
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "state": event.state,
        "data": dict(event.data),
    }


def derived_columns(case: Case, definition: Definition, calendar: Calendar) -> dict[str, Any]:
    """Every column that repeats what the events say; `flask check` rebuilds and compares them."""
    state = definition.variant(case.variant).state(case.state)
    clocks = clocks_of(case, definition, calendar)
    step_due = clocks.step.due_at if case.accepted_at or state.phase is not Phase.OFFICE else clocks.reception.due_at
    return {
        "variant": case.variant,
        "state": case.state,
        "phase": str(state.phase),
        "national_status": state.national_status,
        "waiting_role": _waiting_role(state),
        "division": case.division,
        "assignee_id": case.assignee_id,
        "due_at": clocks.overall.due_at,
        "step_due_at": step_due,
        "urgent_at": _urgent_at(case, clocks, step_due),
        "first_promise_at": case.promise,
        "accepted_at": case.accepted_at,
        "finished_at": case.finished_at,
        "closed_at": case.closed_at,
    }


def _waiting_role(state: Any) -> str:
    if state.phase is Phase.CITIZEN:
        return CITIZEN_ROLE
    return str(state.step.role) if state.step else ""


def _urgent_at(case: Case, clocks: Clocks, step_due: datetime | None) -> datetime:
    """The earlier of the two; a promise that was kept or broken presses nobody any more."""
    promise = None if case.finished_at and step_due else clocks.overall.due_at
    known = [one for one in (promise, step_due) if one is not None]
    return min(known) if known else clocks.reminder or case.entered_at


def notice_params(dossier: Dossier, data: dict[str, Any]) -> dict[str, Any]:
    """What a message may say: code, title, and the facts of the event that are the applicant's to know."""
    shown = ("reason", "promise", "items", "answer_by", "limit")
    return {"code": dossier.code, "title": dossier.title} | {name: data[name] for name in shown if name in data}
