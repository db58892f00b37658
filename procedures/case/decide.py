"""Decisions: what an action does to a dossier, as an event to be recorded. Pure; nothing is stored or sent here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from procedures.case.clocks import due_at
from procedures.case.events import Actor, LedgerEntry
from procedures.case.ledger import read
from procedures.case.permission import Situation, refusal, supplement_restarts
from procedures.clock.calendar import OFFICE_TIME
from procedures.clock.limits import parse_limit
from procedures.definition import Action, ActionKind, ClockEffect, Outcome, Phase

RESTART_BASIS = "NĐ 61/2018/NĐ-CP, Điều 19 khoản 4"
OF_A_LETTER = ("issued_on", "received_on")
EFFECTS = {
    ClockEffect.START: "start",
    ClockEffect.PAUSE: "pause",
    ClockEffect.RESUME: "resume",
    ClockEffect.STOP: "stop",
}
TOLD = {
    ActionKind.ACCEPT: "accepted",
    ActionKind.RECEIVE_ORIGINALS: "accepted",
    ActionKind.REFUSE_RECEPTION: "refused_reception",
    ActionKind.REQUEST_SUPPLEMENT: "supplement_requested",
    ActionKind.STILL_INCOMPLETE: "supplement_requested",
    ActionKind.CONFIRM_COMPLETE: "complete_confirmed",
    ActionKind.ISSUE: "result_ready",
    ActionKind.RECALL: "withdrawn",
    ActionKind.STOP: "stopped",
}


class Refused(Exception):
    """The action may not be taken; `code` says why, `path` names the input at fault ("" for the action itself)."""

    def __init__(self, code: str, path: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.path, self.params = code, path, params


@dataclass(frozen=True, slots=True)
class Decision:
    """What will be recorded: the state after, the event's data (JSON), and the kind of notice ("" for none)."""

    action: Action
    state: str
    data: dict[str, Any] = field(default_factory=dict)
    notice: str = ""


def decide(situation: Situation, action: Action, inputs: Mapping[str, Any], actor: Actor, at: datetime) -> Decision:
    """Decide an action with validated inputs; raises Refused when the actor may not take it or the inputs contradict."""
    why_not = refusal(situation, action, actor, at)
    if why_not:
        raise Refused(why_not)
    data: dict[str, Any] = {name: value for name, value in inputs.items() if value not in (None, "")}
    _refuse_older_than_the_dossier(situation, data)
    target = action.to or situation.case.state
    if target == "@origin":
        target = situation.case.origin
    change = _CHANGES.get(action.kind)
    if change:
        data, target = change(situation, action, data, target, at)
    ledger = [*_generic_ledger(action, data, at), *data.pop("ledger", [])]
    if ledger:
        data["ledger"] = [entry.as_json() for entry in ledger]
    _mark_end(situation, target, ledger, data)
    return Decision(action, target, data, TOLD.get(action.kind, ""))


def _refuse_older_than_the_dossier(situation: Situation, data: Mapping[str, Any]) -> None:
    """A letter that carries out or answers something of a dossier is no older than it; a wrong year would fill another book."""
    filed_on = situation.case.filed_at.astimezone(OFFICE_TIME).date().isoformat()
    for name in OF_A_LETTER:
        if data.get(name, filed_on) < filed_on:
            raise Refused("older_than_the_dossier", name)


def _generic_ledger(action: Action, data: Mapping[str, Any], at: datetime) -> list[LedgerEntry]:
    if action.clock is ClockEffect.NONE:
        return []
    basis = str(action.citation) if action.citation else ""
    return [LedgerEntry(EFFECTS[action.clock], at, data.get("reason", action.code), basis)]


def _mark_end(situation: Situation, target: str, ledger: list[LedgerEntry], data: dict[str, Any]) -> None:
    if any(entry.effect == "stop" for entry in ledger):
        data["finished"] = True
    variant = situation.definition.variant(data.get("variant", situation.case.variant))
    if variant.state(target).phase is Phase.CLOSED:
        data["closed"] = True


