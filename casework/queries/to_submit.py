"""Everything that decides whether a draft can be submitted, read in one statement. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from casework.context import Casework
from casework.models import Account, Attachment, Draft, Obligation, ParameterRevision, Scan
from casework.queries.children import Children
from casework.queries.law_in_force import (
    GATE,
    NEWEST_CALENDAR,
    NEWEST_CALENDAR_MADE,
    Pinned,
    calendar_numbered,
    parameters_numbered,
)
from casework.queries.obligations import owed_by_account
from casework.queries.scans import Verdict
from procedures.clock.calendar import Calendar

_draft, _account, _file = Draft.__table__.c, Account.__table__.c, Attachment.__table__.c
# The draft as the rest of the statement sees it.
_then = Draft.__table__.alias("then")
_owed, _revision = Obligation.__table__.c, ParameterRevision.__table__.alias("revision")
_scan = Scan.__table__.c
_VERDICT = select(_scan.state).where(_scan.sha256 == _file.sha256).correlate(Attachment.__table__).scalar_subquery()
FILES = Children(_file.component, _file.item, _VERDICT.label("verdict"))
OWED = Children(_owed.due_on)
_IN_FORCE = (
    select(ParameterRevision.__table__.c.id)
    .where(ParameterRevision.__table__.c.in_force_from <= bindparam("on"))
    .order_by(ParameterRevision.__table__.c.in_force_from.desc(), ParameterRevision.__table__.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
# What a dossier keeps of its applicant, and where and how they are told.
OF_THE_ACCOUNT = (
    "id", "kind", "name", "email", "phone", "tax_code", "personal_id", "passport_number", "nationality", "address", "language",
)  # fmt: skip
OWNER = tuple(_account[name] for name in OF_THE_ACCOUNT)
# By which law a draft is judged, and what its account owes.
JUDGED_BY = (
    OWED.where(
        _owed.slug == _draft.slug,
        owed_by_account(_account),
        _owed.due_on < bindparam("on"),
        _owed.fulfilled_at.is_(None),
    ).label("owed"),
    NEWEST_CALENDAR.label("calendar_id"),
    NEWEST_CALENDAR_MADE.label("calendar_made"),
    _revision.c.id.label("revision_id"),
    _revision.c.created_at.label("revision_made"),
)


def of_one_draft(query: Select[Any]) -> Select[Any]:
    """The statement for one draft of one account, with `OWNER` and `JUDGED_BY` where it names them."""
    query = query.select_from(Draft.__table__).join(Account.__table__, _account.id == _draft.account_id)
    query = query.outerjoin(_revision, _revision.c.id == _IN_FORCE)
    return query.where(_draft.id == bindparam("draft"), _draft.account_id == bindparam("account"))


_QUERY = of_one_draft(
    select(
        *OWNER,
        _draft.slug.label("slug"),
        _draft.answers.label("answers"),
        _draft.dossier_id.label("dossier_id"),
        _draft.expires_at.label("expires_at"),
        _draft.revision.label("revision"),
        select(_then.c.revision).where(_then.c.id == _draft.id).scalar_subquery().label("revision_then"),
        GATE,
        FILES.where(_file.draft_id == _draft.id, _file.removed_at.is_(None)).label("files"),
        *JUDGED_BY,
    )
).with_for_update(of=Draft.__table__)


@dataclass(frozen=True, slots=True)
class ToSubmit:
    """A locked draft with its account (`row` has what is needed of both), its files, and the law that it is judged by.

    `present` are its files as (component, item), `infected` those with malware in them; `overdue` the years of reports that its account owes.
    """

    row: Row[Any]
    present: frozenset[tuple[str, int]]
    infected: frozenset[tuple[str, int]]
    overdue: list[int]
    calendar: Calendar
    revision: Pinned | None


def to_submit(connection: Connection, casework: Casework, draft_id: str, account_id: int, on: date) -> ToSubmit | None:
    """The draft of this account on a local date; None when there is none."""
    given = {"draft": draft_id, "account": account_id, "on": on}
    row = connection.execute(_QUERY, given).first()
    if row is not None and row.revision != row.revision_then:
        # It was locked: the draft is as another window left it, its files are as they were when the question was put.
        row = connection.execute(_QUERY, given).first()
    if row is None:
        return None
    return ToSubmit(
        row=row,
        present=frozenset((component, item) for component, item, _ in row.files),
        infected=frozenset((component, item) for component, item, verdict in row.files if verdict == Verdict.INFECTED),
        overdue=overdue_years(row.owed),
        calendar=calendar_numbered(connection, casework, row.calendar_id, row.calendar_made),
        revision=parameters_numbered(connection, casework, row.revision_id, row.revision_made),
    )


def overdue_years(owed: list[list[Any]]) -> list[int]:
    """The years of the reports in the column `owed`."""
    return sorted({due_on.year for (due_on,) in OWED.rows(owed)})
