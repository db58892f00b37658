"""Files of applicants for their drafts and for answers to a supplement: who may add or take away which, and how many. Storing is `uploading`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.gateways.uploads import UploadRefused
from casework.models import Attachment, Dossier, Draft
from casework.queries.situations import DossierNotFound, situate
from casework.services.drafting import KEPT_FOR, DraftNotFound, own_draft, touch
from casework.services.scanning import ask_scan
from casework.services.uploading import NOT_STORED, Upload, keep, store, stored_rows

ALL_FILES_AT_MOST = 200
# A component and the item it belongs to; -1 is the dossier itself.
Key = tuple[str, int]

DRAFTS, FILES = Draft.__table__, Attachment.__table__
_draft, _file = DRAFTS.c, FILES.c
_OWN = and_(
    _draft.id == bindparam("draft"),
    _draft.account_id == bindparam("account"),
    _draft.dossier_id.is_(None),
    _draft.expires_at > bindparam("at", type_=_draft.expires_at.type),
)
_PRESENT = and_(_file.draft_id == _draft.id, _file.removed_at.is_(None))
_BYTES = (
    select(func.coalesce(func.sum(_file.size), 0))
    .select_from(DRAFTS.outerjoin(FILES, _PRESENT))
    .where(_OWN)
    .group_by(_draft.id)
)
_LOCKED = select(_draft.slug, _draft.definition_version).where(_OWN).with_for_update()
_KEYS = select(_file.component, _file.item).where(_file.draft_id == bindparam("draft"), _file.removed_at.is_(None))
_SAVED = (
    update(DRAFTS)
    .where(_draft.id == bindparam("draft"))
    # Like `drafting.touch`, for the statement that has no row in memory.
    .values(
        saved_at=bindparam("at", type_=_draft.saved_at.type),
        expires_at=bindparam("until", type_=_draft.expires_at.type),
        expiry_told_at=None,
        revision=_draft.revision + 1,
    )
)


class NotAsked(LookupError):
    """The component is not one of this procedure, or not one the supplement asks for."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What came of the files for several components: the attachments' ids, and what was refused, by component and item."""

    kept: Mapping[Key, list[str]]
    refused: Mapping[Key, UploadRefused]


def attach_to_draft(
    casework: Casework,
    draft_id: str,
    account_id: int,
    component: str,
    item: int,
    uploads: Sequence[Upload],
    at: datetime,
) -> list[str]:
    """Keep files for a component of a draft; several photos become one PDF. Returns the attachments' ids.

    Raises UploadRefused, NotAsked or DraftNotFound.
    """
    attached = attach_papers(casework, draft_id, account_id, [((component, item), uploads)], at)
    for refused in attached.refused.values():
        raise refused
    return attached.kept[component, item]


def attach_papers(
    casework: Casework, draft_id: str, account_id: int, papers: Iterable[tuple[Key, Sequence[Upload]]], at: datetime
) -> Attached:
    """The same for several components at once: what is refused is told, the others are kept, in one unit of work.

    `papers` is taken one by one, so that no more than one has to be in memory. Raises NotAsked or DraftNotFound.
    """
    mine = {"draft": draft_id, "account": account_id, "at": at}
    with casework.database.asking() as connection:
        present = connection.execute(_BYTES, mine).scalar()
    if present is None:
        raise DraftNotFound(draft_id)
    stored, refused = _store_papers(casework, int(present), papers, at)
    if stored:
        with casework.database.unit_of_work() as session:
            refused |= _name(session, casework, mine, stored, at)
    return Attached({key: [one["id"] for one in rows] for key, rows in stored.items() if key not in refused}, refused)


def _store_papers(
    casework: Casework, present: int, papers: Iterable[tuple[Key, Sequence[Upload]]], at: datetime
) -> tuple[dict[Key, list[dict[str, Any]]], dict[Key, UploadRefused]]:
    """What could be stored and what was refused; `present` is how many bytes the draft has already."""
    stored: dict[Key, list[dict[str, Any]]] = {}
    refused: dict[Key, UploadRefused] = {}
    for key, uploads in papers:
        try:
            if any(one.code == NOT_STORED for one in refused.values()):  # each try waits for the store
                raise UploadRefused(NOT_STORED)
            if present + sum(len(one.data) for one in uploads) > casework.uploads.all_bytes:
                raise UploadRefused("too_much_together", max_bytes=casework.uploads.all_bytes)
            stored[key] = stored_rows(casework, *key, uploads, at)
            present += sum(one["size"] for one in stored[key])
        except UploadRefused as wrong:
            refused[key] = wrong
    return stored, refused


