"""A large PostgreSQL database made of a smaller one that the product filled: every dossier lives again under ids and codes of its own.

For a machine that has no hour to spare: a million whole lives take minutes this way. Codes stay without gap within a day; applicants, times and
words repeat, so a rare name is found as often as it was multiplied. Nothing is decided here and nothing is measured.
"""

from __future__ import annotations

import psycopg

# Code of a copy: the numbers of its day go on where the copy before ended.
RENUMBERED = """
CREATE TEMP TABLE renumbered AS
SELECT d.id AS old_id, d.id + %(ids)s * copy AS id, d.code AS old_code, copy,
       left(d.code, -7) || lpad((right(d.code, 7)::int + c.last * copy)::text, 7, '0') AS code
  FROM dossiers d
  JOIN dossier_counters c ON to_char(c.day, 'YYYYMMDD') = left(right(d.code, 16), 8)
 CROSS JOIN generate_series(1, %(times)s - 1) AS copy
"""
# What differs in a copy, by table; every other column is taken as it is.
DIFFERING = {
    "dossiers": {"id": "r.id", "code": "r.code", "access_nonce": "md5(o.access_nonce || r.copy)"},
    "dossier_events": {"id": None, "dossier_id": "r.id"},
    "attachments": {"id": "md5(o.id || r.copy)", "dossier_id": "r.id"},
    "outbox": {
        "id": "md5(o.id || r.copy)",
        "dossier_id": "r.id",
        "params": "o.params || jsonb_build_object('code', r.code)",
        "dedupe": "replace(o.dedupe, r.old_code, r.code)",
    },
    "obligations": {"id": None, "dossier_id": "r.id"},
}
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position"
# Indexes that keep nothing unique are built once at the end instead of row by row.
INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
 WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique
"""


def multiply(url: str, times: int) -> None:
    """Let every dossier of a database be there so many times."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("SET session_replication_role = replica")  # rows that agree already are not checked again
        connection.execute("SET maintenance_work_mem = '1GB'")
        indexes = connection.execute(INDEXES, (list(DIFFERING),)).fetchall()
        for name, _ in indexes:
            connection.execute(f'DROP INDEX "{name}"')
        ids = connection.execute("SELECT max(id) FROM dossiers").fetchone()[0]
        connection.execute(RENUMBERED, {"ids": ids, "times": times})
        for table, differing in DIFFERING.items():
            _copy(connection, table, differing)
        connection.execute("UPDATE dossier_counters SET last = last * %s", (times,))
        connection.execute("SELECT setval('dossiers_id_seq', (SELECT max(id) FROM dossiers))")
        for _, definition in indexes:
            connection.execute(definition)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _copy(connection: psycopg.Connection, table: str, differing: dict[str, str | None]) -> None:
    """Every row of a table once more for each copy of its dossier; a number of its own (None) comes from its sequence."""
    names = [row[0] for row in connection.execute(COLUMNS, (table,)) if differing.get(row[0], "") is not None]
    values = ", ".join(differing.get(name) or f'o."{name}"' for name in names)
    key = "id" if table == "dossiers" else "dossier_id"
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} o JOIN renumbered r ON r.old_id = o.{key}")
