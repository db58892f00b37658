"""The limits of pages and of writing over SQLite: Python's own driver, its cached statements, one transaction, synchronous=FULL as the product."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, request

from casework.services.bulk_recording import COLUMNS
from casework.services.telling import message_id
from tests.bench.limits import pages as on_postgresql
from tests.bench.limits.bare import Captured, answer, bare, product
from tests.bench.limits.pages import _reader

PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000")
FILLED = {"id", "code", "filed_at"}
COPIED = [one for one in COLUMNS["dossiers"] if one not in FILLED]
TRACK = """
SELECT d.code, d.slug, d.definition_version, d.variant, d.state, d.title, d.filed_at, d.due_at, d.accepted_at,
       d.finished_at, d.closed_at, d.access_nonce,
       (SELECT json_group_array(json_array(e.sequence, e.action, e.kind, e.at, e.actor_kind, e.actor_id, e.actor_name, e.state, e.data))
          FROM dossier_events e WHERE e.dossier_id = d.id)
  FROM dossiers d WHERE d.code = ?
"""
WORKLIST, COUNTS = (one.replace("%s", "?") for one in (on_postgresql.WORKLIST, on_postgresql.COUNTS))
NUMBER = """
INSERT INTO dossier_counters (day, last) VALUES ('2026-12-31', 1) ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last
"""
NEW = f"INSERT INTO dossiers ({', '.join(COPIED)}, code, filed_at) VALUES ({', '.join('?' * len(COPIED))}, ?, ?)"
EVENT = """
INSERT INTO dossier_events (dossier_id, sequence, action, kind, at, actor_kind, actor_id, actor_name, state, data)
VALUES (?, ?, ?, ?, ?, 'citizen', 1, 'x', 'filed', ?)
"""
MESSAGE = """
INSERT INTO outbox (id, dossier_id, kind, channel, recipient, language, params, dedupe, state, attempts, next_at, created_at)
VALUES (?, ?, ?, 'email', 'x@vidu.example', 'vi', '{"title": "x"}', ?, 'sent', 0, ?, ?)
"""
FILES = "UPDATE attachments SET dossier_id = ?, draft_id = NULL WHERE draft_id = ?"
DRAFT = "UPDATE drafts SET dossier_id = ? WHERE id = ?"
SEEN = "SELECT d.*, (SELECT json_group_array(e.data) FROM dossier_events e WHERE e.dossier_id = d.id) FROM dossiers d WHERE code = ?"
ACCEPT = """
UPDATE dossiers SET version = version + 1, urgent_at = ?1, step_due_at = ?1, due_at = ?1, accepted_at = ?1, first_promise_at = ?1,
                    national_status = 4 WHERE code = ?2 RETURNING id, version
"""
DATA = '{"variant": "forward", "division": "lanh-su", "certain": true, "estimate": "2026-12-01T09:00:00+07:00"}'


class Connected:
    """A connection made at the first request, so that every worker has its own."""

    def __init__(self) -> None:
        self._connection: sqlite3.Connection | None = None

    def __call__(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"), isolation_level=None)
            for one in PRAGMAS:
                self._connection.execute(f"PRAGMA {one}")
        return self._connection


def create() -> Flask:
    """Either limit, by what the environment names: pages, or a sample to write copies of."""
    whole, connection = product(), Connected()
    limit = bare(whole)
    limit.view_functions = _pages(whole, limit, connection) if "BENCH_PAGES" in os.environ else _writes(connection)
    return limit


def _pages(whole: Flask, limit: Flask, connection: Connected) -> dict[str, Any]:
    wanted = json.loads(Path(os.environ["BENCH_PAGES"]).read_text())
    pages = {one["path"]: Captured(whole, one["path"], one["cookie"]) for one in wanted}
    user = _reader(whole, wanted[0]["cookie"])
    limit.login_manager._user_callback = lambda _: user  # type: ignore[attr-defined]  as in `pages`

    def tracking() -> Any:
        code = request.args["ma"]
        connection().execute(TRACK, (code,)).fetchone()
        return pages[f"/tra-cuu?ma={code}"].render()

    def worklist() -> Any:
        role = request.args.get("vai", "reception")
        connection().execute(WORKLIST, (role,)).fetchall()
        connection().execute(COUNTS, (role,)).fetchall()
        return pages[request.full_path.rstrip("?")].render()

    return {"portal.tracking": tracking, "backoffice.worklist": worklist}


def _writes(connection: Connected) -> dict[str, Any]:
    code = os.environ["BENCH_SAMPLE"]
    sample = connection().execute(f"SELECT {', '.join(COPIED)} FROM dossiers WHERE code = ?", (code,)).fetchone()

    def submit(slug: str, draft: str) -> Any:
        now, one = datetime.now(UTC), connection()
        at = str(now.replace(tzinfo=None))
        one.execute("BEGIN IMMEDIATE")
        number = one.execute(NUMBER).fetchone()[0]
        dossier = one.execute(NEW, (*sample, f"limit-{number:07d}", at)).lastrowid
        one.execute(EVENT, (dossier, 1, "submit", "submit", at, DATA))
        one.execute(MESSAGE, (message_id(now), dossier, "filed", f"{dossier}:filed", at, at))
        one.execute(FILES, (dossier, draft))
        one.execute(DRAFT, (dossier, draft))
        one.execute("COMMIT")
        return answer(f"/ho-so/limit-{number:07d}", f"Hồ sơ đã nộp. Mã hồ sơ: limit-{number:07d}.")

    def take_action(code: str, action: str) -> Any:
        now, one = datetime.now(UTC), connection()
        at = str(now.replace(tzinfo=None))
        one.execute("BEGIN IMMEDIATE")
        one.execute(SEEN, (code,)).fetchone()
        dossier, version = one.execute(ACCEPT, (at, code)).fetchone()
        one.execute(EVENT, (dossier, version, "accept", "accept", at, DATA))
        one.execute(MESSAGE, (message_id(now), dossier, "accepted", f"{dossier}:{version}", at, at))
        one.execute("COMMIT")
        return answer(f"/can-bo/ho-so/{code}", "Đã ghi: Tiếp nhận hồ sơ.")

    return {"portal.submit": submit, "backoffice.take_action": take_action}


application = create() if {"BENCH_PAGES", "BENCH_SAMPLE"} & set(os.environ) else None
