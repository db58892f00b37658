"""Indexes of the pages that everybody opens all day; the models name the query that each serves.

Only indexes: the program before goes on beside them. On PostgreSQL writers wait while one is built, about a second for a
million dossiers, because only open ones are in it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
# The oldest program that may run beside this schema.
beside = "0001"

OPEN = sa.text("closed_at IS NULL")
SENT = sa.text("kind = 'send'")
COUNTED_BY = ["slug", "state", "phase", "division", "waiting_role", "assignee_id", "due_at", "step_due_at", "finished_at"]
# name: its columns; the first three were there without what is counted by.
COUNTING = {
    "ix_dossiers_open_urgent": ["urgent_at", "id"],
    "ix_dossiers_open_assignee": ["assignee_id", "urgent_at", "id"],
    "ix_dossiers_open_role": ["waiting_role", "urgent_at", "id"],
    "ix_dossiers_open_division": ["division", "urgent_at", "id"],
}
NARROWING = {
    "ix_dossiers_open_slug": ["slug", "urgent_at", "id"],
    "ix_dossiers_open_state": ["slug", "state", "urgent_at", "id"],
    "ix_dossiers_open_phase": ["phase", "urgent_at", "id"],
}
BEFORE = ("ix_dossiers_open_urgent", "ix_dossiers_open_assignee", "ix_dossiers_open_role")


def upgrade() -> None:
    for name in BEFORE:
        op.drop_index(name, table_name="dossiers")
    for name, columns in COUNTING.items():
        beside_them = [one for one in COUNTED_BY if one not in columns]
        _open(name, columns, postgresql_include=beside_them)
    for name, columns in NARROWING.items():
        _open(name, columns)
    op.create_index(
        "ix_dossier_events_sent", "dossier_events", ["dossier_id"], postgresql_where=SENT, sqlite_where=SENT
    )


def downgrade() -> None:
    op.drop_index("ix_dossier_events_sent", table_name="dossier_events")
    for name in (*COUNTING, *NARROWING):
        op.drop_index(name, table_name="dossiers")
    for name in BEFORE:
        _open(name, COUNTING[name])


def _open(name: str, columns: list[str], **more: Any) -> None:
    op.create_index(name, "dossiers", columns, postgresql_where=OPEN, sqlite_where=OPEN, **more)
