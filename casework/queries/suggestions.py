"""What the form of an action begins with: what is known already and the officer only confirms. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casework.models import Attachment, CheckMark
from procedures.case.permission import Situation
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Action, ActionKind

TODAY = ("issued_on", "received_on")
ASKS_FOR_PAPERS = frozenset({ActionKind.REQUEST_SUPPLEMENT, ActionKind.STILL_INCOMPLETE})
OUTCOMES = frozenset({ActionKind.PROPOSE, ActionKind.RECEIVE_BACK})


def suggestions(
    action: Action, situation: Situation, marks: Sequence[CheckMark], infected: Sequence[Attachment], at: datetime
) -> dict[str, Any]:
    """Values by the name of the input; names the form does not have do no harm."""
    known: dict[str, Any] = dict.fromkeys(TODAY, at.astimezone(OFFICE_TIME).date().isoformat())
    if action.kind in ASKS_FOR_PAPERS:
        known |= _missing_papers(situation, marks, infected)
    if action.kind is ActionKind.CONSULT and not situation.case.consultations:
        known["bodies"] = [one.code for one in situation.variant.bodies if one.always]
    if action.kind is ActionKind.RECORD_OPINION and len(situation.case.awaited) == 1:
        known["body"] = situation.case.awaited[0].body
    if action.kind in OUTCOMES:
        known |= _proposed(situation)
    return known


def _missing_papers(situation: Situation, marks: Sequence[CheckMark], infected: Sequence[Attachment]) -> dict[str, Any]:
    """What the checklist found missing or wrong or the scanner infected, in the order of the law; the remarks are the reason."""
    found = [one for one in marks if one.finding in ("missing", "wrong")]
    order = {one.code: index for index, one in enumerate(situation.definition.components)}
    found.sort(key=lambda one: (order.get(one.component, len(order)), one.item))
    wanted = {one.component for one in (*found, *infected)} & order.keys()
    items = [f"paper:{component}" for component in sorted(wanted, key=order.__getitem__)]
    return {"items": items, "reason": "\n".join(one.remark for one in found if one.remark)}


def _proposed(situation: Situation) -> dict[str, str]:
    """The outcome and reason proposed for each item: what comes back mostly agrees with it."""
    known = {}
    for key, one in situation.case.proposed.items():
        tail = f"_{key}" if key else ""
        known |= {f"outcome{tail}": one.outcome, f"reason{tail}": one.reason}
    return known
