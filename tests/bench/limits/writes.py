"""The limit of writing: the rows of a submission or of an action in one prepared statement or transaction, and the same answer.

What is written is a copy of a dossier that the product made; nothing is read, checked, decided or rendered. The answer has the product's
status, body and headers, the notice for the next page in a signed cookie among them: a limit that answers less would mislead as well.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Any

from psycopg.types.json import Jsonb

from casework.services.bulk_recording import COLUMNS
from casework.services.telling import message_id
from tests.bench.limits.bare import Connected, answer, bare, product

FILLED = {"id", "code", "filed_at"}
COPIED = [one for one in COLUMNS["dossiers"] if one not in FILLED]
MESSAGE = "id, dossier_id, kind, channel, recipient, language, params, dedupe, state, attempts, next_at, created_at"
SUBMIT = f"""
WITH number AS (
  INSERT INTO dossier_counters (day, last) VALUES (%(day)s, 1)
  ON CONFLICT (day) DO UPDATE SET last = dossier_counters.last + 1 RETURNING last
), new AS (
  INSERT INTO dossiers ({", ".join(COPIED)}, code, filed_at)
  SELECT {", ".join(f"%({one})s" for one in COPIED)}, %(prefix)s || lpad(last::text, 7, '0'), %(at)s FROM number
  RETURNING id, code
), history AS (
  INSERT INTO dossier_events (dossier_id, sequence, action, kind, at, actor_kind, actor_id, actor_name, state, data)
  SELECT id, 1, 'submit', 'submit', %(at)s, 'citizen', %(account_id)s, 'x', 'filed', %(data)s FROM new
), told AS (
  INSERT INTO outbox ({MESSAGE})
  SELECT %(message)s, id, 'filed', 'email', 'x@vidu.example', 'vi', %(params)s, code || ':filed:filed', 'sent', 0, %(at)s, %(at)s FROM new
), files AS (
  UPDATE attachments SET dossier_id = (SELECT id FROM new), draft_id = NULL WHERE draft_id = %(draft)s
)
UPDATE drafts SET dossier_id = (SELECT id FROM new) WHERE id = %(draft)s RETURNING (SELECT code FROM new)
"""
ACT = f"""
WITH seen AS (
  SELECT id, version FROM dossiers WHERE code = %(code)s FOR UPDATE
), history AS (
  INSERT INTO dossier_events (dossier_id, sequence, action, kind, at, actor_kind, actor_id, actor_name, state, data)
  SELECT id, version + 1, 'accept', 'accept', %(at)s, 'officer', 1, 'x', 'dispatching', %(data)s FROM seen
), told AS (
  INSERT INTO outbox ({MESSAGE})
  SELECT %(message)s, id, 'accepted', 'email', 'x@vidu.example', 'vi', %(params)s, %(message)s, 'sent', 0, %(at)s, %(at)s FROM seen
)
UPDATE dossiers SET version = dossiers.version + 1, urgent_at = %(at)s, step_due_at = %(at)s, due_at = %(at)s, accepted_at = %(at)s,
                    first_promise_at = %(at)s, national_status = 4
  FROM seen WHERE dossiers.id = seen.id RETURNING dossiers.version
"""
HISTORY = "SELECT d.*, (SELECT json_agg(e ORDER BY e.sequence) FROM dossier_events e WHERE e.dossier_id = d.id) FROM dossiers d WHERE code = %s"


def create() -> Any:
    """The application: it takes the product's two posts."""
    limit, connection = bare(product()), Connected()
    sample = _sample(connection())
    data, params = Jsonb({"variant": "forward", "division": "lanh-su", "certain": True, "estimate": "2026-12-01T09:00:00+07:00"}), Jsonb(
        {"code": "H99.01-20261122-0000001", "title": "x", "estimate": "2026-12-01T09:00:00+07:00"}
    )

    def values(at: datetime) -> dict[str, Any]:
        return {**sample, "at": at, "data": data, "params": params, "message": message_id(at)}

    def submit(slug: str, draft: str) -> Any:
        at = datetime.now(UTC)
        more = {"day": date(2026, 12, 31), "prefix": "limit-", "draft": draft}
        row = connection().execute(SUBMIT, {**values(at), **more}, prepare=True).fetchone()
        return answer(f"/ho-so/{row[0]}", f"Hồ sơ đã nộp. Mã hồ sơ: {row[0]}.")

    def take_action(code: str, action: str) -> Any:
        with connection().transaction():
            connection().execute(HISTORY, (code,), prepare=True).fetchone()
            connection().execute(ACT, {**values(datetime.now(UTC)), "code": code}, prepare=True).fetchone()
        return answer(f"/can-bo/ho-so/{code}", "Đã ghi: Tiếp nhận hồ sơ.")

    limit.view_functions = {"portal.submit": submit, "backoffice.take_action": take_action}
    return limit


def _sample(connection: Any) -> dict[str, Any]:
    """The columns of the dossier that BENCH_SAMPLE names."""
    names = ", ".join(COPIED)
    row = connection.execute(f"SELECT {names} FROM dossiers WHERE code = %s", (os.environ["BENCH_SAMPLE"],)).fetchone()
    return {name: Jsonb(value) if isinstance(value, dict) else value for name, value in zip(COPIED, row, strict=True)}


application = create() if os.environ.get("BENCH_SAMPLE") else None
