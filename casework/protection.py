"""The triggers that keep submitted dossiers as they were: which there must be, and how their owner lifts them. No rule may enter.

They are made by the migrations 0003 and 0006; the rights of the program's role on PostgreSQL are in `casework.roles`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

PROTECTED_TABLES = ("attachments", "dossier_events", "dossiers", "due_moves")
ON_BOTH = frozenset(
    {
        "attachments_keep_files",
        "attachments_keep_rows",
        "dossier_events_keep_rows",
        "dossier_events_keep_words",
        "dossiers_keep_filing",
        "dossiers_keep_rows",
        "due_moves_keep_rows",
        "due_moves_keep_words",
    }
)
EXPECTED = {
    "sqlite": ON_BOTH | {f"{table}_not_replaced" for table in PROTECTED_TABLES},
    "postgresql": ON_BOTH | {f"{table}_not_emptied" for table in PROTECTED_TABLES},
}
IN_FORCE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # 'D' is disabled; a trigger that fires only for a replica does not protect either.
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def missing_triggers(connection: Connection) -> list[str]:
    """Triggers that should protect this database and do not, in order of name."""
    dialect = connection.dialect.name
    return sorted(EXPECTED[dialect] - set(connection.scalars(text(IN_FORCE[dialect]))))


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Let the owner delete or correct within the transaction of this connection: retention, an order of a court.

    The triggers are back before the transaction can commit; an error rolls everything back, them included.
    """
    if connection.dialect.name == "postgresql":
        for table in PROTECTED_TABLES:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in PROTECTED_TABLES:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = [tuple(row) for row in connection.execute(query) if row[0] in EXPECTED["sqlite"]]
    for name, _ in kept:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, sql in kept:
        connection.exec_driver_sql(sql)
