"""The applicant's answer to a supplement request: only what was asked is open. Files were uploaded before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.context import Casework
from casework.models import Attachment
from casework.queries.scans import is_infected
from casework.queries.supplement_drafts import kept_items, open_names
from casework.queries.visible import visible_dossier
from casework.services.acting import InvalidInputs, Stale
from casework.services.filing import search_text
from casework.services.recording import in_order, record
from casework.services.supplement_drafting import forget_typed
from procedures.answers import AnswerError, Code, validate
from procedures.case.decide import Refused, decide
from procedures.case.events import Actor
from procedures.case.permission import Situation
from procedures.case.replay import Supplement
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import ActionKind


def answer_supplement(
    casework: Casework, code: str, changes: Mapping[str, Any], *, by: Actor, at: datetime, seen: int
) -> None:
    """Send the answer: changed answers (top-level names that were asked) and the files uploaded for it.

    Raises DossierNotFound, Stale, InvalidInputs (by path; "paper:<code>" for a missing file) or Refused.
    """
    with casework.database.unit_of_work() as session:
        loaded = visible_dossier(session, casework, code, by, for_update=True)
        dossier, situation = loaded.dossier, loaded.situation
        if dossier.version != seen:
            raise Stale(tuple(one for one in loaded.events if one.sequence > seen))
        request = situation.case.open_supplement
        if request is None:
            raise Refused("nothing_asked")
        at = in_order(loaded.events, at)
        answers, changed = _merged(situation, request, changes, at)
        papers = _papers(session, dossier.id, request)
        action = next(one for one in situation.variant.actions if one.kind is ActionKind.ANSWER_SUPPLEMENT)
        decision = decide(situation, action, {}, by, at)
        decision.data.update(changes=changed, files=papers)
        if changed:
            dossier.answers = answers
            dossier.title = situation.definition.title_of(answers)[:300]
            dossier.search_text = search_text(dossier.title, dossier.applicant, answers)
        forget_typed(session, dossier.id)
        record(session, dossier, situation, loaded.events, decision, by, at)


def _merged(
    situation: Situation, request: Supplement, changes: Mapping[str, Any], at: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers with what was asked replaced, validated as a whole; errors elsewhere are not the applicant's now."""
    asked_names = open_names(request)
    asked = {name: value for name, value in changes.items() if name in asked_names}
    merged = {**situation.answers, **asked}
    checked = validate(situation.definition, merged, at.astimezone(OFFICE_TIME).date(), situation.parameters)
    errors = (*_fewer(situation, asked_names, checked.answers), *(one for one in checked.errors if one.path.split(".")[0] in asked_names))
    if errors:
        raise InvalidInputs(errors)
    answers = {**situation.answers, **{name: checked.answers.get(name) for name in asked_names if name in merged}}
    changed = {
        name: {"old": situation.answers.get(name), "new": answers.get(name)}
        for name in sorted(asked_names)
        if situation.answers.get(name) != answers.get(name)
    }
    return answers, changed


def _fewer(situation: Situation, asked: frozenset[str], answers: Mapping[str, Any]) -> tuple[AnswerError, ...]:
    """Items that were filed keep their places, which the papers filed for them go by; what they say may change."""
    return tuple(
        AnswerError(name, Code.TOO_FEW_ITEMS, {"minimum": filed})
        for name, filed in kept_items(situation).items()
        if name in asked and name in answers and len(answers[name]) < filed
    )


def _papers(session: Session, dossier_id: int, request: Supplement) -> list[str]:
    query = select(Attachment).where(
        Attachment.dossier_id == dossier_id, Attachment.supplement == request.number, Attachment.removed_at.is_(None)
    )
    # What an earlier round sent was found wanting: it is no answer to what is asked now. Nor is a file with malware in it.
    read = session.scalars(query.options(joinedload(Attachment.scan)))
    rows = [one for one in read if one.id not in request.sent and not is_infected(one)]
    asked = [one.removeprefix("paper:") for one in request.items if one.startswith("paper:")]
    missing = [code for code in asked if code not in {row.component for row in rows}]
    if missing:
        raise InvalidInputs(tuple(AnswerError(f"paper:{code}", Code.REQUIRED) for code in missing))
    return [row.id for row in rows]
