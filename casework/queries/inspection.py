"""What is wrong with what is kept: columns that no longer repeat their events, messages nobody took. Nothing is mended here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Dossier, OutboxMessage
from casework.models.outbox import FAILED
from casework.queries.situations import situate
from casework.services.recording import derived_columns


def columns_that_differ(casework: Casework) -> Iterator[tuple[str, str, Any, Any]]:
    """(code, column, kept, what the events say) of every derived column that was changed behind the events' back."""
    with casework.database.reading() as session:
        for dossier in session.scalars(select(Dossier).order_by(Dossier.id)):
            situation = situate(session, casework, dossier).situation
            for name, said in derived_columns(situation.case, situation.definition, situation.calendar).items():
                if getattr(dossier, name) != said:
                    yield dossier.code, name, getattr(dossier, name), said


def failed_messages(casework: Casework) -> int:
    """How many messages were given up."""
    with casework.database.reading() as session:
        query = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state == FAILED)
        return session.scalar(query) or 0


def messages_of(session: Session, dossier_id: int) -> list[OutboxMessage]:
    """The outbox of one dossier, the oldest first."""
    query = select(OutboxMessage).where(OutboxMessage.dossier_id == dossier_id)
    return list(session.scalars(query.order_by(OutboxMessage.created_at, OutboxMessage.id)))
