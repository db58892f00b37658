"""Every clock of a dossier from its case, its pinned rules and the calendar. No reading of the time: `now` is not even asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procedures.case.ledger import NOT_STARTED, Clock, read
from procedures.case.replay import Case
from procedures.clock.calendar import Calendar
from procedures.clock.limits import parse_limit
from procedures.clock.working_time import due
from procedures.definition import ActionKind, Definition, Phase, Variant

RECEPTION_KINDS = frozenset({ActionKind.ACCEPT, ActionKind.RECEIVE_ORIGINALS})


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of a dossier: the whole, reception's check, the present step, each consultation, the first promise."""

    overall: Clock
    reception: Clock
    step: Clock
    consultations: Mapping[str, Clock]
    first_promise: datetime | None
    reminder: datetime | None = None


def due_at(calendar: Calendar, start: datetime, limit: str) -> Clock:
    """A clock that runs from `start` under `limit` without pauses."""
    answer = due(calendar, start, parse_limit(limit))
    return Clock("running", answer.at, answer.provisional, start)


def clocks_of(case: Case, definition: Definition, calendar: Calendar) -> Clocks:
    """Derive all clocks. `case.limit` is the limit of its acceptance, or of what counted it anew since."""
    variant = definition.variant(case.variant)
    return Clocks(
        overall=read(case.ledger, calendar, case.limit) if case.limit else NOT_STARTED,
        reception=_reception(case, definition, variant, calendar),
        step=step_clock(case, variant, calendar),
        consultations={one.body: _consultation(one) for one in case.consultations},
        first_promise=case.promise,
        reminder=_reminder(case, variant, calendar),
    )


def originals_due_at(case: Case, variant: Variant, clocks: Clocks) -> datetime | None:
    """Until when the originals are to come; None where nothing, or nothing but an answer, is awaited of the applicant."""
    waits = variant.state(case.state).phase is Phase.CITIZEN and case.open_supplement is None
    return clocks.step.due_at if waits else None


def estimate(
    definition: Definition,
    variant: Variant,
    facts: Mapping[str, Any],
    parameters: Mapping[str, Any],
    filed_at: datetime,
    calendar: Calendar,
) -> datetime:
    """When the result may be expected if reception uses its whole limit: shown at filing, promised by nobody."""
    checked = due_at(calendar, filed_at, definition.reception_limit).due_at
    limit = variant.committed_limit(facts, parameters)
    return due_at(calendar, checked, limit).due_at if limit else checked


def _reception(case: Case, definition: Definition, variant: Variant, calendar: Calendar) -> Clock:
    """Runs while a filed dossier waits at reception; a dossier that came back from the applicant is checked anew."""
    if case.accepted_at or case.closed_at:
        return NOT_STARTED
    if variant.state(case.state).phase is not Phase.OFFICE:
        return NOT_STARTED
    return due_at(calendar, case.entered_at, definition.reception_limit)


def step_clock(case: Case, variant: Variant, calendar: Calendar) -> Clock:
    """The time of the one who has the ball now: a desk, the applicant, or the slowest body asked, which may have answered."""
    state = variant.state(case.state)
    if state.phase is Phase.CITIZEN and case.open_supplement and case.open_supplement.answer_by:
        return Clock("running", case.open_supplement.answer_by, False, case.entered_at)
    asked = case.awaited or tuple(one for one in case.consultations if one.asked_at >= case.entered_at)
    if asked and state.phase is Phase.OTHER_BODY:
        return Clock("running", max(one.due_at for one in asked), False, case.entered_at)
    if state.step is None or not state.step.limit:
        return NOT_STARTED
    return due_at(calendar, case.entered_at, state.step.limit)


def _reminder(case: Case, variant: Variant, calendar: Calendar) -> datetime | None:
    """When the office asks how a matter stands that no limit binds; nothing is late after it."""
    step = variant.state(case.state).step
    return due_at(calendar, case.entered_at, step.remind_after).due_at if step and step.remind_after else None


def _consultation(one: Any) -> Clock:
    status = "stopped" if one.opinion else "running"
    return Clock(status, one.due_at, False, one.asked_at)
