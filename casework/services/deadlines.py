"""Telling officers once of a step, or of a promise behind a late step, that is nearly late or has become late. Lateness itself is compared, never stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.database import upsert
from casework.models import Dossier, DutyRun, Officer, OutboxMessage
from casework.periods import DEADLINES, PERIODS, PROMISES
from casework.queries.desks import actor_of
from casework.queries.law_in_force import current_calendar
from casework.queries.worklist import is_late, within_a_working_day
from casework.services.telling import message
from procedures.definition import Phase, Role

LATE, SOON = "step_late", "step_soon"
PROMISE_LATE, PROMISE_SOON = "promise_late", "promise_soon"
COLUMNS = (
    *(Dossier.id, Dossier.code, Dossier.version, Dossier.slug, Dossier.division, Dossier.assignee_id),
    *(Dossier.waiting_role, Dossier.urgent_at, Dossier.due_at),
)
# A kind of notice, and the dossiers it is put for whose due time lies between two instants.
Kind = tuple[str, Callable[[Session, datetime, datetime], Iterable[Row]]]


def tell_of_deadlines(casework: Casework, at: datetime) -> int:
    """Put a notice for every open dossier whose earliest due time was passed, or came within one working day, since the last look.

    Only dossiers whose due time lies between the two looks are read (index ix_dossiers_open_urgent), so the work grows
    with what changed, not with what is open. A notice is put once for a step, however often one looks. Returns how many.
    """

    def late(session: Session, since: datetime, until: datetime) -> Iterable[Row]:
        return _between(session, since, until, is_late(at))

    def soon(session: Session, since: datetime, until: datetime) -> Iterable[Row]:
        return _between(session, since, until, ~is_late(at))

    return _tell(casework, DEADLINES, at, (LATE, late), (SOON, soon))


def tell_of_promises(casework: Casework, at: datetime) -> int:
    """The same for the promise to the applicant where the step was late before: nobody would be told of it as a step's due time.

    PostgreSQL reads the promises that end between two looks (ix_dossiers_reported), SQLite looks through what is late in its step
    (ix_dossiers_open_urgent), so this is done less often. Returns how many.
    """

    def late(session: Session, since: datetime, until: datetime) -> Iterable[Row]:
        return _promised_between(session, since, until, at)

    def soon(session: Session, since: datetime, until: datetime) -> Iterable[Row]:
        return _promised_between(session, max(since, _minute(at)), until, at)

    return _tell(casework, PROMISES, at, (PROMISE_LATE, late), (PROMISE_SOON, soon))


def _tell(casework: Casework, duty: str, at: datetime, late: Kind, soon: Kind) -> int:
    """Look at what was passed since the last look of a duty, and at what came within one working day since then."""
    with casework.database.unit_of_work() as session:
        since = _last_look(session, duty, at)
        calendar = current_calendar(session)
        nearer = within_a_working_day(calendar, since), within_a_working_day(calendar, at)
        windows = ((late, (_minute(since), _minute(at))), (soon, nearer))
        changed = [(kind, one) for (kind, look), window in windows for one in look(session, *window)]
        return _put(session, list(_notices(_officers(session), changed, at))) if changed else 0


def _last_look(session: Session, duty: str, at: datetime) -> datetime:
    done_at = session.scalars(select(DutyRun.done_at).where(DutyRun.name == duty)).first()
    return done_at if done_at is not None and done_at <= at else at - PERIODS[duty]


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _between(session: Session, since: datetime, until: datetime, condition: Any) -> Iterable[Row]:
    """Open dossiers in the office's hands that became due in [since, until): a minute begun is not late yet."""
    query = select(*COLUMNS).where(
        Dossier.closed_at.is_(None),
        Dossier.urgent_at >= since,
        Dossier.urgent_at < until,
        Dossier.phase != str(Phase.CITIZEN),
        condition,
    )
    return session.execute(query.order_by(Dossier.urgent_at, Dossier.id))


def _promised_between(session: Session, since: datetime, until: datetime, at: datetime) -> Iterable[Row]:
    """Open dossiers in the office's hands, late in their step, whose promise ends in [since, until)."""
    query = select(*COLUMNS).where(
        Dossier.closed_at.is_(None),
        Dossier.finished_at.is_(None),
        Dossier.urgent_at < _minute(at),
        Dossier.urgent_at < Dossier.due_at,
        Dossier.due_at >= since,
        Dossier.due_at < until,
        Dossier.phase != str(Phase.CITIZEN),
    )
    return session.execute(query.order_by(Dossier.urgent_at, Dossier.id))


def _officers(session: Session) -> list[Officer]:
    """Who can be told; an officer without an address has the work list."""
    query = select(Officer).where(Officer.active.is_(True), Officer.email.is_not(None)).order_by(Officer.id)
    return [one for one in session.scalars(query) if one.email]


def _notices(officers: list[Officer], changed: list[tuple[str, Row]], at: datetime) -> Iterator[dict[str, Any]]:
    told: dict[tuple[Any, ...], list[Officer]] = {}
    for kind, dossier in changed:
        desk = (dossier.assignee_id, dossier.division, dossier.waiting_role, dossier.slug)
        if desk not in told:  # many dossiers wait at few desks
            told[desk] = [one for one in officers if _concerns(one, dossier)]
        promised = kind in (PROMISE_LATE, PROMISE_SOON)
        due_at = (dossier.due_at if promised else dossier.urgent_at).isoformat()
        params, occasion = {"code": dossier.code, "due_at": due_at}, due_at if promised else dossier.version
        for officer in told[desk]:
            dedupe = f"sla:{dossier.id}:{occasion}:{kind}:{officer.id}"
            yield message(kind, "email", officer.email or "", "vi", params, dedupe, at, dossier_id=dossier.id)


def _concerns(officer: Officer, dossier: Row) -> bool:
    """The one who handles it, else everybody for whose desk it waits; and the head of its division."""
    if officer.id == dossier.assignee_id:
        return True
    if Role.DIVISION_HEAD in officer.roles and officer.division == dossier.division:
        return True
    if dossier.waiting_role in (Role.SPECIALIST, Role.DIVISION_HEAD) or dossier.waiting_role not in officer.roles:
        return False
    deputy = actor_of(officer)
    return not (deputy.deputy and deputy.fields and dossier.waiting_role == Role.DIRECTOR) or dossier.slug in deputy.fields


def _put(session: Session, rows: list[dict[str, Any]]) -> int:
    """Add what is not there yet; returns how many."""
    if not rows:
        return 0
    added = upsert(session, OutboxMessage.__table__).on_conflict_do_nothing(index_elements=["dedupe"])
    # One statement for each row and none that names them all: the driver reads the text of every statement, placeholder by placeholder.
    return session.connection().execute(added, rows, execution_options={"preserve_rowcount": True}).rowcount