def _name(
    session: Session,
    casework: Casework,
    mine: Mapping[str, Any],
    stored: Mapping[Key, list[dict[str, Any]]],
    at: datetime,
) -> dict[Key, UploadRefused]:
    """Rows for what was stored, under the lock of the draft; returns what there is no room for."""
    connection = session.connection()
    draft = connection.execute(_LOCKED, mine).first()
    if draft is None:
        raise DraftNotFound(mine["draft"])
    asked = {one.code: one for one in casework.registry.version(draft.slug, draft.definition_version).components}
    present = [tuple(one) for one in connection.execute(_KEYS, mine)]
    rows: list[dict[str, Any]] = []
    refused: dict[Key, UploadRefused] = {}
    for key, found in stored.items():
        if key[0] not in asked:
            raise NotAsked(key[0])
        try:
            _room(present, *key, asked[key[0]].max_files, len(found))
        except UploadRefused as wrong:
            refused[key] = wrong
            continue
        present += [key] * len(found)
        rows += [one | {"draft_id": mine["draft"]} for one in found]
    if rows:
        connection.execute(insert(FILES), rows)
        connection.execute(_SAVED, {"draft": mine["draft"], "at": at, "until": at + KEPT_FOR})
        ask_scan(session, casework, [(one["sha256"], one["storage_key"]) for one in rows], at)
    return refused


def attach_to_supplement(
    casework: Casework, code: str, account_id: int, component: str, item: int, uploads: Sequence[Upload], at: datetime
) -> list[str]:
    """Keep files for a component that the open supplement asks for; the office sees them once the answer is sent."""
    with casework.database.reading() as session:
        mine = select(Dossier.id).where(Dossier.code == code, Dossier.account_id == account_id)
        if session.scalars(mine).first() is None:
            raise DossierNotFound(code)
    stored = store(casework, component, item, uploads, at)
    with casework.database.unit_of_work() as session:
        dossier = _locked(session, code, account_id)
        if dossier is None:
            raise DossierNotFound(code)
        situation = situate(session, casework, dossier).situation
        request = situation.case.open_supplement
        if request is None or request.answered_at or f"paper:{component}" not in request.items:
            raise NotAsked(component)
        mine = select(Attachment.component, Attachment.item).where(
            Attachment.dossier_id == dossier.id,
            Attachment.supplement == request.number,
            Attachment.removed_at.is_(None),
            Attachment.id.not_in(request.sent),
        )
        limit = situation.definition.component(component).max_files
        _room(session.execute(mine).all(), component, item, limit, len(stored))
        for row in stored:
            row.dossier_id, row.supplement = dossier.id, request.number
        keep(session, casework, stored, at)
    return [row.id for row in stored]


def remove_from_draft(casework: Casework, draft_id: str, account_id: int, attachment_id: str, at: datetime) -> None:
    """Mark a file of a draft as removed; the sweep deletes it later."""
    with casework.database.unit_of_work() as session:
        # Under the lock: what another window submits in this moment keeps its files.
        draft = own_draft(session, draft_id, account_id, at)
        row = session.get(Attachment, attachment_id)
        if row is None or row.draft_id != draft_id:
            raise NotAsked(attachment_id)
        row.removed_at = at
        touch(draft, at)


def remove_from_supplement(casework: Casework, code: str, account_id: int, attachment_id: str, at: datetime) -> None:
    """Take back a file of a supplement that has not been sent yet."""
    with casework.database.unit_of_work() as session:
        dossier = _locked(session, code, account_id)
        row = session.get(Attachment, attachment_id)
        if dossier is None or row is None or row.dossier_id != dossier.id:
            raise NotAsked(attachment_id)
        request = situate(session, casework, dossier).situation.case.open_supplement
        if request is None or request.answered_at or row.supplement != request.number or row.id in request.sent:
            raise NotAsked(attachment_id)
        row.removed_at = at


def _locked(session: Session, code: str, account_id: int) -> Dossier | None:
    """The dossier under its lock: an answer that is sent in this moment has its files whole, and a later file is told so."""
    mine = select(Dossier).where(Dossier.code == code, Dossier.account_id == account_id)
    return session.scalars(mine.with_for_update()).first()


def _room(present: Sequence[tuple[str, int]], component: str, item: int, limit: int, more: int) -> None:
    here = sum(1 for one in present if tuple(one) == (component, item))
    if here + more > limit:
        raise UploadRefused("too_many_files", limit=limit)
    if len(present) + more > ALL_FILES_AT_MOST:
        raise UploadRefused("too_many_files", limit=ALL_FILES_AT_MOST)
