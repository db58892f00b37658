"""The limit of a new calendar: the same rows written by bare SQL in one transaction. It knows every new time beforehand and reads nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import psycopg

from tests.bench.limits.sqlite import PRAGMAS
from tests.bench.lite import path_of

# id; due time, step and urgency before; the same after. What the product kept and wrote.
Move = tuple[Any, ...]
REVISION = "INSERT INTO calendar_revisions (toml, note, by, created_at) VALUES (%s, '', 'limit', %s) RETURNING id"
NEW = """
CREATE TEMP TABLE new_times (id integer, old_due timestamptz, old_step timestamptz, old_urgent timestamptz,
                             due timestamptz, step timestamptz, urgent timestamptz) ON COMMIT DROP
"""
KEPT = """
INSERT INTO due_moves (dossier_id, calendar_revision_id, old_due_at, new_due_at, old_step_due_at, new_step_due_at)
SELECT id, %s, old_due, due, old_step, step FROM new_times
"""
MOVED = "UPDATE dossiers d SET due_at = due, step_due_at = step, urgent_at = urgent FROM new_times n WHERE d.id = n.id"
KEPT_LITE = "INSERT INTO due_moves (calendar_revision_id, dossier_id, old_due_at, old_step_due_at, new_due_at, new_step_due_at) VALUES (?, ?, ?, ?, ?, ?)"
MOVED_LITE = "UPDATE dossiers SET due_at = ?, step_due_at = ?, urgent_at = ? WHERE id = ?"


def back(moves: Sequence[Move]) -> list[Move]:
    """The same moves taken back."""
    return [(number, *times[3:], *times[:3]) for number, *times in moves]


def write(url: str, moves: Sequence[Move], toml: str, at: datetime) -> None:
    """Bring the new times into every row and keep both."""
    write_lite(url, moves, toml, at) if url.startswith("sqlite") else write_postgresql(url, moves, toml, at)


def write_postgresql(url: str, moves: Sequence[Move], toml: str, at: datetime) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        revision = cursor.execute(REVISION, (toml, at)).fetchone()[0]
        cursor.execute(NEW)
        with cursor.copy("COPY new_times FROM STDIN") as copy:
            for one in moves:
                copy.write_row(one)
        cursor.execute(KEPT, (revision,))
        cursor.execute(MOVED)


def write_lite(url: str, moves: Sequence[Move], toml: str, at: datetime) -> None:
    with closing(sqlite3.connect(path_of(url), isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        revision = connection.execute(REVISION.replace("%s", "?"), (toml, str(at.astimezone(UTC).replace(tzinfo=None)))).fetchone()[0]
        connection.executemany(KEPT_LITE, [(revision, number, *times[:2], *times[3:5]) for number, *times in moves])
        connection.executemany(MOVED_LITE, [(*times[3:], number) for number, *times in moves])
        connection.execute("COMMIT")
