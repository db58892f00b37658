"""What an applicant types before submitting: drafts are begun, saved field by field, discarded. Files are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Attachment, Draft
from procedures.answers import AnswerError, check_one
from procedures.clock.calendar import OFFICE_TIME

KEPT_FOR = timedelta(days=30)
MAX_OPEN_DRAFTS = 20


class DraftNotFound(LookupError):
    """No such draft of this account, or it was submitted or discarded."""


class TooManyDrafts(RuntimeError):
    """The account has as many open drafts as it may have."""


class AnswerRefused(ValueError):
    """An autosaved value cannot be kept; `error` says why, at its path."""

    def __init__(self, error: AnswerError) -> None:
        super().__init__(error.code)
        self.error = error


def begin_draft(casework: Casework, account_id: int, slug: str, answers: Mapping[str, Any], at: datetime) -> str:
    """Begin a draft of the version in force today, with what the account already knows; returns its id."""
    definition = casework.registry.in_force(slug, at.astimezone(OFFICE_TIME).date())
    with casework.database.unit_of_work() as session:
        open_ones = select(Draft.id).where(Draft.account_id == account_id, Draft.dossier_id.is_(None))
        if len(session.scalars(open_ones).all()) >= MAX_OPEN_DRAFTS:
            raise TooManyDrafts
        draft = Draft(
            id=uuid4().hex,
            account_id=account_id,
            slug=slug,
            definition_version=definition.version,
            answers=dict(answers),
            revision=0,
            created_at=at,
            saved_at=at,
            expires_at=at + KEPT_FOR,
        )
        session.add(draft)
        return draft.id


def save_answer(casework: Casework, draft_id: str, account_id: int, path: str, value: Any, at: datetime) -> datetime:
    """Keep one typed value (types only are checked); returns the time it was saved."""
    with casework.database.unit_of_work() as session:
        draft = own_draft(session, draft_id, account_id, at)
        definition = casework.registry.version(draft.slug, draft.definition_version)
        clean, error = check_one(definition, path, value, at.astimezone(OFFICE_TIME).date())
        if error is not None:
            raise AnswerRefused(error)
        draft.answers = with_answer(draft.answers, path, clean)
        touch(draft, at)
        return at


def save_page(casework: Casework, draft_id: str, account_id: int, answers: Mapping[str, Any], at: datetime) -> None:
    """Keep everything of a posted page, right or wrong: nothing typed is lost. Items left out take their files along."""
    with casework.database.unit_of_work() as session:
        draft = own_draft(session, draft_id, account_id, at)
        for name, items in answers.items():
            if isinstance(items, list) and len(items) < len(draft.answers.get(name) or []):
                _remove_files_beyond(session, casework, draft, name, len(items), at)
        draft.answers = {**draft.answers, **answers}
        touch(draft, at)


def _remove_files_beyond(session: Session, casework: Casework, draft: Draft, group: str, items: int, at: datetime) -> None:
    """Else the next item in that place would find them there: papers of somebody else."""
    definition = casework.registry.version(draft.slug, draft.definition_version)
    codes = [one.code for one in definition.components if one.each == group]
    beyond = (Attachment.draft_id == draft.id, Attachment.component.in_(codes), Attachment.item >= items)
    session.execute(update(Attachment).where(*beyond, Attachment.removed_at.is_(None)).values(removed_at=at))


def discard_draft(casework: Casework, draft_id: str, account_id: int, at: datetime) -> None:
    """Let a draft expire at once; the sweep removes it with its files."""
    with casework.database.unit_of_work() as session:
        own_draft(session, draft_id, account_id, at).expires_at = at


def own_draft(session: Session, draft_id: str, account_id: int, at: datetime) -> Draft:
    """The open draft of this account under its lock; raises DraftNotFound, also for one that only waits to be swept."""
    query = select(Draft).where(Draft.id == draft_id, Draft.account_id == account_id)
    draft = session.scalars(query.with_for_update()).first()
    if draft is None or draft.dossier_id is not None or draft.expires_at <= at:
        raise DraftNotFound(draft_id)
    return draft


def with_answer(answers: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of the answers with one value set; "persons.1.name" grows the list with empty items as needed."""
    name, *rest = path.split(".", 2)
    if not rest:
        return {**answers, name: value}
    index, inner = int(rest[0]), rest[1]
    items = [dict(one) for one in answers.get(name) or []]
    items += [{} for _ in range(index + 1 - len(items))]
    items[index][inner] = value
    return {**answers, name: items}


def touch(draft: Draft, at: datetime) -> None:
    """It was changed: it is kept from now on, and told of again before it expires."""
    draft.revision += 1
    draft.saved_at = at
    draft.expires_at = at + KEPT_FOR
    draft.expiry_told_at = None
