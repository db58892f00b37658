"""An action on a dossier by an officer or its applicant: load, decide, record, tell, in one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from casework.context import Casework
from casework.queries.visible import to_act_on
from casework.services.paperwork import NumberTaken, Occasion, after_action
from casework.services.recording import in_order, record_telling
from casework.services.telling import Addressee
from casework.services.uploading import Upload, keep, store
from procedures.answers import AnswerError, validate_fields
from procedures.case.decide import Refused, decide
from procedures.case.events import Actor, Event
from procedures.case.inputs import Surroundings, inputs_for
from procedures.case.permission import Situation, refusal
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Action, Field

ReadInputs = Callable[[Sequence[Field]], Mapping[str, Any]]


class InvalidInputs(ValueError):
    """The form of the action has errors, by field name."""

    def __init__(self, errors: tuple[AnswerError, ...]) -> None:
        super().__init__(", ".join(f"{one.path}: {one.code}" for one in errors))
        self.errors = errors


class Stale(RuntimeError):
    """Somebody acted since the page was made; `since` are their events, oldest first."""

    def __init__(self, since: tuple[Event, ...]) -> None:
        super().__init__("the page is stale")
        self.since = since


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an action: the new state and the sequence of its event."""

    code: str
    state: str
    sequence: int
    action: Action


def act(
    casework: Casework,
    code: str,
    action_code: str,
    raw: Mapping[str, Any] | ReadInputs,
    *,
    by: Actor,
    at: datetime,
    seen: int,
    files: Sequence[Upload] = (),
) -> Acted:
    """Take an action. `seen` is the sequence of the last event on the page the actor saw; `raw` is what was typed, or
    reads it for the fields that the action asks.

    Raises DossierNotFound, Stale, InvalidInputs, UploadRefused or procedures.case.decide.Refused.
    """
    stored = store(casework, f"action:{action_code}", -1, files, at) if files else []
    try:
        with casework.database.unit_of_work() as session:
            given = to_act_on(session, casework, code, by)
            loaded, dossier, situation = given.loaded, given.loaded.dossier, given.loaded.situation
            if dossier.version != seen:
                raise Stale(tuple(one for one in loaded.events if one.sequence > seen))
            at = in_order(loaded.events, at)
            action = action_named(situation.variant.actions, action_code)
            decision = decide(situation, action, _inputs(situation, action, given.around, raw, by, at), by, at)
            if stored:
                decision.data["files"] = [one.id for one in stored]
            whom = Addressee(given.email, given.phone, given.language) if given.language else None
            case = record_telling(session, dossier, situation, loaded.events, decision, by, at, whom)
            for row in stored:
                row.dossier_id = dossier.id
            keep(session, casework, stored, at)
            after_action(Occasion(session, casework, dossier, situation, case, decision, by, at))
            return Acted(code, case.state, dossier.version, action)
    except IntegrityError as conflict:
        raise _meaning_of(conflict) from conflict


def _inputs(
    situation: Situation,
    action: Action,
    around: Surroundings,
    raw: Mapping[str, Any] | ReadInputs,
    by: Actor,
    at: datetime,
) -> Mapping[str, Any]:
    """What was typed, judged; whether the actor may do it at all comes first. Raises Refused or InvalidInputs."""
    why_not = refusal(situation, action, by, at)
    if why_not:
        raise Refused(why_not)
    fields = inputs_for(action, situation.definition, situation.case, around)
    typed = raw(fields) if callable(raw) else raw
    checked = validate_fields(fields, typed, at.astimezone(OFFICE_TIME).date())
    if checked.errors:
        raise InvalidInputs(checked.errors)
    return checked.answers


def _meaning_of(conflict: IntegrityError) -> Exception:
    """Two writers met in the database: the same event, or the same number of a book."""
    message = str(conflict.orig)
    if "dossier_events" in message:
        return Stale(())
    if "papers" in message and "number" in message:
        return NumberTaken("number", 0, "", 0)
    return conflict


def action_named(actions: tuple[Action, ...], code: str) -> Action:
    """The action of that code; an unknown one is refused like one that is not offered."""
    for action in actions:
        if action.code == code:
            return action
    raise Refused("not_offered")
