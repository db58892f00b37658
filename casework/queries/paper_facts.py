"""What the content functions of a procedure may speak of: gathered from the dossier, worded by the procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.context import Casework
from casework.models import Dossier
from casework.queries.surroundings import item_titles
from procedures.case.permission import Situation
from procedures.case.replay import Case, ItemOutcome
from procedures.case.results import PlannedPaper
from procedures.clock.calendar import OFFICE_TIME

# What an action may ask for that a letter repeats; "" until it is known.
ASKED = ("giver", "recipient", "postal_code")


def facts_for(
    casework: Casework,
    dossier: Dossier,
    situation: Situation,
    case: Case,
    at: datetime,
    inputs: Mapping[str, Any],
    acting: str,
) -> dict[str, Any]:
    """The facts of `procedures.definition.papers.ResultPaper`, with every item in `all_items`.

    `inputs` are what the action was given, `acting` is the name of who takes it. Number, date and signer are those of
    the decision once there is one.
    """
    known = {**case.decision, **inputs}
    outcomes = case.decided or case.proposed
    items = _all_items(situation)
    whole = outcomes.get("", ItemOutcome(""))
    office = casework.office
    return {
        "code": dossier.code,
        "answers": situation.answers,
        "applicant": dossier.applicant,
        "all_items": items,
        "items": [with_outcome(one, outcomes.get(str(index))) for index, one in enumerate(items)],
        "outcome": whole.outcome,
        "reason": whole.reason,
        "issued_on": date.fromisoformat(known["issued_on"])
        if "issued_on" in known
        else at.astimezone(OFFICE_TIME).date(),
        "office": {"name": office.name, "place": office.place, "parent": office.parent},
        "variant": situation.variant,
        "authority": situation.variant.authority,
        "parameters": situation.parameters,
        "number": known.get("number"),
        "symbol": "",
        "signer": known.get("signer") or case.signed_by,
        "signed_on": case.signed_at.astimezone(OFFICE_TIME).date() if case.signed_at and case.decided_here else None,
        "decided_elsewhere": bool(case.decided) and not case.decided_here,
        "decision": dict(case.decision),
        "originals": list(case.originals),
        "receiver": acting,
        "inputs": dict(inputs),
        **{name: known.get(name, "") for name in ASKED},
        "opinions": [
            {
                "body": one.body,
                "opinion": one.opinion,
                "reference": one.reference,
                "note": one.note,
                "received_on": one.received_on,
            }
            for one in case.consultations
        ],
    }


def facts_of_paper(
    facts: Mapping[str, Any], planned: PlannedPaper, outcomes: Mapping[str, ItemOutcome]
) -> dict[str, Any]:
    """The facts narrowed to the items one result paper speaks of."""
    if not planned.items:
        return {**facts, "outcome": outcomes[""].outcome, "reason": outcomes[""].reason}
    items = [with_outcome(facts["all_items"][index], outcomes[str(index)]) for index in planned.items]
    return {**facts, "items": items}


def with_outcome(item: Mapping[str, Any], outcome: ItemOutcome | None) -> dict[str, Any]:
    """An item with the decision about it ("" while there is none)."""
    found = outcome or ItemOutcome("")
    return {**item, "outcome": found.outcome, "reason": found.reason}


def _all_items(situation: Situation) -> list[dict[str, Any]]:
    titles = item_titles(situation)
    answers = situation.answers.get(situation.definition.items, []) if titles else []
    return [{"answers": one, "title": title} for one, title in zip(answers, titles, strict=True)]
