"""The rows of a dossier that lived in memory, in the columns of its tables; what is derived comes from `recording.derived_columns`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.models import Account
from casework.models.outbox import SENT
from casework.queries.obligations import parties_of
from casework.services.bulk_recording import COLUMNS
from casework.services.recording import derived_columns
from casework.services.telling import message_id
from cli.demonstration.bulk.matter import PureMatter
from cli.demonstration.bulk.scans import Scan
from cli.demonstration.dossiers.notices import NOTE
from procedures.case.events import Event

RENDERED = NOTE.encode()
Tables = dict[str, list[list[Any]]]


def empty() -> Tables:
    return {name: [] for name in COLUMNS}


def add(tables: Tables, matter: PureMatter, dossier_id: int, scans: Mapping[str, Scan]) -> None:
    """Add every row of one dossier."""
    _put(tables, "dossiers", _dossier(matter, dossier_id))
    for event in matter.events:
        _put(tables, "dossier_events", _event(event, dossier_id))
    for notice in matter.notices:
        _put(tables, "outbox", _message(matter, notice, dossier_id))
    for paper in matter.papers:
        _put(tables, "attachments", _attachment(paper, dossier_id, scans))
    standing = matter.standing
    for duty in matter.duties:
        row = {"dossier_id": dossier_id, "slug": standing.slug, "code": duty.code, "due_on": duty.due_on,
               "party": parties_of(standing.applicant, matter.account.id)[0], "fulfilled_at": duty.fulfilled_at,
               "reference": matter.account.name[:200] if duty.fulfilled_at else ""}
        _put(tables, "obligations", row)


def account_row(account: Account, account_id: int, password_hash: str, at: datetime) -> list[Any]:
    row = {name: getattr(account, name) for name in ("kind", "name", "email", "tax_code", "personal_id",
                                                     "passport_number", "nationality", "address", "language")}
    row |= {"id": account_id, "password_hash": password_hash, "email_verified_at": at, "created_at": at,
            "session_epoch": 0, "totp_last_step": 0}
    return [row.get(name) for name in COLUMNS["accounts"]]


def _put(tables: Tables, table: str, row: Mapping[str, Any]) -> None:
    tables[table].append([row.get(name) for name in COLUMNS[table]])


def _dossier(matter: PureMatter, dossier_id: int) -> dict[str, Any]:
    one, filing = matter.standing, matter.filing
    if filing is None:
        raise RuntimeError("never filed")
    derived = derived_columns(one.case, one.definition, one.world.calendar)
    return derived | {
        "id": dossier_id,
        "code": one.code,
        "intake": filing.intake,
        "slug": one.slug,
        "definition_version": one.definition.version,
        "parameter_revision_id": filing.revision.id if filing.revision else None,
        "account_id": filing.account_id,
        "applicant": dict(one.applicant),
        "answers": dict(one.answers),
        "title": one.title,
        "search_text": one.search_text,
        "access_nonce": secrets.token_hex(16),
        "filed_at": one.filed_at,
        "version": one.version,
        "calendar_revision_id": one.world.calendar_revision_id if one.case.closed_at else None,
    }


def _event(event: Event, dossier_id: int) -> dict[str, Any]:
    return {
        "dossier_id": dossier_id,
        "sequence": event.sequence,
        "action": event.action,
        "kind": event.kind.value,
        "at": event.at,
        "actor_kind": event.actor_kind,
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "state": event.state,
        "data": dict(event.data),
    }


def _message(matter: PureMatter, notice: Any, dossier_id: int) -> dict[str, Any]:
    return {
        "id": message_id(notice.at),
        "dossier_id": dossier_id,
        "kind": notice.kind,
        "channel": "email",
        "recipient": matter.account.email,
        "language": matter.account.language,
        "params": dict(notice.params),
        "dedupe": f"{matter.code}:{notice.occasion}:{notice.kind}",
        "state": SENT,
        "attempts": 0,
        "next_at": notice.at,
        "rendered": RENDERED,
        "created_at": notice.at,
        "sent_at": notice.at,
    }


def _attachment(paper: Any, dossier_id: int, scans: Mapping[str, Scan]) -> dict[str, Any]:
    scan = scans[paper.title]
    return {
        "id": paper.id,
        "dossier_id": dossier_id,
        "component": paper.component,
        "item": paper.item,
        "supplement": paper.supplement,
        "file_name": scan.file_name,
        "kind": "pdf",
        "content_type": scan.content_type,
        "size": scan.size,
        "pages": 1,
        "sha256": scan.sha256,
        "storage_key": scan.key,
        "uploaded_at": paper.at,
    }
