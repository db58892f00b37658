"""Not a limit but a fair program of its kind: the same four jobs written with SQLAlchemy Core, table by table, as a careful author would.

It shares the limits' bare Flask and templates, so it pays for no account, access, decision or record.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, request
from sqlalchemy import Engine, RowMapping, create_engine, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from casework.models import Attachment, Dossier, DossierCounter, DossierEvent, Draft, Officer, OutboxMessage
from casework.services.telling import message_id
from tests.bench.limits.bare import Captured, answer, bare, product
from tests.bench.limits.pages import _reader

DOSSIERS, EVENTS, COUNTERS = Dossier.__table__, DossierEvent.__table__, DossierCounter.__table__
OUTBOX, FILES, DRAFTS, OFFICERS = OutboxMessage.__table__, Attachment.__table__, Draft.__table__, Officer.__table__
FILLED = {"id", "code", "filed_at"}
ROWS, COUNTED = 51, 1001
TRACK = select(DOSSIERS)
HISTORY = select(EVENTS).order_by(EVENTS.c.sequence)
OPEN = DOSSIERS.c.closed_at.is_(None)
LIST = select(DOSSIERS, OFFICERS.c.name).select_from(DOSSIERS.outerjoin(OFFICERS, OFFICERS.c.id == DOSSIERS.c.assignee_id))
LIST = LIST.where(OPEN).order_by(DOSSIERS.c.urgent_at, DOSSIERS.c.id).limit(ROWS)
BY = (DOSSIERS.c.slug, DOSSIERS.c.state, DOSSIERS.c.phase, DOSSIERS.c.division)


def create() -> Any:
    """The application: it answers tracking and the work list, and takes a submission and an acceptance."""
    whole = product()
    wanted = json.loads(Path(os.environ["BENCH_PAGES"]).read_text())
    pages = {one["path"]: Captured(whole, one["path"], one["cookie"]) for one in wanted}
    flask = bare(whole)
    user = _reader(whole, wanted[-1]["cookie"])
    flask.login_manager._user_callback = lambda _: user  # type: ignore[attr-defined]  as in `pages`
    engine = create_engine(os.environ["DATABASE_URL"])
    flask.view_functions = {**_reads(engine, pages), **_writes(engine)}
    return flask


def _reads(engine: Engine, pages: dict[str, Captured]) -> dict[str, Any]:
    reading = engine.execution_options(isolation_level="AUTOCOMMIT")

    def tracking() -> Any:
        code = request.args["ma"]
        with reading.connect() as connection:
            row = connection.execute(TRACK.where(DOSSIERS.c.code == code)).mappings().one()
            connection.execute(HISTORY.where(EVENTS.c.dossier_id == row["id"])).all()
        return pages[f"/tra-cuu?ma={code}"].render()

    def worklist() -> Any:
        waiting = DOSSIERS.c.waiting_role == "reception"
        first = select(*BY).where(OPEN, waiting).order_by(DOSSIERS.c.urgent_at, DOSSIERS.c.id).limit(COUNTED).subquery()
        with reading.connect() as connection:
            connection.execute(LIST.where(waiting)).all()
            connection.execute(select(*first.c, func.count()).group_by(*first.c)).all()
        return pages[request.full_path.rstrip("?")].render()

    return {"portal.tracking": tracking, "backoffice.worklist": worklist}


def _writes(engine: Engine) -> dict[str, Any]:
    sample = _sample(engine)

    def submit(slug: str, draft: str) -> Any:
        at, day = datetime.now(UTC), date(2026, 12, 31)
        number = upsert(COUNTERS).values(day=day, last=1)
        number = number.on_conflict_do_update(index_elements=["day"], set_={"last": COUNTERS.c.last + 1})
        with engine.begin() as connection:
            last = connection.execute(number.returning(COUNTERS.c.last)).scalar_one()
            code = f"core-{last:07d}"
            new = insert(DOSSIERS).values(**sample, code=code, filed_at=at).returning(DOSSIERS.c.id)
            dossier = connection.execute(new).scalar_one()
            connection.execute(insert(EVENTS).values(**_event(dossier, 1, "submit", at)))
            connection.execute(insert(OUTBOX).values(**_message(dossier, "filed", at)))
            connection.execute(update(FILES).where(FILES.c.draft_id == draft).values(dossier_id=dossier, draft_id=None))
            connection.execute(update(DRAFTS).where(DRAFTS.c.id == draft).values(dossier_id=dossier))
        return answer(f"/ho-so/{code}", f"Hồ sơ đã nộp. Mã hồ sơ: {code}.")

    def take_action(code: str, action: str) -> Any:
        at = datetime.now(UTC)
        with engine.begin() as connection:
            row = connection.execute(TRACK.where(DOSSIERS.c.code == code).with_for_update()).mappings().one()
            connection.execute(HISTORY.where(EVENTS.c.dossier_id == row["id"])).all()
            version = row["version"] + 1
            times = dict.fromkeys(("urgent_at", "step_due_at", "due_at", "accepted_at", "first_promise_at"), at)
            change = update(DOSSIERS).where(DOSSIERS.c.id == row["id"], DOSSIERS.c.version == row["version"])
            connection.execute(change.values(version=version, national_status=4, **times))
            connection.execute(insert(EVENTS).values(**_event(row["id"], version, "accept", at)))
            connection.execute(insert(OUTBOX).values(**_message(row["id"], "accepted", at)))
        return answer(f"/can-bo/ho-so/{code}", "Đã ghi: Tiếp nhận hồ sơ.")

    return {"portal.submit": submit, "backoffice.take_action": take_action}


def _event(dossier: int, sequence: int, kind: str, at: datetime) -> dict[str, Any]:
    data = {"variant": "forward", "division": "lanh-su", "certain": True, "estimate": "2026-12-01T09:00:00+07:00"}
    return {"dossier_id": dossier, "sequence": sequence, "action": kind, "kind": kind, "at": at, "actor_kind": "officer",
            "actor_id": 1, "actor_name": "x", "state": "dispatching", "data": data}


def _message(dossier: int, kind: str, at: datetime) -> dict[str, Any]:
    return {"id": message_id(at), "dossier_id": dossier, "kind": kind, "channel": "email", "recipient": "x@vidu.example",
            "language": "vi", "params": {"title": "x"}, "dedupe": f"{dossier}:{kind}:{at}", "state": "sent", "attempts": 0,
            "next_at": at, "created_at": at}


def _sample(engine: Engine) -> dict[str, Any]:
    """The columns of the dossier that BENCH_SAMPLE names."""
    with engine.connect() as connection:
        row: RowMapping = connection.execute(TRACK.where(DOSSIERS.c.code == os.environ["BENCH_SAMPLE"])).mappings().one()
    return {column.name: row[column.name] for column in DOSSIERS.c if column.name not in FILLED and column.computed is None}


application: Flask | None = create() if os.environ.get("BENCH_SAMPLE") else None
