"""The databases of the benchmarks, filled once for each size: `python -m tests.bench.data --size 100000`. Nothing is measured here."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask

from app import Settings, create_app
from casework.context import Casework
from casework.migrating import migrate
from cli.demonstration import bulk
from cli.demonstration.office import open_office
from tests.bench.multiplying import multiply
from tests.bench.server import end_when_told, place, postgres
from tests.support.postgres import PostgresServer

SEED = 20261122
SECRET = "only-the-benchmarks-know-this-secret-key"
# What stands in a database is the same in every run, so the office's time stands still at the end of its data.
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SINCE, UNTIL = date(2023, 11, 20), date(2026, 11, 20)
SIZES = (10_000, 100_000, 1_000_000)
# Beyond this a database is multiplied from one of this size, unless every life is asked for.
LIVED = 100_000


def name_of(size: int) -> str:
    return f"bench_{size}"


def settings_for(url: str, **differing: str) -> dict[str, str]:
    """The environment of a program over one of the databases."""
    files = place() / "files"
    files.mkdir(exist_ok=True)
    return {
        "APP_ENV": "test",
        "SECRET_KEY": SECRET,
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "DATABASE_URL": url,
        "STORAGE_URL": f"file://{files / 'storage'}",
        "MAIL_URL": f"file://{files / 'mail'}",
        "SMS_URL": f"file://{files / 'sms'}",
        **differing,
    }


def application(url: str) -> Flask:
    """The product over one of the databases, in this process."""
    return create_app(Settings.from_environment(settings_for(url)), clock=lambda: NOW)


def ensure(server: PostgresServer, size: int, every_life: bool = False) -> str:
    """The URL of the database of a size, filled when it is not there; one half filled is made anew."""
    with server._connect() as connection:
        names = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
    if name_of(size) not in names:
        filling, times = f"filling_{size}", 1 if every_life or size % LIVED else size // LIVED
        template = ensure(server, LIVED).rsplit("/", 1)[-1] if times > 1 else "template0"
        server.execute(f'DROP DATABASE IF EXISTS "{filling}"')
        server.execute(f'CREATE DATABASE "{filling}" TEMPLATE "{template}"')
        if times > 1:
            multiply(server.url(filling), times)
        else:
            fill(server.url(filling), size)
        server.execute(f'ALTER DATABASE "{filling}" RENAME TO "{name_of(size)}"')
    migrate(server.url(name_of(size)))
    return server.url(name_of(size))


def fill(url: str, size: int) -> float:
    """Migrate and fill a database; returns the seconds of the load alone."""
    migrate(url)
    app = application(url)
    casework: Casework = app.extensions["casework"]
    open_office(casework, NOW)
    begun = time.monotonic()
    with app.app_context():
        bulk.load(
            casework, count=size, seed=SEED, since=SINCE, until=UNTIL, now=NOW, files=True,
            progress=lambda done, of: print(f"\r{done} of {of}", end="", file=sys.stderr, flush=True),
        )
    casework.database.dispose()
    took = time.monotonic() - begun
    print(f"\n{size} dossiers in {took:.0f} s", file=sys.stderr, flush=True)
    return took


def sqlite(size: int) -> str:
    """The same data in SQLite, filled once."""
    path = place() / f"{name_of(size)}.sqlite3"
    if not path.exists():
        filling = Path(f"{path}.filling")
        for one in (filling, Path(f"{filling}-wal"), Path(f"{filling}-shm")):
            one.unlink(missing_ok=True)
        fill(f"sqlite:///{filling}", size)
        filling.rename(path)
    migrate(f"sqlite:///{path}")
    return f"sqlite:///{path}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fill the databases of the benchmarks.")
    parser.add_argument("--size", type=int, action="append", help="dossiers; may be given several times")
    parser.add_argument("--every-life", action="store_true", help="let every dossier be lived, also where a smaller database could be multiplied")
    parser.add_argument("--sqlite", action="store_true", help="in SQLite instead of PostgreSQL")
    asked = parser.parse_args()
    end_when_told()
    sizes = asked.size or list(SIZES)
    if asked.sqlite:
        print(*(sqlite(one) for one in sizes), sep="\n")
        return
    with postgres() as server:
        for one in sizes:
            ensure(server, one, asked.every_life)


if __name__ == "__main__":
    main()
