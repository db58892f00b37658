"""Who has a dossier open, shared by all processes: a row an officer and a dossier, of no use after two minutes.

A new table: the program before goes on beside it without knowing it.
"""

import sqlalchemy as sa
from alembic import op

import casework.models.base as models

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
# The oldest program that may run beside this schema.
beside = "0001"


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", models.UtcDateTime(), nullable=False),
        sa.Column("seen_at", models.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_presences_dossier_id_dossiers")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_presences_officer_id_officers")),
        sa.PrimaryKeyConstraint("dossier_id", "officer_id", name=op.f("pk_presences")),
    )


def downgrade() -> None:
    op.drop_table("presences")
