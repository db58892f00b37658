"""Messages that were given up, and those an administrator dropped. The words of a message are nobody's to read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from casework.context import Casework
from casework.models import Dossier, OutboxMessage

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Unsent:
    """One message; `again` is whether it still holds what is to be sent: codes and links are wiped when it fails."""

    id: str
    kind: str
    channel: str
    state: str
    code: str | None
    created_at: datetime
    attempts: int
    error: str
    note: str
    request_id: str | None
    again: bool


def unsent(casework: Casework, *states: str) -> tuple[Unsent, ...]:
    """The newest messages in these states, at most `SHOWN`."""
    again = or_(OutboxMessage.dossier_id.is_not(None), OutboxMessage.rendered.is_not(None))
    query = (
        select(OutboxMessage, Dossier.code, again)
        .outerjoin(Dossier, Dossier.id == OutboxMessage.dossier_id)
        .where(OutboxMessage.state.in_(states))
        .order_by(OutboxMessage.next_at.desc(), OutboxMessage.id)
        .limit(SHOWN)
    )
    with casework.database.reading() as session:
        return tuple(_unsent(row, code, bool(may)) for row, code, may in session.execute(query))


def _unsent(row: OutboxMessage, code: str | None, again: bool) -> Unsent:
    given = (row.id, row.kind, row.channel, row.state, code, row.created_at, row.attempts)
    return Unsent(*given, row.error or "", row.note or "", row.request_id, again)