Change = Callable[[Situation, Action, dict[str, Any], str, datetime], tuple[dict[str, Any], str]]


def _accept(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """The first promise is made here and kept for ever (NĐ 61/2018/NĐ-CP, Điều 17 khoản 3)."""
    limit = situation.variant.committed_limit(situation.facts(at), situation.parameters)
    entry = LedgerEntry("start", at, action.code, str(action.citation or ""))
    promised = read([entry], situation.calendar, limit).due_at
    originals = [
        {"pages": data.pop(f"pages_{index}"), "condition": data.pop(f"condition_{index}")}
        for index in range(sum(name.startswith("pages_") for name in data))
    ]
    more = {"originals": originals} if originals else {}
    return {**data, **more, "limit": limit, "promise": promised.isoformat() if promised else None}, target


def _request_supplement(
    situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime
) -> tuple[dict, str]:
    rules = situation.definition.supplement
    answer_by = due_at(situation.calendar, at, rules.answer_within).due_at
    data |= {
        "origin": situation.case.state,
        "answer_by": answer_by.isoformat(),
        "restarts": supplement_restarts(situation, at),
    }
    if situation.case.accepted_at:
        data["ledger"] = [LedgerEntry("pause", at, data["reason"], str(rules.citation))]
    return data, target


def _answer(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """Before acceptance the answer simply comes back to reception; afterwards somebody confirms that it is complete."""
    if situation.case.accepted_at is None:
        return data | {"needs_no_check": True}, situation.case.origin
    return data, target


def _confirm(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """The limits run again from the instant the complete answer arrived, not from its confirmation.

    Counted anew they are those of the dossier as it is complete now: a tenth paper or another authority may give more time.
    """
    request = situation.case.open_supplement
    if request is None or request.answered_at is None:
        raise Refused("nothing_answered")
    effect = "restart" if request.restarts else "resume"
    data["ledger"] = [LedgerEntry(effect, request.answered_at, action.code, RESTART_BASIS)]
    limit = situation.variant.committed_limit(situation.facts(request.answered_at), situation.parameters)
    if request.restarts and limit != situation.case.limit:
        data["limit"] = limit
    return data, situation.case.origin


def _still_incomplete(
    situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime
) -> tuple[dict, str]:
    """The same request goes on, so the limits restart as they would have; only the time to answer begins anew."""
    answer_by = due_at(situation.calendar, at, situation.definition.supplement.answer_within).due_at
    return data | {"answer_by": answer_by.isoformat()}, target


def _move(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    return data | {"re_entered": True}, target


def _reroute(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """Another procedure's authority: reception begins anew; an accepted dossier keeps its place, promise and start."""
    variant = situation.definition.variant(data["variant"])
    if situation.case.accepted_at is None:
        return data, variant.initial
    if all(state.code != situation.case.state for state in variant.states):
        raise Refused("no_such_step", "variant")
    return data | {"limit": variant.committed_limit(situation.facts(at, variant.code), situation.parameters)}, target


def _consult(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    bodies = {body.code: body for body in situation.variant.bodies}
    missing = [code for code, body in bodies.items() if body.always and code not in data["bodies"]]
    already = {one.body for one in situation.case.consultations}
    if set(missing) - already:
        raise Refused("bodies_missing", "bodies", bodies=sorted(set(missing) - already))
    due = {
        code: due_at(situation.calendar, at, _limit_of(situation, bodies[code])).due_at.isoformat()
        for code in data["bodies"]
    }
    return data | {"due": due}, target


def _limit_of(situation: Situation, body: Any) -> str:
    return str(situation.parameters.get(f"consult.{body.code}", body.limit))


def _opinion(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """An extension moves the body's own time and the dossier's, once, by what the law allows; nobody is silent in time."""
    asked = next(one for one in situation.case.awaited if one.body == data["body"])
    if data["opinion"] == "silent" and not situation.is_past(asked.due_at, at):
        raise Refused("body_still_in_time", "opinion")
    if data["opinion"] != "extension":
        return data, target
    body = next(one for one in situation.variant.bodies if one.code == data["body"])
    if not body.extension or asked.extended:
        raise Refused("no_further_extension", "opinion")
    data["due_at"] = due_at(situation.calendar, asked.due_at, body.extension).due_at.isoformat()
    # What another body's extension has moved already, this one need not move again.
    already = sum(one.days for one in situation.case.ledger if one.effect == "extend")
    days = int(sum(part.amount for part in parse_limit(body.extension))) - already
    if days > 0:
        data["ledger"] = [LedgerEntry("extend", at, data.get("note", action.code), str(body.citation), days=days)]
    return data, target


def _outcomes(
    situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime
) -> tuple[dict, str]:
    """Gather outcome and reason of each item; a refusal without its reason is not one (NĐ 61/2018/NĐ-CP, Điều 19)."""
    outcomes: dict[str, dict[str, str]] = {}
    for name in [one for one in data if one.startswith("outcome")]:
        key = name.removeprefix("outcome").removeprefix("_")
        reason_name = f"reason_{key}" if key else "reason"
        outcome, reason = data.pop(name), data.pop(reason_name, "")
        if outcome == Outcome.REFUSED and not reason:
            raise Refused("refusal_needs_reason", reason_name)
        outcomes[key] = {"outcome": str(outcome), "reason": reason}
    return data | {"outcomes": outcomes}, target


def _approve(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """When the office itself decides, its signature makes the proposal the decision."""
    if action.clock is ClockEffect.STOP or target in _issuing_states(situation):
        return data | {"outcomes": _as_proposed(situation)}, target
    return data, target


def _refuse(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """The office refuses by itself what was proposed for refusal, with the reasons given there."""
    return data | {"outcomes": _as_proposed(situation)}, target


def _as_proposed(situation: Situation) -> dict[str, dict[str, str]]:
    return {key: {"outcome": one.outcome, "reason": one.reason} for key, one in situation.case.proposed.items()}


def _issuing_states(situation: Situation) -> set[str]:
    return {state for one in situation.variant.actions if one.kind is ActionKind.ISSUE for state in one.frm}


def _pay(situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime) -> tuple[dict, str]:
    """The amount is computed by the law's own table, never typed."""
    fee = situation.variant.fee
    amount = sum(line.amount_vnd for line in fee.lines(situation.answers, situation.parameters)) if fee else 0
    if not amount:
        raise Refused("nothing_due")
    return data | {"amount_vnd": amount}, target


def _withdraw(
    situation: Situation, action: Action, data: dict[str, Any], target: str, at: datetime
) -> tuple[dict, str]:
    return data | {"origin": situation.case.state}, target


_CHANGES: dict[ActionKind, Change] = {
    ActionKind.ACCEPT: _accept,
    ActionKind.RECEIVE_ORIGINALS: _accept,
    ActionKind.REQUEST_SUPPLEMENT: _request_supplement,
    ActionKind.ANSWER_SUPPLEMENT: _answer,
    ActionKind.CONFIRM_COMPLETE: _confirm,
    ActionKind.STILL_INCOMPLETE: _still_incomplete,
    ActionKind.MOVE: _move,
    ActionKind.DECLINE_MOVE: _move,
    ActionKind.REROUTE: _reroute,
    ActionKind.CONSULT: _consult,
    ActionKind.RECORD_OPINION: _opinion,
    ActionKind.PROPOSE: _outcomes,
    ActionKind.RECEIVE_BACK: _outcomes,
    ActionKind.APPROVE: _approve,
    ActionKind.REFUSE: _refuse,
    ActionKind.RECORD_PAYMENT: _pay,
    ActionKind.WITHDRAW: _withdraw,
}
