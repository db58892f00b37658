"""Who may do what to a dossier now. Pure sentences over case and actor; nothing is loaded and nobody is signed in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procedures.case.clocks import due_at, step_clock
from procedures.case.events import Actor
from procedures.case.replay import Case
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.definition import Action, ActionKind, Definition, Role, Variant

OF_THE_DIVISION = frozenset({Role.SPECIALIST, Role.DIVISION_HEAD})
DECIDES = frozenset({ActionKind.ENDORSE, ActionKind.APPROVE, ActionKind.REFUSE})


@dataclass(frozen=True, slots=True)
class Situation:
    """A dossier as a decision sees it: its law, its history folded, its answers, its pinned parameters, the calendar."""

    definition: Definition
    case: Case
    answers: Mapping[str, Any]
    parameters: Mapping[str, Any]
    calendar: Calendar

    @property
    def variant(self) -> Variant:
        return self.definition.variant(self.case.variant)

    def facts(self, at: datetime, variant: str = "") -> dict[str, Any]:
        """Answers and derived facts on the local date of `at`; `derive` finds the variant, or the one named, among its parameters."""
        known = {**self.parameters, "variant": variant or self.case.variant}
        return self.definition.facts(self.answers, known, at.astimezone(OFFICE_TIME).date())

    def is_past(self, due: datetime, at: datetime) -> bool:
        """Whether the due minute is over at an instant; its seconds still belong to it."""
        return self.calendar.minute_of(due) < self.calendar.minute_of(at)


def available(situation: Situation, actor: Actor, at: datetime) -> tuple[Action, ...]:
    """The actions this actor may take now, the recommended first."""
    allowed = [one for one in situation.variant.actions if refusal(situation, one, actor, at) == ""]
    return tuple(sorted(allowed, key=lambda one: not one.recommended))


def refusal(situation: Situation, action: Action, actor: Actor, at: datetime) -> str:
    """ "" when the actor may take the action, else the code of the reason why not."""
    case = situation.case
    if case.state not in action.frm:
        return "not_in_this_state"
    roles = actor.roles.intersection(action.by)
    if not roles:
        return "not_your_role"
    if not _in_charge(case, actor, roles):
        return "not_your_dossier"
    if not _signs_for(situation.definition, actor, roles):
        return "other_field"
    if action.holder_only and actor.deputy:
        return "no_substitute"
    if action.kind in DECIDES and actor.id in case.examined_by:
        return "examined_it"
    if not action.offered_when.holds(situation.facts(at)):
        return "not_offered"
    return _kind_refusal(situation, action, roles, at)


def _in_charge(case: Case, actor: Actor, roles: frozenset[Role] | set[Role]) -> bool:
    """A specialist acts on what was assigned, a head on the dossiers of the division; other roles serve every dossier."""
    if roles - OF_THE_DIVISION:
        return True
    if case.division and actor.division != case.division:
        return False
    return Role.DIVISION_HEAD in roles or case.assignee_id == actor.id


def _signs_for(definition: Definition, actor: Actor, roles: frozenset[Role] | set[Role]) -> bool:
    if Role.DIRECTOR not in roles or not actor.deputy or not actor.fields:
        return True
    return definition.slug in actor.fields


def _kind_refusal(situation: Situation, action: Action, roles: frozenset[Role] | set[Role], at: datetime) -> str:
    case = situation.case
    match action.kind:
        case ActionKind.REQUEST_SUPPLEMENT:
            if case.accepted_at and not _first_and_early(situation, at) and Role.DIVISION_HEAD not in roles:
                return "needs_the_head"
        case ActionKind.RECORD_OPINION if not case.awaited:
            return "nobody_awaited"
        case ActionKind.CLOSE_CONSULTATION if not _may_close_consultation(situation, at):
            return "opinions_awaited"
        case ActionKind.REFUSE if not case.all_refused:
            return "not_all_refused"
        case ActionKind.DECLINE_MOVE if not case.moved_from:
            return "not_moved"
        case ActionKind.RECORD_PAYMENT if case.paid_vnd:
            return "already_paid"
        case ActionKind.STOP if not _waited_long_enough(situation, at):
            return "still_in_time"
    return ""


def supplement_restarts(situation: Situation, at: datetime) -> bool:
    """Whether the limits run again from zero once the supplement asked for at `at` is complete.

    Căn cứ: NĐ 61/2018/NĐ-CP, Điều 19 khoản 4.
    """
    if situation.case.accepted_at is None:
        return False
    return _first_and_early(situation, at) or situation.definition.supplement.late_restarts


def _first_and_early(situation: Situation, at: datetime) -> bool:
    """The first request after acceptance, within the time in which a request restarts the limits."""
    case = situation.case
    if case.accepted_at is None or any(one.requested_at >= case.accepted_at for one in case.supplements):
        return False
    until = due_at(situation.calendar, case.accepted_at, situation.definition.supplement.restart_within).due_at
    return not situation.is_past(until, at)


def _may_close_consultation(situation: Situation, at: datetime) -> bool:
    """Every body has answered, or its time is over and the law reads silence as consent."""
    silent = {body.code: body.silence_is_consent for body in situation.variant.bodies}
    return all(situation.is_past(one.due_at, at) and silent.get(one.body, False) for one in situation.case.awaited)


def _waited_long_enough(situation: Situation, at: datetime) -> bool:
    """The minute has passed until which the applicant may still bring what is missing."""
    until = step_clock(situation.case, situation.variant, situation.calendar).due_at
    return until is None or situation.is_past(until, at)
