"""A submitted dossier, its history and its files cannot be deleted or rewritten: triggers refuse, whoever asks.

On PostgreSQL the role of the running program lacks the rights besides (`casework.roles`); on SQLite the triggers are the
whole protection. INSERT OR REPLACE deletes without a delete trigger there, so it is refused where it begins. Every
statement the program before issues still works: nothing that a service does is refused.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
# The oldest program that may run beside this schema.
beside = "0001"

FILED = (
    "id, code, external_code, intake, slug, definition_version, parameter_revision_id, "
    "account_id, applicant, access_nonce, filed_at"
)
STORED = "id, dossier_id, component, file_name, kind, content_type, size, pages, sha256, storage_key, uploaded_at"
# name: (when, table, condition, refusal)
ROW_TRIGGERS = {
    "dossier_events_keep_rows": ("DELETE", "dossier_events", "", "dossier_events: the history is append-only"),
    "dossier_events_keep_words": ("UPDATE", "dossier_events", "", "dossier_events: the history is append-only"),
    "dossiers_keep_rows": ("DELETE", "dossiers", "", "dossiers: a submitted dossier is never deleted"),
    "dossiers_keep_filing": (f"UPDATE OF {FILED}", "dossiers", "", "dossiers: what was filed stays as it was"),
    "attachments_keep_rows": (
        "DELETE",
        "attachments",
        "OLD.dossier_id IS NOT NULL",
        "attachments: a file of a submitted dossier is never deleted",
    ),
    "attachments_keep_files": (
        f"UPDATE OF {STORED}",
        "attachments",
        "OLD.dossier_id IS NOT NULL",
        "attachments: a file of a submitted dossier stays as it was",
    ),
}
REPLACING = {
    "dossier_events_not_replaced": (
        "dossier_events",
        ("id = NEW.id", "dossier_id = NEW.dossier_id AND sequence = NEW.sequence"),
    ),
    "dossiers_not_replaced": ("dossiers", ("id = NEW.id", "code = NEW.code", "external_code = NEW.external_code")),
    "attachments_not_replaced": ("attachments", ("id = NEW.id AND dossier_id IS NOT NULL",)),
}
EMPTYING = ("dossier_events", "dossiers", "attachments")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _protect_postgresql()
    else:
        _protect_sqlite()


def _protect_sqlite() -> None:
    for name, (when, table, condition, refusal) in ROW_TRIGGERS.items():
        guard = f" WHEN {condition}" if condition else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW{guard} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
    for name, (table, same) in REPLACING.items():
        # One question for each unique index: asked together they would read the whole table at every insert.
        rows = sa.select(sa.literal_column("1")).select_from(sa.table(table))
        there = " OR ".join(f"EXISTS ({rows.where(sa.text(one))})" for one in same)
        op.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: this row is there already'); END"
        )


def _protect_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for name, (when, table, condition, refusal) in ROW_TRIGGERS.items():
        guard = f" WHEN ({condition})" if condition else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW{guard} "
            f"EXECUTE FUNCTION refuse_rewriting('{refusal}')"
        )
    for table in EMPTYING:
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION refuse_rewriting('{table}: is never emptied')"
        )


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, (_, table, _, _) in ROW_TRIGGERS.items():
        op.execute(f"DROP TRIGGER {name} ON {table}" if on_postgresql else f"DROP TRIGGER {name}")
    if on_postgresql:
        for table in EMPTYING:
            op.execute(f"DROP TRIGGER {table}_not_emptied ON {table}")
        op.execute("DROP FUNCTION refuse_rewriting()")
    else:
        for name in REPLACING:
            op.execute(f"DROP TRIGGER {name}")
