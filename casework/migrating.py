"""Bringing the database to the schema this program knows: migrations, one run at a time. No table may be described here.

Every migration states `beside`: the oldest program (by its newest migration) that may run while and after it is applied.
The run writes that down in the database, so that a program can tell a newer schema it may use (`casework.schema`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, delete, event, insert, inspect, pool, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError

from casework.models import Landmark
from casework.roles import grant_rights
from casework.schema import LANDMARK, MIGRATIONS, REFUSALS, Fit, SchemaRefused, fit_of, known_revisions, revisions_in

# Any number, the same for every program that migrates this product's databases.
ADVISORY_LOCK = 0x736F6E67
POLL_SECONDS = 0.2
# A migration waits no longer for a table than this, because everybody who comes after it waits behind it.
LOCK_TIMEOUT_MILLISECONDS = 3000
# So soon the server notices that a migration was killed and builds no further: whoever migrates next would wait for it.
LISTENING_MILLISECONDS = 500
# What passes by itself: a lock that was not given in time; two who wait for each other.
PASSING = ("55P03", "40P01")
ATTEMPTS = 20
PAUSE_SECONDS = 1.0


def migration_config(url: str) -> Config:
    """The configuration of the migrations for one database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(owner_url: str, program_url: str | None = None) -> str:
    """Migrate to the newest revision, then give the program's role its rights where it is not the owner; returns the revision there.

    Safe to run in several processes at once and again after an interruption. What a newer program made stays as it is, rights
    included; SchemaRefused where this one may not run beside it.
    """
    with _alone(owner_url):
        if newer := _of_a_newer_program(owner_url):
            return newer
        for attempt in range(1, ATTEMPTS + 1):
            try:
                command.upgrade(migration_config(owner_url), "head")
                break
            except OperationalError as error:
                if attempt == ATTEMPTS or getattr(error.orig, "sqlstate", None) not in PASSING:
                    raise
                time.sleep(PAUSE_SECONDS)
        if program_url:
            grant_rights(owner_url, program_url)
    return known_revisions()[0]


def _of_a_newer_program(url: str) -> str:
    """The revision that a newer program brought the schema to; "" when this one knows it."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        found = revisions_in(connection)
        if set(found) <= set(known_revisions()):
            return ""
        if fit_of(connection) is not Fit.OK:
            raise SchemaRefused(REFUSALS[Fit.UNKNOWN])
        return found[0]


def migrating_engine(url: str) -> Engine:
    """An engine for the migrations: whole steps or nothing on SQLite too, no long wait for a table on PostgreSQL."""
    if make_url(url).get_backend_name() == "postgresql":
        options = {"lock_timeout": LOCK_TIMEOUT_MILLISECONDS, "client_connection_check_interval": LISTENING_MILLISECONDS}
        hurry = {"options": " ".join(f"-c {name}={value}" for name, value in options.items())}
        return create_engine(url, poolclass=pool.NullPool, connect_args=hurry)
    engine = create_engine(url, poolclass=pool.NullPool, connect_args={"timeout": 60})

    @event.listens_for(engine, "connect")
    def _plain(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """One migration at a time. On SQLite the transaction of the migration locks the file itself.

    Asked for again and again instead of waited for: a statement that waits would hold up the building of an index.
    """
    if make_url(url).get_backend_name() != "postgresql":
        yield
        return
    engine = create_engine(url, poolclass=pool.NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": ADVISORY_LOCK}):
            time.sleep(POLL_SECONDS)
        yield
    engine.dispose()


def note_revision(connection: Connection, revision: str | None) -> None:
    """Write down, in the transaction of a migration, where the schema is and who may run beside it."""
    if revision is None or not inspect(connection).has_table(Landmark.__tablename__):
        return
    data = {"revision": revision, "beside": oldest_beside(revision)}
    connection.execute(delete(Landmark).where(Landmark.name == LANDMARK))
    connection.execute(insert(Landmark).values(name=LANDMARK, at=datetime.now(UTC), data=data))


def oldest_beside(revision: str) -> str:
    """The oldest program that may run on this revision's schema: the newest `beside` on the way to it."""
    known = known_revisions()
    scripts = ScriptDirectory.from_config(migration_config(""))
    way = [script.module for script in scripts.iterate_revisions(revision, "base")]
    return min((getattr(one, "beside", one.revision) for one in way), key=known.index)
