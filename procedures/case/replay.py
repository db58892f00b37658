"""The state of a dossier, derived from its events. Nothing else may decide what state a dossier is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from procedures.case.events import Event, LedgerEntry
from procedures.definition import ActionKind, Outcome

WORKED = frozenset({ActionKind.CONSULT, ActionKind.PROPOSE})


@dataclass(frozen=True, slots=True)
class Supplement:
    """One supplement request: what was asked, why, when, by when, and when it was answered and confirmed.

    `sent` are the files of earlier answers: a further round of the same request is answered by others.
    """

    number: int
    items: tuple[str, ...]
    reason: str
    requested_at: datetime
    answer_by: datetime | None
    restarts: bool
    answered_at: datetime | None = None
    confirmed_at: datetime | None = None
    rounds: int = 1
    sent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consultation:
    """One body asked, with its own due time. `opinion` is "" while it is awaited."""

    body: str
    asked_at: datetime
    due_at: datetime
    opinion: str = ""
    received_on: date | None = None
    reference: str = ""
    note: str = ""
    extended: bool = False


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """The decision on one item ("0", "1", … or "" for the whole dossier), proposed or made."""

    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StepRun:
    """One stay in a state. `left_at` is None for the present one; `by` is who ended it."""

    state: str
    entered_at: datetime
    left_at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything derived from the history. Times are aware; ids are officers' ids.

    `decided_here` tells a decision that the office's own signature made from one that another body sent.
    """

    state: str
    variant: str
    filed_at: datetime
    entered_at: datetime
    division: str = ""
    assignee_id: int | None = None
    accepted_at: datetime | None = None
    finished_at: datetime | None = None
    closed_at: datetime | None = None
    promise: datetime | None = None
    limit: str = ""
    origin: str = ""
    moved_from: str = ""
    supplements: tuple[Supplement, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    proposed: Mapping[str, ItemOutcome] = field(default_factory=dict)
    decided: Mapping[str, ItemOutcome] = field(default_factory=dict)
    examined_by: frozenset[int] = frozenset()
    proposed_by: int | None = None
    signed_by: str = ""
    signed_at: datetime | None = None
    decided_here: bool = False
    ledger: tuple[LedgerEntry, ...] = ()
    steps: tuple[StepRun, ...] = ()
    decision: Mapping[str, Any] = field(default_factory=dict)
    paid_vnd: int = 0
    originals: tuple[Mapping[str, Any], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    last: Event | None = None

    @property
    def open_supplement(self) -> Supplement | None:
        """The supplement that still waits for its answer or its confirmation."""
        last = self.supplements[-1] if self.supplements else None
        return last if last and last.confirmed_at is None else None

    @property
    def all_refused(self) -> bool:
        """Whether everything that was proposed is proposed for refusal."""
        return bool(self.proposed) and all(one.outcome == Outcome.REFUSED for one in self.proposed.values())

    @property
    def awaited(self) -> tuple[Consultation, ...]:
        return tuple(one for one in self.consultations if not one.opinion)


_FIELDS = tuple(one.name for one in fields(Case))


def replay(events: Iterable[Event]) -> Case:
    """Fold the history, oldest first; the first event must be the submission."""
    left = iter(events)
    first = next(left, None)
    if first is None:
        raise ValueError("a dossier has at least the event of its submission")
    # A case has many fields: it is made once, when all are known, and not anew for each event.
    begun = _begin(first)
    folded = SimpleNamespace(**{name: getattr(begun, name) for name in _FIELDS})
    for event in left:
        vars(folded).update(_changed(folded, event))
    return Case(**vars(folded))


def advance(case: Case, event: Event) -> Case:
    """The case after one event more."""
    return replace(case, **_changed(case, event))


def _begin(event: Event) -> Case:
    return Case(
        state=event.state,
        variant=event.data["variant"],
        division=event.data.get("division", ""),
        filed_at=event.at,
        entered_at=event.at,
        ledger=_ledger_of(event),
        steps=(StepRun(event.state, event.at),),
        last=event,
    )


def _ledger_of(event: Event) -> tuple[LedgerEntry, ...]:
    return tuple(LedgerEntry.from_json(one, event.actor_name) for one in event.data.get("ledger", ()))


def _changed(case: Any, event: Event) -> dict[str, Any]:
    """The fields of a case that an event gives other values."""
    changes = _moved(case, event) | {"ledger": case.ledger + _ledger_of(event), "last": event}
    if event.kind in WORKED and event.actor_id is not None:
        changes["examined_by"] = case.examined_by | {event.actor_id}
    change = _CHANGES.get(event.kind)
    return changes | change(case, event) if change else changes


def _moved(case: Any, event: Event) -> dict[str, Any]:
    """What an event changes about where the dossier stands."""
    data, changes = event.data, {}
    if data.get("closed"):
        changes["closed_at"] = event.at
    if data.get("finished") and case.finished_at is None:
        changes["finished_at"] = event.at
    if event.state == case.state and not data.get("re_entered"):
        return changes
    steps = (*case.steps[:-1], replace(case.steps[-1], left_at=event.at, by=event.actor_name))
    return changes | {"state": event.state, "entered_at": event.at, "steps": (*steps, StepRun(event.state, event.at))}


def _accepted(case: Any, event: Event) -> dict[str, Any]:
    promise = event.data.get("promise")
    return {
        "accepted_at": event.at,
        "promise": datetime.fromisoformat(promise) if promise else None,
        "limit": event.data.get("limit", ""),
    }


def _supplement_requested(case: Any, event: Event) -> dict[str, Any]:
    answer_by = event.data.get("answer_by")
    request = Supplement(
        number=len(case.supplements) + 1,
        items=tuple(event.data["items"]),
        reason=event.data["reason"],
        requested_at=event.at,
        answer_by=datetime.fromisoformat(answer_by) if answer_by else None,
        restarts=bool(event.data.get("restarts")),
    )
    return {"supplements": (*case.supplements, request), "origin": event.data["origin"]}


def _last_supplement(case: Any, **changes: Any) -> dict[str, Any]:
    return {"supplements": (*case.supplements[:-1], replace(case.supplements[-1], **changes))}


def _supplement_answered(case: Any, event: Event) -> dict[str, Any]:
    confirmed = event.at if event.data.get("needs_no_check") else None
    sent = (*case.supplements[-1].sent, *event.data.get("files", ()))
    return _last_supplement(case, answered_at=event.at, confirmed_at=confirmed, sent=tuple(dict.fromkeys(sent)))


def _supplement_confirmed(case: Any, event: Event) -> dict[str, Any]:
    return _last_supplement(case, confirmed_at=event.at) | {"limit": event.data.get("limit", case.limit)}


def _still_incomplete(case: Any, event: Event) -> dict[str, Any]:
    last, answer_by = case.supplements[-1], event.data.get("answer_by")
    return _last_supplement(
        case,
        items=tuple(event.data["items"]),
        reason=event.data["reason"],
        answer_by=datetime.fromisoformat(answer_by) if answer_by else last.answer_by,
        answered_at=None,
        rounds=last.rounds + 1,
    )


def _assigned(case: Any, event: Event) -> dict[str, Any]:
    return {"assignee_id": int(event.data["officer"]), "moved_from": ""}


def _division_moved(case: Any, event: Event) -> dict[str, Any]:
    return {"division": event.data["division"], "moved_from": case.division, "assignee_id": None}


def _move_declined(case: Any, event: Event) -> dict[str, Any]:
    return {"division": case.moved_from, "moved_from": ""}


def _consulted(case: Any, event: Event) -> dict[str, Any]:
    # In the order in which they were asked: PostgreSQL gives the names of an object back in an order of its own.
    due = event.data["due"]
    asked = event.data.get("bodies") or sorted(due)
    bodies = tuple(Consultation(body, event.at, datetime.fromisoformat(due[body])) for body in asked)
    return {"consultations": case.consultations + bodies}


def _opinion_recorded(case: Any, event: Event) -> dict[str, Any]:
    data = event.data

    def with_opinion(one: Consultation) -> Consultation:
        if one.body != data["body"] or one.opinion:
            return one
        if data["opinion"] == "extension":
            return replace(one, due_at=datetime.fromisoformat(data["due_at"]), extended=True)
        received = data.get("received_on")
        return replace(
            one,
            opinion=data["opinion"],
            received_on=date.fromisoformat(received) if received else None,
            reference=data.get("reference", ""),
            note=data.get("note", ""),
        )

    return {"consultations": tuple(with_opinion(one) for one in case.consultations)}


def _consultation_closed(case: Any, event: Event) -> dict[str, Any]:
    """Nobody is awaited any more: a body whose time ended without an answer has been silent."""
    return {"consultations": tuple(one if one.opinion else replace(one, opinion="silent") for one in case.consultations)}


def _outcomes(event: Event) -> dict[str, ItemOutcome]:
    return {
        key: ItemOutcome(one["outcome"], one.get("reason", "")) for key, one in event.data.get("outcomes", {}).items()
    }


def _proposed(case: Any, event: Event) -> dict[str, Any]:
    return {"proposed": _outcomes(event), "proposed_by": event.actor_id, "signed_by": "", "signed_at": None}


def _signed(case: Any, event: Event) -> dict[str, Any]:
    signed = {"signed_by": event.actor_name, "signed_at": event.at, "decided_here": bool(_outcomes(event))}
    return _decided(case, event) | signed


def _decided(case: Any, event: Event) -> dict[str, Any]:
    outcomes = _outcomes(event)
    return {"decided": {**case.decided, **outcomes}} if outcomes else {}


def _came_back(case: Any, event: Event) -> dict[str, Any]:
    """Another body's decision with its numbers, date and signer."""
    kept = {name: value for name, value in event.data.items() if name not in ("outcomes", "ledger")}
    return _decided(case, event) | {"decision": kept, "decided_here": False}


def _issued(case: Any, event: Event) -> dict[str, Any]:
    if case.decision or "issued_on" not in event.data:
        return {}
    return {"decision": {name: value for name, value in event.data.items() if name != "ledger"}}


def _rerouted(case: Any, event: Event) -> dict[str, Any]:
    return {"variant": event.data["variant"], "limit": event.data.get("limit", case.limit)}


def _originals_received(case: Any, event: Event) -> dict[str, Any]:
    return _accepted(case, event) | {"originals": tuple(event.data.get("originals", ()))}


def _paid(case: Any, event: Event) -> dict[str, Any]:
    return {"paid_vnd": case.paid_vnd + int(event.data["amount_vnd"])}


def _withdrawal(case: Any, event: Event) -> dict[str, Any]:
    return {"origin": event.data.get("origin", case.origin)}


_CHANGES = {
    ActionKind.ACCEPT: _accepted,
    ActionKind.RECEIVE_ORIGINALS: _originals_received,
    ActionKind.REQUEST_SUPPLEMENT: _supplement_requested,
    ActionKind.ANSWER_SUPPLEMENT: _supplement_answered,
    ActionKind.CONFIRM_COMPLETE: _supplement_confirmed,
    ActionKind.STILL_INCOMPLETE: _still_incomplete,
    ActionKind.ASSIGN: _assigned,
    ActionKind.MOVE: _division_moved,
    ActionKind.DECLINE_MOVE: _move_declined,
    ActionKind.CONSULT: _consulted,
    ActionKind.RECORD_OPINION: _opinion_recorded,
    ActionKind.CLOSE_CONSULTATION: _consultation_closed,
    ActionKind.PROPOSE: _proposed,
    ActionKind.APPROVE: _signed,
    ActionKind.REFUSE: _signed,
    ActionKind.RECEIVE_BACK: _came_back,
    ActionKind.ISSUE: _issued,
    ActionKind.REROUTE: _rerouted,
    ActionKind.RECORD_PAYMENT: _paid,
    ActionKind.WITHDRAW: _withdrawal,
}
