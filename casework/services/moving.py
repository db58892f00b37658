"""Moving everything from SQLite to PostgreSQL: copied in one transaction and compared, count and hash, before it counts.

The source is locked against writers meanwhile and changed in nothing but a landmark that says where everything went, and triggers
that let nobody write to it any more: what a web process that was forgotten took in, nobody would read.
No setting and no rule of a dossier may enter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from sqlalchemy import ColumnElement, Connection, column, create_engine, delete, func, insert, pool, select, table, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from casework import schema
from casework.backup.rows import Digest, Shape, digest_of, insert_lines, lines_of, renumber, shapes
from casework.context import Casework
from casework.files import named_files
from casework.gateways.storage import ObjectMissing, Storage
from casework.models import DutyRun, Landmark
from casework.schema import LANDMARK, MOVED, known_revisions, revisions_in

_TRIGGER = "after_the_move_"
_MASTER = table("sqlite_master", column("name"))
# Not where the word itself stands, nor where a worker that ends gives its turn back.
_CLOSED = sorted(shape.name for shape in shapes() if shape.name not in (Landmark.__tablename__, DutyRun.__tablename__))


class CannotMove(RuntimeError):
    """The source or the target is not what it must be; nothing was moved. One line."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One table (or the files) on both sides: rows and a hash over them in any order."""

    name: str
    rows_there: int
    rows_here: int
    hash_there: str
    hash_here: str

    @property
    def same(self) -> bool:
        return (self.rows_there, self.hash_there) == (self.rows_here, self.hash_here)


class _Differs(Exception):
    """What arrived is not what was sent: the transaction of the target must not be committed."""


def move(casework: Casework, target_url: str, at: datetime, store: Storage | None = None) -> list[Compared]:
    """Copy every table (and, to a store, every file) into the migrated, empty database of an owner.

    Returns what was compared on both sides; when anything differs nothing is kept in the database there. Raises CannotMove.
    """
    if casework.database.engine.dialect.name != "sqlite":
        raise CannotMove("only a SQLite database can be moved; DATABASE_URL names another one")
    found: list[Compared] = []
    with _locked(casework) as source:
        _refuse_another_schema(source, "here")
        if store is not None:
            found.append(_copy_files(casework, store))
        try:
            _copy(source, target_url, found)
        except _Differs:
            return found
        except DBAPIError as error:
            raise CannotMove(" ".join(f"the target refused a row: {error.orig}".split())) from error
        _leave_word(source, target_url, at)
    return found


@contextmanager
def _locked(casework: Casework) -> Iterator[Connection]:
    """The source as of now; whoever wants to write to it waits until the block ends."""
    with casework.database.engine.execution_options(writing=True).begin() as connection:
        yield connection


def _copy(source: Connection, target_url: str, found: list[Compared]) -> None:
    engine = create_engine(target_url, poolclass=pool.NullPool)
    try:
        with engine.begin() as target:
            _refuse_another_schema(target, "there")
            _empty(target)
            for shape in shapes():
                sent = insert_lines(target, shape, lines_of(source, shape, *_without_the_word(shape)))
                renumber(target, shape)
                found.append(_compared(shape, sent, digest_of(target, shape)))
            if not all(one.same for one in found):
                raise _Differs
    finally:
        engine.dispose()


def _without_the_word(shape: Shape) -> tuple[ColumnElement[bool], ...]:
    """What an earlier move left here tells of this database alone: nobody moved on from the target."""
    return (shape.table.c.name != MOVED,) if shape.name == Landmark.__tablename__ else ()


def _refuse_another_schema(connection: Connection, where: str) -> None:
    """A program that runs beside a newer schema knows not every column, and would compare only those it knows."""
    if revisions_in(connection) != known_revisions()[:1]:
        raise CannotMove(f"the schema {where} was made by another program: move with the newest one")


def _compared(shape: Shape, sent: Digest, arrived: Digest) -> Compared:
    return Compared(shape.name, sent.count, arrived.count, sent.hex, arrived.hex)


def _empty(target: Connection) -> None:
    """Refuse a target that holds anything but what its migrations wrote, which the source has too."""
    target.execute(delete(Landmark).where(Landmark.name == LANDMARK))
    for shape in shapes():
        if target.scalar(select(func.count()).select_from(shape.table)):
            raise CannotMove(f"the target is not empty: it has rows in {shape.name}")


def _leave_word(source: Connection, target_url: str, at: datetime) -> None:
    """So that nothing goes on working with the old database; the last move counts. Without the password."""
    to = make_url(target_url).set(username=None, password=None).render_as_string()
    source.execute(delete(Landmark).where(Landmark.name == MOVED))
    source.execute(insert(Landmark).values(name=MOVED, at=at, data={"to": to}))
    for name, verb in product(_CLOSED, ("INSERT", "UPDATE", "DELETE")):
        refuse = f"BEFORE {verb} ON {name} BEGIN SELECT RAISE(ABORT, 'this database was moved'); END"
        source.execute(text(f"CREATE TRIGGER IF NOT EXISTS {_TRIGGER}{name}_{verb.lower()} {refuse}"))


def _copy_files(casework: Casework, target: Storage) -> Compared:
    """Copy every file that a row names and compare its hash with the row's. What arrived already is kept."""
    there, here = Digest(), Digest()
    with casework.database.reading() as session:
        for key, sha256, _, content_type in named_files(session):
            there.add(f"{key} {sha256}".encode())
            try:
                with casework.storage.open(key) as stream:
                    kept = target.put(key, stream, content_type)
            except ObjectMissing:
                continue
            here.add(f"{key} {kept.sha256}".encode())
    return Compared("files", there.count, here.count, there.hex, here.hex)


def moved_to(casework: Casework) -> str | None:
    """Where everything of this database went, if it was moved."""
    with casework.database.asking() as connection:
        return schema.moved_to(connection)


def stay(casework: Casework) -> None:
    """Take the word back that everything went elsewhere: this database is worked with again, and the other one is not."""
    with casework.database.unit_of_work() as session:
        session.execute(delete(Landmark).where(Landmark.name == MOVED))
        for name in session.scalars(select(_MASTER.c.name).where(_MASTER.c.name.startswith(_TRIGGER))).all():
            session.execute(text(f"DROP TRIGGER {name}"))
