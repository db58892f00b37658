"""What this program says to its database during a small story, written down so that newer schemas can be asked the same.

`python -m tests.support.spoken` writes `tests/casework/spoken/<newest migration>.<database>.json`; it is run before a
migration is added, and never changed afterwards. Knows the story, no table.
"""

from __future__ import annotations

import json
import os
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from psycopg import Binary
from psycopg.types.json import Jsonb
from sqlalchemy import Engine, event, select

from app import create_app
from casework.database import Database
from casework.migrating import migrate
from casework.models import Account, Dossier, Draft, Officer
from casework.services.drafting import begin_draft
from cli.demonstration.dossiers import load_dossiers
from procedures.catalog.abtc.samples import sample_answers
from procedures.clock.calendar import OFFICE_TIME
from tests.support.application import Clock, enter, settings_for
from tests.support.demonstration_office import staff
from tests.support.tree import ROOT
from web.identity import CitizenUser, OfficerUser
from worker.commands import desk_of
from worker.loop import sweep
from worker.outbox import deliver_outbox

FOLDER = ROOT / "tests" / "casework" / "spoken"
NOW = datetime(2026, 10, 14, 9, 30, tzinfo=OFFICE_TIME)
SINCE, UNTIL = date(2026, 6, 1), date(2026, 10, 14)
DOSSIERS = 6
LONGEST = 400


@dataclass(frozen=True)
class Said:
    """One statement: the transaction it was said in, its text, its parameters, how many rows it found or changed."""

    transaction: int
    sql: str
    parameters: Any
    rows: int | None = None


def story(app: Flask, clock: Clock) -> None:
    """Dossiers filed, received, supplemented, signed, refused and handed over; mails sent; pages read; a sweep."""
    casework = app.extensions["casework"]
    staff(casework)
    load_dossiers(casework, seed=1, count=DOSSIERS, since=SINCE, until=UNTIL, now=NOW)
    clock.set(NOW)
    with casework.database.reading() as session:
        account, codes = session.scalars(select(Account)).first(), list(session.scalars(select(Dossier.code)))
        officers = list(session.scalars(select(Officer)))
    begin_draft(casework, account.id, "abtc", sample_answers(1), NOW)
    with casework.database.reading() as session:
        session.scalars(select(Draft)).all()
    desk = desk_of(app)
    deliver_outbox(desk)
    sweep(desk, NOW)
    _look_around(app, account, officers, codes)


def _look_around(app: Flask, account: Account, officers: list[Officer], codes: list[str]) -> None:
    client = app.test_client()
    for path in ("/", "/tra-cuu", f"/tra-cuu?ma={codes[0]}", f"/tra-cuu?ma={codes[-1]}", "/healthz/ready"):
        assert client.get(path).status_code == 200, path
    enter(client, CitizenUser(account).get_id())
    assert client.get("/ho-so").status_code == 200
    for officer in officers:
        enter(client, OfficerUser(officer).get_id())
        client.get("/can-bo/viec-can-lam")
        for code in codes[:3]:
            client.get(f"/can-bo/ho-so/{code}")


