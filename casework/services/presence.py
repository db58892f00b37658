"""Being at a dossier: kept for two minutes so that colleagues see each other. It keeps nobody from anything and nobody waits for it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import case, delete, not_

from casework.context import Casework
from casework.database import UNAVAILABLE, upsert
from casework.models import Presence
from casework.queries.presences import Present, lasts, present_at
from procedures.case.events import Actor

# Whoever was heard of a moment ago is not written down again.
RENEWED_AFTER = timedelta(seconds=30)

log = logging.getLogger(__name__)


def look_in(casework: Casework, dossier_id: int, by: Actor, at: datetime) -> tuple[Present, ...]:
    """Note that an officer has the dossier open; returns the others who have."""
    everybody = present_at(casework, dossier_id, at)
    if not any(one.officer_id == by.id and abs(at - one.seen_at) < RENEWED_AFTER for one in everybody):
        try:
            _stay(casework, dossier_id, by, at)
        except UNAVAILABLE:
            # A page is read all the same while the database is full or its one writer is at work.
            log.info("presence at dossier %d not noted", dossier_id)
    return tuple(one for one in everybody if one.officer_id != by.id)


def forget_presences(casework: Casework, at: datetime) -> int:
    """Delete what counts no more; returns how many rows."""
    with casework.database.unit_of_work() as session:
        return len(session.scalars(delete(Presence).where(not_(lasts(at))).returning(Presence.officer_id)).all())


def _stay(casework: Casework, dossier_id: int, by: Actor, at: datetime) -> None:
    with casework.database.unit_of_work(in_passing=True) as session:
        row = upsert(session, Presence).values(dossier_id=dossier_id, officer_id=by.id, opened_at=at, seen_at=at)
        since = case((lasts(at), Presence.opened_at), else_=row.excluded.opened_at)
        session.execute(
            row.on_conflict_do_update(index_elements=["dossier_id", "officer_id"], set_={"opened_at": since, "seen_at": at})
        )
