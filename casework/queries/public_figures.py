"""Figures anybody may see: how many dossiers were finished this month, and how many on time. Nobody's dossier may enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from casework.context import Casework
from casework.models import Dossier
from procedures.clock.calendar import OFFICE_TIME

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OnTime:
    """Dossiers finished since `since` that had a promise, and those of them that kept it."""

    since: datetime
    finished: int
    on_time: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.on_time / self.finished, 1) if self.finished else None


def on_time_this_month(casework: Casework, at: datetime) -> OnTime:
    """Late is what was finished after the due minute; due times are whole minutes."""
    since = at.astimezone(OFFICE_TIME).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ended = (Dossier.finished_at >= since, Dossier.finished_at <= at, Dossier.due_at.is_not(None))
    beyond = select(Dossier.finished_at, Dossier.due_at).where(*ended, Dossier.finished_at > Dossier.due_at)
    with casework.database.reading() as session:
        finished = session.scalar(select(func.count()).select_from(Dossier).where(*ended)) or 0
        late = sum(done >= due + ONE_MINUTE for done, due in session.execute(beyond))
    return OnTime(since, finished, finished - late)
