"""How the program runs, from the database alone, so that every process says the same: messages, duties, dossiers, landmarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Attempt, Dossier, DutyRun, Landmark, OutboxMessage
from casework.models.outbox import DROPPED, FAILED, WAITING
from casework.periods import PERIODS
from casework.queries.scans import Scanning, scanning
from casework.queries.worklist import is_late

# Twice the lease of a message: what a killed worker held goes out before anybody is alarmed.
OUTBOX_LATE_AFTER = timedelta(minutes=10)
# What `flask backup` and its rehearsal write when they went well.
LANDMARKS = ("backup", "rehearsal")
STATES = (WAITING, FAILED, DROPPED)
# "officer-from:…" counts the failures of one network address; those of an account end with its next success.
SIGN_INS = {"citizen": "citizen-from:", "officer": "officer-from:"}
REFUSALS_COUNTED_FOR = timedelta(days=1)
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Lag:
    """How long the oldest message that may go out has been ready, and how long each duty is beyond its period.

    A duty that was never done has no time. `scanning` is None where there is no scanner.
    """

    outbox: timedelta
    duties: Mapping[str, timedelta | None]
    scanning: Scanning | None = None

    @property
    def outbox_is_late(self) -> bool:
        return self.outbox > OUTBOX_LATE_AFTER

    @property
    def scanner_is_late(self) -> bool:
        return self.scanning is not None and self.scanning.is_late

    @property
    def late_duties(self) -> tuple[str, ...]:
        """Not done for more than twice their period."""
        return tuple(name for name, lag in self.duties.items() if lag is None or lag > PERIODS[name])


@dataclass(frozen=True, slots=True)
class Running:
    """`oldest` is since when the oldest waiting message exists; `done` when each duty was done; `refused` sign-ins in a day."""

    lag: Lag
    messages: Mapping[str, int]
    oldest: datetime | None
    done: Mapping[str, datetime | None]
    landmarks: Mapping[str, datetime]
    open: int
    late: int
    refused: Mapping[str, int]


def lag(casework: Casework, at: datetime) -> Lag:
    """What a balancer's question needs, in a few short statements."""
    with casework.database.reading() as session:
        return _lag(session, casework, at, _done(session))


def running(casework: Casework, at: datetime) -> Running:
    """Everything, in a fixed number of statements; sent messages and closed dossiers are not counted, so none reads them."""
    with casework.database.reading() as session:
        done = _done(session)
        counts = select(OutboxMessage.state, func.count()).where(OutboxMessage.state.in_(STATES))
        found = dict(session.execute(counts.group_by(OutboxMessage.state)).all())
        oldest = select(func.min(OutboxMessage.created_at)).where(OutboxMessage.state == WAITING)
        return Running(
            lag=_lag(session, casework, at, done),
            messages={state: found.get(state, 0) for state in STATES},
            oldest=session.scalar(oldest),
            done=done,
            landmarks={one.name: one.at for one in session.scalars(select(Landmark).where(Landmark.name.in_(LANDMARKS)))},
            open=_count(session, Dossier.closed_at.is_(None)),
            # The earlier of both due times narrows the index before each is compared.
            late=_count(session, Dossier.closed_at.is_(None), Dossier.urgent_at < at, is_late(at)),
            refused={kind: _refused(session, prefix, at) for kind, prefix in SIGN_INS.items()},
        )


def _lag(session: Session, casework: Casework, at: datetime, done: Mapping[str, datetime | None]) -> Lag:
    ready = session.scalar(select(func.min(OutboxMessage.next_at)).where(OutboxMessage.state == WAITING))
    outbox = max(at - ready, NOTHING) if ready else NOTHING
    scans = scanning(session, at) if casework.scanner else None
    return Lag(outbox, {name: _beyond(name, when, at) for name, when in done.items()}, scans)


def _beyond(name: str, done_at: datetime | None, at: datetime) -> timedelta | None:
    return max(at - done_at - PERIODS[name], NOTHING) if done_at else None


def _done(session: Session) -> dict[str, datetime | None]:
    known = {one.name: one.done_at for one in session.scalars(select(DutyRun))}
    return {name: known.get(name) for name in PERIODS}


def _count(session: Session, *conditions: object) -> int:
    return session.scalar(select(func.count()).select_from(Dossier).where(*conditions)) or 0


def _refused(session: Session, prefix: str, at: datetime) -> int:
    since = at - REFUSALS_COUNTED_FOR
    query = select(func.sum(Attempt.failures)).where(Attempt.key.startswith(prefix), Attempt.last_at > since)
    return int(session.scalar(query) or 0)
