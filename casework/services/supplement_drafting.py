"""What an applicant types for a supplement is kept as they type, like a draft. Sending it, and files, are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Draft
from casework.queries.situations import Loaded
from casework.queries.supplement_drafts import draft_of_dossier, open_names, typed_in
from casework.queries.visible import visible_dossier
from casework.services.drafting import KEPT_FOR, AnswerRefused, with_answer
from procedures.answers import AnswerError, Code, check_one
from procedures.case.decide import Refused
from procedures.case.events import Actor
from procedures.case.replay import Supplement
from procedures.clock.calendar import OFFICE_TIME


def save_supplement_answer(casework: Casework, code: str, path: str, value: Any, *, by: Actor, at: datetime) -> int:
    """Keep one typed value of a question that was asked (types only are checked); returns how often it was saved by now.

    Raises DossierNotFound, Refused when nothing is asked, AnswerRefused.
    """
    with casework.database.unit_of_work() as session:
        loaded, request = _asked(session, casework, code, by)
        name = path.partition(".")[0]
        if name not in open_names(request):
            raise AnswerRefused(AnswerError(path, Code.UNKNOWN_FIELD))
        clean, error = check_one(loaded.situation.definition, path, value, at.astimezone(OFFICE_TIME).date())
        if error is not None:
            raise AnswerRefused(error)
        draft = _draft(session, loaded, at)
        typed = typed_in(draft, request).answers
        filed = {name: loaded.situation.answers[name]} if name in loaded.situation.answers else {}
        _keep(draft, with_answer({**filed, **typed}, path, clean), request, at)
        return draft.revision


def save_supplement_page(casework: Casework, code: str, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Keep everything posted that was asked, right or wrong: nothing typed is lost. Raises DossierNotFound, Refused."""
    with casework.database.unit_of_work() as session:
        loaded, request = _asked(session, casework, code, by)
        draft, names = _draft(session, loaded, at), open_names(request)
        typed = typed_in(draft, request).answers
        _keep(draft, {**typed, **{name: value for name, value in answers.items() if name in names}}, request, at)


def forget_typed(session: Session, dossier_id: int) -> None:
    """Nothing is left to send once the answer was sent."""
    draft = draft_of_dossier(session, dossier_id, for_update=True)
    if draft is not None:
        draft.answers = {}


def _asked(session: Session, casework: Casework, code: str, by: Actor) -> tuple[Loaded, Supplement]:
    loaded = visible_dossier(session, casework, code, by, for_update=True)
    request = loaded.situation.case.open_supplement
    if by.kind != "citizen" or request is None or request.answered_at:
        raise Refused("nothing_asked")
    return loaded, request


def _draft(session: Session, loaded: Loaded, at: datetime) -> Draft:
    """The draft of the dossier; one that came from elsewhere gets its own."""
    dossier, situation = loaded.dossier, loaded.situation
    draft = draft_of_dossier(session, dossier.id, for_update=True)
    if draft is None:
        draft = Draft(
            id=uuid4().hex,
            account_id=dossier.account_id,
            slug=situation.definition.slug,
            definition_version=situation.definition.version,
            answers={},
            revision=0,
            created_at=at,
            saved_at=at,
            expires_at=at + KEPT_FOR,
            dossier_id=dossier.id,
        )
        session.add(draft)
    return draft


def _keep(draft: Draft, answers: Mapping[str, Any], request: Supplement, at: datetime) -> None:
    draft.answers = dict(answers)
    draft.revision += 1
    # Never before the request, whatever a clock that was set back says: what is older than it belongs to an earlier one.
    draft.saved_at = max(at, request.requested_at)