@contextmanager
def heard(engine: Engine) -> Iterator[list[Said]]:
    """Everything that is said through an engine, transaction by transaction."""
    said: list[Said] = []
    transactions = [0]

    def begun(*_: Any) -> None:
        transactions[0] += 1

    def saying(_connection: Any, _cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        if not sql.startswith("BEGIN"):
            said.append(Said(transactions[0], sql, parameters))

    event.listen(engine, "begin", begun)
    event.listen(engine, "after_cursor_execute", saying)
    yield said
    event.remove(engine, "begin", begun)
    event.remove(engine, "after_cursor_execute", saying)


def chosen(said: list[Said]) -> list[Said]:
    """All writes, and each kind of read once."""
    known: set[str] = set()
    kept = []
    for one in said:
        if one.sql not in known or not one.sql.lstrip().upper().startswith("SELECT"):
            kept.append(one)
        known.add(one.sql)
    return kept


def say(url: str, said: list[Said]) -> list[int]:
    """Say it again, in the same transactions; returns how many rows each statement found or changed."""
    database, found, at = Database(url), [], 0
    engine = database.engine.execution_options(writing=True)
    while at < len(said):
        end = at
        while end < len(said) and said[end].transaction == said[at].transaction:
            end += 1
        with engine.begin() as connection:
            for one in said[at:end]:
                result = connection.exec_driver_sql(one.sql, one.parameters)
                found.append(len(result.fetchall()) if result.returns_rows else result.rowcount)
        at = end
    database.dispose()
    return found


def written(value: Any) -> Any:
    """A parameter as JSON; bytes and long texts are cut, for their content is not what is asked."""
    if isinstance(value, Jsonb):
        return {"$json": value.obj}
    if isinstance(value, datetime):
        return {"$time": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Binary):
        value = value.obj
    if isinstance(value, bytes | memoryview):
        return {"$bytes": b64encode(bytes(value)[:LONGEST]).decode()}
    if isinstance(value, dict):
        return {name: written(one) for name, one in value.items()}
    return [written(one) for one in value] if isinstance(value, list | tuple) else value


READ = {
    "$json": Jsonb,
    "$time": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$bytes": b64decode,
}


def parameter(value: Any) -> Any:
    """What `written` wrote, as the driver wants it."""
    if isinstance(value, dict):
        name = next(iter(value), "")
        return READ[name](value[name]) if name in READ else {key: parameter(one) for key, one in value.items()}
    return [parameter(one) for one in value] if isinstance(value, list) else value


def save(path: Path, said: list[Said], rows: list[int]) -> None:
    """One statement text a line, then one saying a line: transaction, number of the text, parameters, rows."""
    texts = list(dict.fromkeys(one.sql for one in said))
    lines = [
        [one.transaction, texts.index(one.sql), written(one.parameters), count]
        for one, count in zip(said, rows, strict=True)
    ]
    parts = (",\n".join(json.dumps(one, ensure_ascii=False) for one in part) for part in (texts, lines))
    path.parent.mkdir(exist_ok=True)
    path.write_text('{{"texts": [\n{}\n], "said": [\n{}\n]}}\n'.format(*parts), encoding="utf-8")


def spoken(path: Path) -> list[Said]:
    """What was written down."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    found = []
    for transaction, number, parameters, rows in kept["said"]:
        given = parameter(parameters)
        # SQLite's parameters are a tuple; several of them are a list of tuples.
        if isinstance(given, list) and not (given and isinstance(given[0], list | dict)):
            given = tuple(given)
        elif isinstance(given, list):
            given = [tuple(one) if isinstance(one, list) else one for one in given]
        found.append(Said(transaction, kept["texts"][number], given, rows))
    return found


def write_down(url: str, again_url: str, name: str, folder: Path) -> None:
    """Tell the story in one database and say it again in another one of the same schema, to count rows."""
    for one in (url, again_url):
        migrate(one)
    clock = Clock(NOW)
    app = create_app(settings_for(url, folder), clock=clock)
    with heard(app.extensions["casework"].database.engine) as everything:
        story(app, clock)
    app.extensions["casework"].database.dispose()
    path = folder / "said.json"
    save(path, chosen(everything), [0] * len(chosen(everything)))
    said = spoken(path)
    save(FOLDER / name, said, say(again_url, said))


def main(revision: str, postgres: list[str]) -> None:
    with TemporaryDirectory() as one:
        folder = Path(one)
        write_down(f"sqlite:///{folder / 'a'}", f"sqlite:///{folder / 'b'}", f"{revision}.sqlite.json", folder)
    with TemporaryDirectory() as one:
        write_down(*postgres, f"{revision}.postgresql.json", Path(one))


if __name__ == "__main__":
    if addresses := os.environ.get("SPOKEN_POSTGRES"):
        main(sys.argv[1], addresses.split())
    else:
        from tests.support.postgres import running_postgres

        with running_postgres() as server:
            main(sys.argv[1], [server.create_database(), server.create_database()])
