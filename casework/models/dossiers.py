"""The dossier and its append-only history. Columns that repeat what the events say are written by `services.recording` alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base

OPEN = text("closed_at IS NULL")
FINISHED = text("finished_at IS NOT NULL")
SENT = text("kind = 'send'")
# What the work list filters and counts by: at the end of its indexes, so that a rare filter opens only the rows it shows
# and the counts open none.
LOOKED_AT = (
    "slug",
    "state",
    "phase",
    "division",
    "waiting_role",
    "assignee_id",
    "due_at",
    "step_due_at",
    "finished_at",
)
# Not `closed_at` first: SQLite would read the work list from it, for all open ones share one value there.
REPORTED = ("intake", "closed_at", "slug", "phase", "accepted_at", "finished_at", "due_at")


def _open(name: str, *columns: str) -> Index:
    """An index over open dossiers only: it stays as small as the office's work, however much is in the archive."""
    beside = (one for one in LOOKED_AT if one not in columns)
    return Index(name, *columns, "urgent_at", "id", *beside, postgresql_where=OPEN, sqlite_where=OPEN)


class Dossier(Base):
    """One dossier. Pinned at submission: definition version and parameter revision. `version` is the sequence
    of the last event: a page that saw another one is stale.

    Derived from the events (see `services.recording`): variant, state, phase, national_status, waiting_role, division,
    assignee_id, due_at, step_due_at, urgent_at, first_promise_at, accepted_at, finished_at, closed_at.
    `urgent_at` is the earlier of due_at and step_due_at (of what is finished step_due_at), the reminder where neither is: what a work
    list sorts by.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        # queries.worklist.waiting_for, its page and its counts, most urgent first: everything; what an officer handles;
        # what waits for a desk; what is in a division; what is of a procedure
        _open("ix_dossiers_open_urgent"),
        _open("ix_dossiers_open_assignee", "assignee_id"),
        _open("ix_dossiers_open_role", "waiting_role"),
        _open("ix_dossiers_open_division", "division"),
        _open("ix_dossiers_open_slug", "slug"),
        # queries.report: what was open at some time of a period, with all that is counted, in the index alone
        Index("ix_dossiers_reported", *REPORTED),
        # queries.public_figures: what was finished this month, for the home page, in the index alone
        Index("ix_dossiers_finished", "finished_at", "due_at", postgresql_where=FINISHED, sqlite_where=FINISHED),
        # queries.words has an index that only migration 0005 can describe: ix_dossiers_words, on SQLite the table dossier_words
        # queries.my_dossiers
        Index("ix_dossiers_account", "account_id", "filed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    external_code: Mapped[str | None] = mapped_column(String(40), unique=True)
    intake: Mapped[str] = mapped_column(String(10), default="local")
    slug: Mapped[str] = mapped_column(String(60))
    definition_version: Mapped[str] = mapped_column(String(20))
    parameter_revision_id: Mapped[int | None] = mapped_column(ForeignKey("parameter_revisions.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    applicant: Mapped[dict[str, Any]]
    answers: Mapped[dict[str, Any]]
    title: Mapped[str] = mapped_column(String(300))
    search_text: Mapped[str] = mapped_column(String(2000))
    access_nonce: Mapped[str] = mapped_column(String(32))
    filed_at: Mapped[datetime] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)

    variant: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(40))
    phase: Mapped[str] = mapped_column(String(20))
    national_status: Mapped[int]
    waiting_role: Mapped[str] = mapped_column(String(20))
    division: Mapped[str] = mapped_column(String(40))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    due_at: Mapped[datetime | None]
    step_due_at: Mapped[datetime | None]
    urgent_at: Mapped[datetime]
    first_promise_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    calendar_revision_id: Mapped[int | None] = mapped_column(ForeignKey("calendar_revisions.id"))


class DossierEvent(Base):
    """One entry of the history; never changed, never deleted."""

    __tablename__ = "dossier_events"
    __table_args__ = (
        # queries.situations: the history of a dossier in its order
        UniqueConstraint("dossier_id", "sequence"),
        # queries.visible.visible_to: what the committee may see is what was sent to it
        Index("ix_dossier_events_sent", "dossier_id", postgresql_where=SENT, sqlite_where=SENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    sequence: Mapped[int]
    action: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]]


class DossierCounter(Base):
    """The last number given on a local date; numbers of a day run from 1 without gap."""

    __tablename__ = "dossier_counters"

    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]
