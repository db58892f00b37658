"""The benchmarks over SQLite: its databases, copies of them, the same questions in its words, rows made in numbers. Nothing is measured."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.data import sqlite
from tests.bench.server import place

NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)"
DRAFTS = f"""
INSERT INTO drafts (id, account_id, slug, definition_version, answers, revision, created_at, saved_at, expires_at)
{NUMBERS} SELECT printf('bench%027d', n), account_id, slug, definition_version, answers, revision, created_at, saved_at, expires_at
  FROM drafts, numbers WHERE id = ?
"""
FILES = f"""
INSERT INTO attachments (id, draft_id, component, item, supplement, file_name, kind, content_type, size, pages, sha256, storage_key, uploaded_at)
{NUMBERS} SELECT lower(hex(randomblob(16))), printf('bench%027d', n), component, item, supplement, file_name, kind, content_type, size, pages,
       sha256, storage_key, uploaded_at
  FROM attachments a, numbers WHERE a.draft_id = ?
"""
EVENTS = """
INSERT INTO dossier_events (dossier_id, sequence, action, kind, at, actor_kind, actor_id, actor_name, state, data)
SELECT d.id, e.sequence, e.action, e.kind, e.at, e.actor_kind, e.actor_id, e.actor_name, e.state, e.data
  FROM dossier_events e, dossiers d WHERE e.dossier_id = ? AND d.code LIKE 'BENCH-%'
"""


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def here(statement: str) -> str:
    """A statement written for psycopg, in SQLite's words."""
    return statement.replace("%%", "\0").replace("%s", "?").replace("\0", "%").replace("greatest(", "max(")


def bound(values: Sequence[object]) -> list[object]:
    """Instants as the product writes them: UTC without its zone."""
    return [str(one.astimezone(UTC).replace(tzinfo=None)) if isinstance(one, datetime) else one for one in values]


def rows(url: str, statement: str, values: Sequence[object]) -> list[tuple]:
    """What a statement written for psycopg finds here."""
    with closing(sqlite3.connect(path_of(url), timeout=30)) as connection:
        return connection.execute(here(statement), bound(values)).fetchall()


def execute(url: str, statement: str, values: Sequence[object]) -> None:
    """Do a statement written for psycopg here."""
    with closing(sqlite3.connect(path_of(url), timeout=30)) as connection, connection:
        connection.execute(here(statement), bound(values))


@contextmanager
def copied(size: int) -> Iterator[str]:
    """A copy to write in; its journal is gone with it."""
    copy = place() / f"bench_{size}_copy.sqlite3"
    template = path_of(sqlite(size))
    with closing(sqlite3.connect(template)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(template, copy)
    try:
        yield f"sqlite:///{copy}"
    finally:
        for one in (copy, Path(f"{copy}-wal"), Path(f"{copy}-shm")):
            one.unlink(missing_ok=True)


def copy_drafts(url: str, one: str, count: int) -> None:
    """So many copies of a draft and its files."""
    with closing(sqlite3.connect(path_of(url), timeout=30)) as connection, connection:
        connection.execute(DRAFTS, (count, one))
        connection.execute(FILES, (count, one))


def copy_waiting(url: str, count: int, state: str, slug: str) -> None:
    """So many copies of one dossier that waits in a state with nothing but its submission."""
    with closing(sqlite3.connect(path_of(url), timeout=30)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(dossiers)")]
        kept = ", ".join(one for one in columns if one not in ("id", "code"))
        found = connection.execute(
            "SELECT id FROM dossiers WHERE state = ? AND slug = ? AND version = 1 ORDER BY id LIMIT 1", (state, slug)
        ).fetchone()
        if found is None:
            raise RuntimeError(f"no {slug} in {state}")
        guard = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'dossiers_not_replaced'").fetchone()
        if guard:  # it looks for each row among all, which is quick for one and not for thousands
            connection.execute("DROP TRIGGER dossiers_not_replaced")
        connection.execute(
            f"INSERT INTO dossiers (code, {kept}) {NUMBERS} SELECT 'BENCH-' || n, {kept} FROM dossiers, numbers WHERE id = ?", (count, *found)
        )
        connection.execute(EVENTS, found)
        if guard:
            connection.execute(guard[0])
