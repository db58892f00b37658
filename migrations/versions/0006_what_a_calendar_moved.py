"""What a new calendar moved of every open dossier, kept with its revision; and an index of what was finished, for the home page.

A new table, which the program before does not know: a calendar brought into force by it keeps no moves. Like the history,
what is kept is never rewritten: triggers refuse as those of migration 0003 do.
"""

import sqlalchemy as sa
from alembic import op

import casework.models.base as models
from casework.indexes import build_index

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
# The oldest program that may run beside this schema.
beside = "0001"

TABLE = "due_moves"
FINISHED = sa.text("finished_at IS NOT NULL")
REFUSAL = f"{TABLE}: what a calendar moved is append-only"
REFUSED = {f"{TABLE}_keep_rows": "DELETE", f"{TABLE}_keep_words": "UPDATE"}
SAME = "dossier_id = NEW.dossier_id AND calendar_revision_id = NEW.calendar_revision_id"


def upgrade() -> None:
    build_index("ix_dossiers_finished", "dossiers", ["finished_at", "due_at"], FINISHED)
    op.create_table(
        TABLE,
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("calendar_revision_id", sa.Integer(), nullable=False),
        sa.Column("old_due_at", models.UtcDateTime(), nullable=True),
        sa.Column("new_due_at", models.UtcDateTime(), nullable=True),
        sa.Column("old_step_due_at", models.UtcDateTime(), nullable=True),
        sa.Column("new_step_due_at", models.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_due_moves_dossier_id_dossiers")),
        sa.ForeignKeyConstraint(
            ["calendar_revision_id"],
            ["calendar_revisions.id"],
            name=op.f("fk_due_moves_calendar_revision_id_calendar_revisions"),
        ),
        sa.PrimaryKeyConstraint("dossier_id", "calendar_revision_id", name=op.f("pk_due_moves")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _protect_postgresql()
    else:
        _protect_sqlite()


def _protect_postgresql() -> None:
    for name, when in REFUSED.items():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('{REFUSAL}')"
        )
    op.execute(
        f"CREATE TRIGGER {TABLE}_not_emptied BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION refuse_rewriting('{TABLE}: is never emptied')"
    )


def _protect_sqlite() -> None:
    for name, when in REFUSED.items():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when} ON {TABLE} FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    there = sa.select(sa.literal_column("1")).select_from(sa.table(TABLE)).where(sa.text(SAME))
    op.execute(
        f"CREATE TRIGGER {TABLE}_not_replaced BEFORE INSERT ON {TABLE} FOR EACH ROW WHEN EXISTS ({there}) "
        f"BEGIN SELECT RAISE(ABORT, '{TABLE}: this row is there already'); END"
    )


def downgrade() -> None:
    op.drop_index("ix_dossiers_finished", table_name="dossiers")
    # Its triggers go with it.
    op.drop_table(TABLE)
