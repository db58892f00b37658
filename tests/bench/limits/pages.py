"""The limit of pages that only read: one prepared statement that fetches what the page shows, then the same template.

Each page was looked at once when the process began, so that nothing between the rows and the template is paid for here.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface

from tests.bench.limits.bare import Captured, Connected, bare, product
from web.identity import load_user

TRACK = """
SELECT d.code, d.slug, d.definition_version, d.variant, d.state, d.title, d.filed_at, d.due_at, d.accepted_at,
       d.finished_at, d.closed_at, d.access_nonce,
       (SELECT json_agg(json_build_array(e.sequence, e.action, e.kind, e.at, e.actor_kind, e.actor_id, e.actor_name, e.state, e.data)
                        ORDER BY e.sequence)
          FROM dossier_events e WHERE e.dossier_id = d.id)
  FROM dossiers d WHERE d.code = %s
"""
WORKLIST = """
SELECT d.id, d.code, d.title, d.slug, d.definition_version, d.variant, d.state, d.phase, d.division, d.waiting_role,
       d.assignee_id, d.filed_at, d.accepted_at, d.due_at, d.step_due_at, d.urgent_at, d.finished_at, d.closed_at, o.name
  FROM dossiers d LEFT JOIN officers o ON o.id = d.assignee_id
 WHERE d.closed_at IS NULL AND d.waiting_role = %s
 ORDER BY d.urgent_at, d.id LIMIT 51
"""
COUNTS = """
SELECT slug, state, phase, division, count(*)
  FROM (SELECT slug, state, phase, division FROM dossiers
         WHERE closed_at IS NULL AND waiting_role = %s ORDER BY urgent_at, id LIMIT 1001) AS first
 GROUP BY slug, state, phase, division
"""


def create() -> Any:
    """The application: only the addresses named in the file BENCH_PAGES are known to it."""
    whole = product()
    wanted = json.loads(Path(os.environ["BENCH_PAGES"]).read_text())
    pages = {one["path"]: Captured(whole, one["path"], one["cookie"]) for one in wanted}
    limit, connection = bare(whole), Connected()
    user = _reader(whole, wanted[0]["cookie"])
    limit.login_manager._user_callback = lambda _: user  # type: ignore[attr-defined]  Flask-Login has no public way to take it back

    def tracking() -> Any:
        code = request.args["ma"]
        connection().execute(TRACK, (code,), prepare=True).fetchone()
        return pages[f"/tra-cuu?ma={code}"].render()

    def worklist() -> Any:
        role = request.args.get("vai", "reception")
        connection().execute(WORKLIST, (role,), prepare=True).fetchall()
        connection().execute(COUNTS, (role,), prepare=True).fetchall()
        return pages[request.full_path.rstrip("?")].render()

    limit.view_functions = {"portal.tracking": tracking, "backoffice.worklist": worklist}
    return limit


def _reader(whole: Flask, cookie: str) -> Any:
    """Who reads the pages, asked for once: what an account costs is the product's own."""
    signer = SecureCookieSessionInterface().get_signing_serializer(whole)
    session = signer.loads(cookie.partition("=")[2]) if signer else {}
    with whole.app_context():
        return load_user(session["_user_id"]) if "_user_id" in session else None


# Only the program that serves looks at pages when it begins; `tests.bench.cpu` makes its own.
application = create() if "BENCH_PAGES" in os.environ else None
