"""Periodic duties and landmarks, shared by all processes; the request that caused a message, and why one was dropped.

Only additions that may be empty: the program before writes beside it without knowing them.
"""

import sqlalchemy as sa
from alembic import op

import casework.models.base as models

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
# The oldest program that may run beside this schema.
beside = "0001"


def upgrade() -> None:
    op.create_table(
        "duty_runs",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("done_at", models.UtcDateTime(), nullable=True),
        sa.Column("lease_until", models.UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty_runs")),
    )
    op.create_table(
        "landmarks",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", models.UtcDateTime(), nullable=False),
        sa.Column("data", models.Json, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_landmarks")),
    )
    op.add_column("outbox", sa.Column("note", sa.String(length=500), nullable=True))
    op.add_column("outbox", sa.Column("request_id", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "request_id")
    op.drop_column("outbox", "note")
    op.drop_table("landmarks")
    op.drop_table("duty_runs")
