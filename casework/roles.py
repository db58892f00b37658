"""What the role of the running program may do on PostgreSQL, table by table; its owner has the rest. No rule of a dossier may enter.

On SQLite there are no roles: there the triggers of `casework.protection` are all.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, create_engine, inspect, pool, text
from sqlalchemy.engine import make_url

TABLE_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@dataclass(frozen=True, slots=True)
class Rights:
    """Beside reading: whether rows may be added, changed (in all columns or in those named) and deleted."""

    insert: bool = True
    update: bool | tuple[str, ...] = False
    delete: bool = False

    def on_table(self) -> frozenset[str]:
        """Rights on the whole table."""
        given = {"SELECT": True, "INSERT": self.insert, "UPDATE": self.update is True, "DELETE": self.delete}
        return frozenset(right for right, has in given.items() if has)

    def columns(self) -> tuple[str, ...]:
        """Columns that alone may be changed."""
        return self.update if isinstance(self.update, tuple) else ()


ADD, CHANGE, ALL = Rights(), Rights(update=True), Rights(update=True, delete=True)
# What a dossier was filed with is not among these: `services.recording`, `.supplementing` and `.calendars` write the rest.
DOSSIER_COLUMNS = (
    *("answers", "title", "search_text", "version", "variant", "state", "phase", "national_status", "waiting_role"),
    *(
        "division",
        "assignee_id",
        "due_at",
        "step_due_at",
        "urgent_at",
        "first_promise_at",
        "accepted_at",
        "finished_at",
    ),
    *("closed_at", "calendar_revision_id"),
)
RIGHTS: dict[str, Rights] = {
    "account_tokens": CHANGE,
    "accounts": CHANGE,
    "alembic_version": Rights(insert=False),
    "attachments": Rights(update=("draft_id", "dossier_id", "item", "removed_at"), delete=True),
    "attempts": ALL,
    "calendar_revisions": ADD,
    "check_marks": CHANGE,
    "dossier_counters": CHANGE,
    "dossier_events": ADD,
    "dossiers": Rights(update=DOSSIER_COLUMNS),
    "drafts": ALL,
    "due_moves": ADD,
    "duty_runs": CHANGE,
    "landmarks": CHANGE,
    "notes": ADD,
    "obligations": CHANGE,
    "officers": CHANGE,
    "outbox": CHANGE,
    "paper_movements": CHANGE,
    "paper_versions": ADD,
    "papers": CHANGE,
    "parameter_revisions": ADD,
    "presences": ALL,
    "scans": CHANGE,
}


def same_role(owner_url: str, program_url: str) -> bool:
    """Whether both addresses sign in as one role."""
    return make_url(owner_url).username == make_url(program_url).username


def grant_rights(owner_url: str, program_url: str) -> None:
    """Give the program's role exactly what RIGHTS says, in one transaction; nothing when it is the owner or on SQLite."""
    address = make_url(owner_url)
    if address.get_backend_name() != "postgresql" or same_role(owner_url, program_url):
        return
    engine = create_engine(address, poolclass=pool.NullPool)
    with engine.begin() as connection:
        quote = connection.dialect.identifier_preparer.quote_identifier
        role = quote(make_url(program_url).username or "")
        for statement in _statements(role, set(inspect(connection).get_table_names())):
            connection.execute(text(statement))
    engine.dispose()


def _statements(role: str, tables: set[str]) -> list[str]:
    found = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ]
    for table, rights in sorted(RIGHTS.items()):
        if table in tables:
            found.append(f"GRANT {', '.join(sorted(rights.on_table()))} ON {table} TO {role}")
            if rights.columns():
                found.append(f"GRANT UPDATE ({', '.join(rights.columns())}) ON {table} TO {role}")
    return found


def surplus_rights(connection: Connection) -> list[str]:
    """What the role of this connection may do beyond RIGHTS, in words like "DELETE on dossiers"."""
    return _difference(connection, surplus=True)


def missing_rights(connection: Connection) -> list[str]:
    """What the role of this connection needs and may not do."""
    return _difference(connection, surplus=False)


def _difference(connection: Connection, *, surplus: bool) -> list[str]:
    found = []
    for table, rights in sorted(RIGHTS.items()):
        held, columns = _held(connection, table)
        wanted = rights.on_table()
        found += [f"{right} on {table}" for right in sorted(held - wanted if surplus else wanted - held)]
        allowed = set(rights.columns())
        if "UPDATE" not in held | wanted:
            found += [f"UPDATE of {table}.{one}" for one in sorted(columns - allowed if surplus else allowed - columns)]
    return found


def _held(connection: Connection, table: str) -> tuple[frozenset[str], frozenset[str]]:
    """Rights on the whole table, and columns that may be changed."""
    asked = text("SELECT one FROM unnest(CAST(:rights AS text[])) AS one WHERE has_table_privilege(:name, one)")
    held = connection.scalars(asked, {"rights": list(TABLE_RIGHTS), "name": table})
    columns = text(
        "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:name AS regclass) AND attnum > 0 AND NOT attisdropped "
        "AND has_column_privilege(attrelid, attnum, 'UPDATE')"
    )
    return frozenset(held), frozenset(connection.scalars(columns, {"name": table}))
