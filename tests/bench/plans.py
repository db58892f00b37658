"""`python -m tests.bench.plans`: how PostgreSQL would do every statement of the hot pages and duties; red where it reads a whole table. Nothing is measured.

What is explained is what the product sends: each page is opened and each duty done once over a copy of the database, and its statements are
asked again with EXPLAIN and the same values.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from casework.services.deadlines import tell_of_deadlines, tell_of_promises
from casework.services.delivering import claim
from casework.services.lapsing import lapse
from casework.services.sweeping import delete_expired_draft, delete_removed_attachment, tell_of_expiring_draft
from tests.bench.bench import Bench
from tests.bench.cookies import cookie, form_token
from tests.bench.data import NOW
from tests.bench.prepared import SLUG, draft_id, drafts, waiting
from tests.bench.scenarios import s01_track, s10_search
from tests.bench.scenarios.s04_worklist import WHOLE, late_page, signed_in
from tests.bench.scenarios.s09_report import DIRECTOR
from tests.bench.scenarios.s09_report import PAGE as REPORT
from tests.bench.server import end_when_told, postgres

# Tables that grow with the archive; while one has few rows, to read them all is the best that can be done.
GROWING, FEW = ("dossiers", "dossier_events", "outbox", "attachments", "due_moves"), 1_000
ROWS = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s) AND reltuples >= %s"
# What may read them whole, and why.
MAY_SCAN = {"report": "counts everything that was open in its period", "export": "is asked for every row there is"}
EXPLAINED = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, as it was sent."""

    text: str
    values: Any

    @property
    def begin(self) -> str:
        return " ".join(self.text.split())[:60]


@contextmanager
def heard(engine: Engine) -> Iterator[list[Said]]:
    """Every statement that is sent meanwhile, each text once; of many rows the first."""
    said: dict[str, Said] = {}

    def keep(_connection: Any, _cursor: Any, text: str, values: Any, _context: Any, _many: bool) -> None:
        if text.lstrip().upper().startswith(EXPLAINED):
            said.setdefault(text, Said(text, values[0] if isinstance(values, list) else values))

    found: list[Said] = []
    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", keep)
        found += said.values()


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every node of a plan, those of its subplans too."""
    yield plan
    for one in plan.get("Plans", ()):
        yield from nodes(one)


def plan_of(engine: Engine, one: Said, *, choose: bool) -> list[Mapping[str, Any]]:
    """The nodes of a statement's plan. Without `choose` a whole table is read only where no index could serve."""
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET LOCAL enable_seqscan = {'on' if choose else 'off'}")
        explained = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {one.text}", one.values).scalar_one()
        connection.rollback()
    whole = explained if isinstance(explained, list) else json.loads(explained)
    return list(nodes(whole[0]["Plan"]))


def scanned(plan: list[Mapping[str, Any]]) -> set[str]:
    """The tables that it reads from end to end."""
    return {one["Relation Name"] for one in plan if one["Node Type"] == "Seq Scan"}


def pages(bench: Bench, url: str) -> dict[str, Callable[[], object]]:
    """The hot pages and duties by name; each is opened or done once."""
    app = bench.app(url)
    casework, officer = app.extensions["casework"], signed_in(bench, url)
    director = cookie(app, _user_id="officer:{}:{}".format(*bench.rows(url, DIRECTOR)[0]), _fresh=True)
    account = drafts(app, url, 2)
    citizen = cookie(app, _user_id=f"citizen:{account.id}:{account.session_epoch}", _fresh=True)
    tracked, session = s01_track.pages(bench, url)[0]
    code, token, name = waiting(url, 1)[0], form_token(app), s10_search.names(bench, url)[0]
    search = "/can-bo/tim-kiem?q="
    return {
        "home": opening(app, "/"),
        "track": opening(app, tracked, session),
        "work list": opening(app, "/can-bo/viec-can-lam", officer),
        "work list, everything": opening(app, WHOLE, officer),
        "work list, page 1,000": opening(app, late_page(bench, url), officer),
        "work list, rare filter": opening(app, f"{WHOLE}&thu-tuc=hoi-nghi-quoc-te&buoc=announcing", officer),
        "work list, late": opening(app, f"{WHOLE}&han=late", officer),
        "work list, words": opening(app, f"{WHOLE}&q={name}", officer),
        "search, a name": opening(app, f"{search}{name}", officer),
        "search, a surname": opening(app, f"{search}{s10_search.SURNAME}", officer),
        "search, a code": opening(app, f"{search}{code}", officer),
        "dossier of an officer": opening(app, f"/can-bo/ho-so/{code}", officer),
        "my dossiers": opening(app, "/ho-so", citizen),
        "submit": posting(app, f"/nop-ho-so/{SLUG}/{draft_id(1)}/nop", citizen, csrf_token=token),
        "act": posting(app, f"/can-bo/ho-so/{code}/accept", officer, csrf_token=token, seen="1"),
        "sweep, deadlines": lambda: tell_of_deadlines(casework, NOW),
        "sweep, promises": lambda: tell_of_promises(casework, NOW),
        "sweep, lapsed": lambda: lapse(casework, NOW),
        "sweep, drafts": lambda: (tell_of_expiring_draft(casework, NOW), delete_expired_draft(casework, NOW)),
        "sweep, files": lambda: delete_removed_attachment(casework, NOW),
        "outbox": lambda: claim(casework, "plans", NOW),
        "health": opening(app, "/healthz/ready"),
        "metrics": opening(app, "/metrics"),
        "report": opening(app, REPORT, director),
        "export": opening(app, f"/can-bo/xuat-danh-sach?q={name}", officer),
    }


def opening(app: Flask, path: str, session: str = "") -> Callable[[], object]:
    def call() -> None:
        answer = app.test_client(use_cookies=False).get(path, headers={"Cookie": session} if session else {})
        if answer.status_code != 200 or not answer.data:
            raise RuntimeError(f"{path}: {answer.status}")

    return call


def posting(app: Flask, path: str, session: str, **fields: str) -> Callable[[], object]:
    def call() -> None:
        answer = app.test_client(use_cookies=False).post(path, data=fields, headers={"Cookie": session})
        if answer.status_code not in (302, 303):
            raise RuntimeError(f"{path}: {answer.status}")

    return call


def look(bench: Bench, url: str, *, choose: bool) -> bool:
    """Print a line for each statement over a large table; returns whether none reads one whole that may not."""
    large = {row[0] for row in bench.rows(url, ROWS, list(GROWING), FEW)}
    engine, well = bench.app(url).extensions["casework"].database.engine, True
    for name, call in pages(bench, url).items():
        with heard(engine) as said:
            call()
        for one in said:
            plan = plan_of(engine, one, choose=choose)
            if not large & {node.get("Relation Name") for node in plan}:
                continue
            found, used = large & scanned(plan), sorted({node["Index Name"] for node in plan if "Index Name" in node})
            red = found and name not in MAY_SCAN
            well = well and not red
            verdict = "RED" if red else "may scan" if found else "ok"
            print(f"{verdict:8} {name:24} {one.begin:60}  {', '.join([*(f'whole {table}' for table in sorted(found)), *used])}", flush=True)
    return well


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.plans", description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="dossiers of the database; small ones say little of the planner's choice")
    parser.add_argument("--no-choice", action="store_true", help="with whole tables made dear: red only where no index could serve")
    asked = parser.parse_args()
    end_when_told()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, postgres() as server:
        bench = Bench(server, Path(folder), asked.size)
        with bench.copy() as url:
            well = look(bench, url, choose=not asked.no_choice)
    print("no large table is read whole on a hot path" if well else "RED: a large table is read whole")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
