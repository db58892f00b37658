"""Tidying up, one thing a call: drafts that expire, files nobody names. Nothing of a submitted dossier may be touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.files import Folder, named_among
from casework.gateways.storage import ObjectMissing, Storage
from casework.models import Account, Attachment, Draft
from casework.services.telling import put

NOTICE_BEFORE = timedelta(days=3)
FILES_KEPT_FOR = timedelta(days=1)
BATCH = 500


def tell_of_expiring_draft(casework: Casework, at: datetime) -> str | None:
    """Tell one applicant that a draft expires within three days; returns the draft's id, None when nobody is left."""
    expiring = (
        select(Draft)
        .where(
            Draft.dossier_id.is_(None),
            Draft.expiry_told_at.is_(None),
            Draft.expires_at > at,
            Draft.expires_at <= at + NOTICE_BEFORE,
        )
        .order_by(Draft.expires_at, Draft.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with casework.database.unit_of_work() as session:
        draft = session.scalars(expiring).first()
        if draft is None:
            return None
        draft.expiry_told_at = at
        _tell(session, draft, at)
        return draft.id


def _tell(session: Session, draft: Draft, at: datetime) -> None:
    account = session.get_one(Account, draft.account_id)
    channel, recipient = ("email", account.email) if account.email else ("sms", account.phone)
    until = draft.expires_at.isoformat()
    params = {"slug": draft.slug, "version": draft.definition_version, "expires_at": until}
    if recipient:
        put(session, "draft_expiring", channel, recipient, account.language, params, f"draft-{draft.id}:{until}", at)


def delete_expired_draft(casework: Casework, at: datetime) -> str | None:
    """Delete one draft that expired without being submitted, with its files; returns its id, None when none is left."""
    expired = (
        select(Draft.id)
        .where(Draft.dossier_id.is_(None), Draft.expires_at <= at)
        .order_by(Draft.expires_at, Draft.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with casework.database.unit_of_work() as session:
        draft_id = session.scalars(expired).first()
        if draft_id is None:
            return None
        files = delete(Attachment).where(Attachment.draft_id == draft_id).returning(Attachment.storage_key)
        keys = list(session.scalars(files))
        session.execute(delete(Draft).where(Draft.id == draft_id))
    # After the rows: a file that is left by a crash here has no row and goes with the next sweep of files.
    _delete_files(casework, keys)
    return draft_id


def delete_removed_attachment(casework: Casework, at: datetime) -> str | None:
    """Delete one file that its applicant removed from a draft more than a day ago; returns its id."""
    removed = (
        select(Attachment)
        .where(Attachment.draft_id.is_not(None), Attachment.removed_at <= at - FILES_KEPT_FOR)
        .order_by(Attachment.removed_at, Attachment.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with casework.database.unit_of_work() as session:
        row = session.scalars(removed).first()
        if row is None:
            return None
        session.delete(row)
    _delete_files(casework, [row.storage_key])
    return row.id


def files_without_row(casework: Casework, at: datetime) -> Iterator[str]:
    """Keys of stored files, older than a day, that no row names: left by an upload or an action that never finished."""
    for folder in Folder:
        for keys in _batches(casework.storage.keys(folder)):
            with casework.database.reading() as session:
                unnamed = set(keys) - named_among(session, keys)
            yield from (key for key in sorted(unnamed) if _stored_before(casework.storage, key, at - FILES_KEPT_FOR))


def delete_file(casework: Casework, key: str) -> None:
    """Delete a file that `files_without_row` named; one that is gone is already deleted."""
    casework.storage.delete(key)


def _stored_before(storage: Storage, key: str, before: datetime) -> bool:
    try:
        return storage.stored_at(key) <= before
    except ObjectMissing:
        return False


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while batch := list(islice(left, BATCH)):
        yield batch


def _delete_files(casework: Casework, keys: Iterable[str]) -> None:
    for key in keys:
        casework.storage.delete(key)
