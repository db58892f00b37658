"""Indexes of the pages that everybody opens all day; the models name the query that each serves.

Only indexes: the program before goes on beside them. On PostgreSQL writers wait while one is built, about a second for a
million dossiers, because only open ones are in it.
"""

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
LOOKED_AT = ["slug", "state", "phase", "division", "waiting_role", "assignee_id", "due_at", "step_due_at", "finished_at"]
# name: what comes before urgent_at and id
NOW = {
    "ix_dossiers_open_urgent": [],
    "ix_dossiers_open_assignee": ["assignee_id"],
    "ix_dossiers_open_role": ["waiting_role"],
    "ix_dossiers_open_division": ["division"],
    "ix_dossiers_open_slug": ["slug"],
}
BEFORE = ("ix_dossiers_open_urgent", "ix_dossiers_open_assignee", "ix_dossiers_open_role")


def upgrade() -> None:
    for name in BEFORE:
        op.drop_index(name, table_name="dossiers")
    for name, first in NOW.items():
        _open(name, [*first, "urgent_at", "id", *(one for one in LOOKED_AT if one not in first)])
    op.create_index(
        "ix_dossier_events_sent", "dossier_events", ["dossier_id"], postgresql_where=SENT, sqlite_where=SENT
    )


def downgrade() -> None:
    op.drop_index("ix_dossier_events_sent", table_name="dossier_events")
    for name in NOW:
        op.drop_index(name, table_name="dossiers")
    for name in BEFORE:
        _open(name, [*NOW[name], "urgent_at", "id"])


def _open(name: str, columns: list[str]) -> None:
    op.create_index(name, "dossiers", columns, postgresql_where=OPEN, sqlite_where=OPEN)
