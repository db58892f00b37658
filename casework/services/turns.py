"""Whose turn a periodic duty is: one worker at a time, once in its period, under a lease that a killed worker loses. No duty's work may enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, true, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.database import upsert
from casework.models import DutyRun
from casework.periods import PERIODS

# Longer than a duty takes on a full store; a second worker beside a slow one would do harm to nobody, only work twice.
LEASE = timedelta(minutes=30)
REST_AFTER_A_PROBLEM = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A duty that this worker does now."""

    duty: str
    worker: str
    at: datetime


def due_duties(casework: Casework, at: datetime) -> list[str]:
    """The duties nobody does now and whose period is over, in their order. One read, so that waiting costs little."""
    with casework.database.reading() as session:
        runs = {one.name: one for one in session.scalars(select(DutyRun))}
    return [name for name in PERIODS if name not in runs or (_free(runs[name], at) and _due(runs[name], at))]


def take_turn(casework: Casework, duty: str, worker: str, at: datetime, *, due_or_not: bool = False) -> Turn | None:
    """Take a duty under a lease; None when another has it, or did it within its period (unless `due_or_not`)."""
    period = PERIODS[duty]
    # A time ahead of ours was written by a clock that was wrong: it may stop the duty neither for ever nor for a moment.
    due = or_(DutyRun.done_at.is_(None), DutyRun.done_at <= at - period, DutyRun.done_at > at + period)
    free = or_(DutyRun.lease_until.is_(None), DutyRun.lease_until <= at, DutyRun.lease_until > at + LEASE + period)
    with casework.database.unit_of_work() as session:
        _know(session, duty)
        if not _write(session, duty, free & (true() if due_or_not else due), lease_until=at + LEASE, leased_by=worker[:60]):
            return None
    return Turn(duty, worker[:60], at)


def end_turn(casework: Casework, turn: Turn, *, well: bool) -> None:
    """Give the duty back: done until its next period, or to be tried again after a rest. Who lost the lease changes nothing."""
    if well:
        values = {"done_at": turn.at, "lease_until": None, "leased_by": None}
    else:
        values = {"lease_until": turn.at + REST_AFTER_A_PROBLEM}
    with casework.database.unit_of_work() as session:
        _write(session, turn.duty, DutyRun.leased_by == turn.worker, **values)


def _free(run: DutyRun, at: datetime) -> bool:
    return run.lease_until is None or run.lease_until <= at or run.lease_until > at + LEASE + PERIODS[run.name]


def _due(run: DutyRun, at: datetime) -> bool:
    period = PERIODS[run.name]
    return run.done_at is None or not at - period < run.done_at <= at + period


def _know(session: Session, duty: str) -> None:
    session.execute(upsert(session, DutyRun).values(name=duty).on_conflict_do_nothing())


def _write(session: Session, duty: str, condition: ColumnElement[bool], **values: object) -> bool:
    """Change the row under a condition that the database itself judges; whether it held."""
    change = update(DutyRun).where(DutyRun.name == duty, condition).values(**values).returning(DutyRun.name)
    return session.scalars(change.execution_options(synchronize_session=False)).first() is not None
