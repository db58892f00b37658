"""The files of a draft or a dossier that are there now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.models import Attachment


def attachments_of(session: Session, *, draft_id: str | None = None, dossier_id: int | None = None) -> list[Attachment]:
    """The present files of a draft or a dossier in the order of their arrival, each with its scan."""
    owner = Attachment.draft_id == draft_id if draft_id else Attachment.dossier_id == dossier_id
    query = (
        select(Attachment)
        .where(owner, Attachment.removed_at.is_(None))
        .order_by(Attachment.uploaded_at, Attachment.id)
    )
    return list(session.scalars(query.options(joinedload(Attachment.scan))))
