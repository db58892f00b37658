"""What an applicant has typed for an open supplement request and not sent yet. Nothing is written here.

It is kept in the draft the dossier was made from: answers saved there since the request are for that request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Draft
from procedures.answers import groups_with_papers
from procedures.case.permission import Situation
from procedures.case.replay import Supplement


@dataclass(frozen=True, slots=True)
class TypedSupplement:
    """Answers typed for the request, by top-level name, when they were saved last (None: nothing was typed yet), and how often."""

    answers: dict[str, Any]
    saved_at: datetime | None
    revision: int


def open_names(request: Supplement) -> frozenset[str]:
    """The names of the questions and groups that a request opens again."""
    return frozenset(one.removeprefix("answer:") for one in request.items if one.startswith("answer:"))


def kept_items(situation: Situation) -> dict[str, int]:
    """How many items of each group were filed and stay where they are, because papers or decisions go by their places."""
    return {name: len(situation.answers.get(name) or []) for name in groups_with_papers(situation.definition)}


def draft_of_dossier(session: Session, dossier_id: int, *, for_update: bool = False) -> Draft | None:
    """The draft that became this dossier; a dossier that came from elsewhere has none."""
    query = select(Draft).where(Draft.dossier_id == dossier_id)
    return session.scalars(query.with_for_update() if for_update else query).first()


def typed_in(draft: Draft | None, request: Supplement) -> TypedSupplement:
    """What a draft holds for a request."""
    if draft is None or draft.saved_at < request.requested_at:
        return TypedSupplement({}, None, draft.revision if draft else 0)
    names = open_names(request)
    answers = {name: value for name, value in draft.answers.items() if name in names}
    return TypedSupplement(answers, draft.saved_at, draft.revision)


def typed_for(casework: Casework, dossier_id: int, request: Supplement) -> TypedSupplement:
    """What was typed for a request of a dossier that the caller may see."""
    with casework.database.reading() as session:
        return typed_in(draft_of_dossier(session, dossier_id), request)
