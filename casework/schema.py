"""Knowing whether this program may work on the schema it finds. Nothing is migrated here, and no table described.

What migrates (`casework.migrating`) is a large library; a web process only asks.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Connection, column, create_engine, inspect, pool, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from casework.database import CONNECT_SECONDS
from casework.models import Landmark

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LANDMARK, MOVED = "schema", "moved"
BOOKKEEPING = table("alembic_version", column("version_num"))
# How a program ends that may not start. To gunicorn it is the status of a worker that cannot boot: it does not try again.
EXIT_STATUS = 3


class Fit(StrEnum):
    """How the schema found suits this program. `behind`: migrations are missing; `unknown`: made by a newer program
    beside which this one may not run; `unavailable`: the database does not answer."""

    OK = "ok"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    UNAVAILABLE = "unavailable"


REFUSALS = {
    Fit.BEHIND: "the database lacks migrations of this program: run `flask database migrate`",
    Fit.UNKNOWN: "the database was made by a newer program that this one may not run beside: install that one",
}


class SchemaRefused(RuntimeError):
    """This program may not work on the database it found; the message says why and what to do, in one line."""


@cache
def known_revisions() -> tuple[str, ...]:
    """Every revision of this program's migrations, the newest first: the numbers their files begin with."""
    return tuple(sorted((path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")), reverse=True))


def revisions_in(connection: Connection) -> tuple[str, ...]:
    """What the database says of its schema: one revision, or none before the first migration."""
    migrated = inspect(connection).has_table(BOOKKEEPING.name)
    return tuple(connection.scalars(select(BOOKKEEPING.c.version_num))) if migrated else ()


def fit_of(connection: Connection) -> Fit:
    """How the schema of an open connection suits this program."""
    known, found = known_revisions(), revisions_in(connection)
    if set(found) <= set(known):
        return Fit.OK if found == known[:1] else Fit.BEHIND
    if not inspect(connection).has_table(Landmark.__tablename__):
        return Fit.UNKNOWN
    noted = connection.scalar(select(Landmark.data).where(Landmark.name == LANDMARK)) or {}
    allowed = found == (noted.get("revision"),) and noted.get("beside") in known
    return Fit.OK if allowed else Fit.UNKNOWN


def moved_to(connection: Connection) -> str | None:
    """Where everything of this database went, if it was moved."""
    data = connection.scalar(select(Landmark.data).where(Landmark.name == MOVED))
    return str(data["to"]) if data else None


def refusal(connection: Connection, *, moved: bool = False) -> str | None:
    """Why this program may not work on the schema there, in one line; with `moved` also when all of it went elsewhere."""
    fit = fit_of(connection)
    if fit is not Fit.OK:
        return REFUSALS[fit]
    gone = moved_to(connection) if moved else None
    return f"this database was moved to {gone}: let DATABASE_URL lead there, or run `flask database stay`" if gone else None


def refuse_wrong_schema(url: str, *, moved: bool = False) -> None:
    """Raise SchemaRefused unless this program may work there; `moved` as for `refusal`.

    A database that does not answer is no reason: whoever needs it will say so, and it may be back in a moment.
    """
    limits = {"connect_timeout": CONNECT_SECONDS} if make_url(url).get_backend_name() == "postgresql" else {}
    engine = create_engine(url, poolclass=pool.NullPool, connect_args=limits)
    try:
        with engine.connect() as connection:
            refused = refusal(connection, moved=moved)
    except SQLAlchemyError:
        return
    if refused:
        raise SchemaRefused(refused)


def end_on_wrong_schema(url: str, *, moved: bool = False) -> None:
    """End this process with one line on standard error unless it may work there; what serves people and sends mail asks with `moved`,
    because it would take in what nobody reads and clear files that the other database names.
    """
    try:
        refuse_wrong_schema(url, moved=moved)
    except SchemaRefused as refused:
        end_refused(refused)


def end_refused(refused: SchemaRefused) -> NoReturn:
    """End this process with one line on standard error."""
    print(f"Error: {refused}", file=sys.stderr, flush=True)
    raise SystemExit(EXIT_STATUS) from None
