"""Indexes of the pages that everybody opens all day; the models name the query that each serves.

Only indexes: the program before goes on beside them, and what it reads by stays until its successor is whole.
"""

import sqlalchemy as sa
from alembic import op

from casework.indexes import build_index, replace_indexes

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
WIDENED = {
    "ix_dossiers_open_urgent": [],
    "ix_dossiers_open_assignee": ["assignee_id"],
    "ix_dossiers_open_role": ["waiting_role"],
}
ADDED = {
    "ix_dossiers_open_division": ["division"],
    "ix_dossiers_open_slug": ["slug"],
}


def upgrade() -> None:
    for name, first in ADDED.items():
        build_index(name, "dossiers", _wide(first), OPEN)
    build_index("ix_dossier_events_sent", "dossier_events", ["dossier_id"], SENT)
    replace_indexes("dossiers", {name: _wide(first) for name, first in WIDENED.items()}, OPEN)


def downgrade() -> None:
    op.drop_index("ix_dossier_events_sent", table_name="dossier_events")
    for name in (*ADDED, *WIDENED):
        op.drop_index(name, table_name="dossiers")
    for name, first in WIDENED.items():
        op.create_index(name, "dossiers", _narrow(first), postgresql_where=OPEN, sqlite_where=OPEN)


def _narrow(first: list[str]) -> list[str]:
    return [*first, "urgent_at", "id"]


def _wide(first: list[str]) -> list[str]:
    return [*_narrow(first), *(one for one in LOOKED_AT if one not in first)]
