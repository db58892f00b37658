"""The database and the unit of work: one transaction per write, none nested, nothing written outside. No query may enter."""

from __future__ import annotations

import select
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from psycopg import Cursor
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import Session

# What a driver raises when the server is away, full or too slow; a program asked at that moment answers 503, not 500.
UNAVAILABLE = (OperationalError, InterfaceError, TimeoutError)
# A server that does not answer must not hold a request for the minutes a lost packet takes.
CONNECT_SECONDS = 5
# Nor may one that vanished without a word, its machine or the line to it lost: without these the kernel goes on asking for a
# quarter of an hour, or waits two hours before it asks at all. A server at work on a long statement answers them.
VANISHED = {"tcp_user_timeout": 15_000, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
# How long a writer on SQLite waits for the one before it; what is written in passing is rather left unwritten.
PATIENCE_MS, IN_PASSING_MS = 30_000, 100
# Firewalls forget a connection that was quiet for long, without telling either end.
RENEW_AFTER_SECONDS = 1800

_in_unit_of_work: ContextVar[bool] = ContextVar("in_unit_of_work", default=False)


class NestedUnitOfWork(RuntimeError):
    """A service called another public service: a unit of work never nests."""


class WriteOutsideUnitOfWork(RuntimeError):
    """Something was changed in a session that only reads."""


class ReadingSession(Session):
    """A session that has nothing to write."""


class NoPlace(RuntimeError):
    """The folder of a database file cannot be made; one line."""


def make_folder_of(url: str) -> None:
    """Make the folder of a SQLite file; a server makes its own. Raises NoPlace."""
    if not url.startswith("sqlite:///"):
        return
    folder = Path(url.removeprefix("sqlite:///")).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoPlace(f"the folder {folder} cannot be made: {error.strerror}") from error


class Database:
    """An engine for reading and writing. `url` is a SQLAlchemy address (SQLite or PostgreSQL)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = create_engine(url, **_engine_options(url))
        if self.engine.dialect.name == "sqlite":
            _prepare_sqlite(self.engine)
        else:
            event.listen(self.engine, "checkout", _refuse_a_closed_connection)
        isolation = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        self._reading = self.engine.execution_options(**isolation)
        self._writing = self.engine.execution_options(writing=True)
        self._in_passing = self.engine.execution_options(writing=True, in_passing=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; a change in it raises WriteOutsideUnitOfWork."""
        with ReadingSession(self._reading, autoflush=False, expire_on_commit=False) as session:
            yield session
            if session.new or session.dirty or session.deleted:
                raise WriteOutsideUnitOfWork

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection for a read of plain rows: no transaction on PostgreSQL, no session around it."""
        with self._reading.connect() as connection:
            yield connection

    @contextmanager
    def unit_of_work(self, *, in_passing: bool = False) -> Iterator[Session]:
        """A session that commits on leaving and rolls back on error.

        What is written in passing may be lost to a power cut on SQLite and gives up there while another writer is at work.
        """
        engine = self._in_passing if in_passing else self._writing
        with _alone(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing_rows(self) -> Iterator[Connection]:
        """A unit of work of plain rows, without a session around it."""
        with _alone(), self._writing.begin() as connection:
            yield connection

    def dispose(self) -> None:
        self.engine.dispose()


def upsert(session: Session, table: Any) -> postgresql.Insert | sqlite.Insert:
    """An insert that may say what becomes of a row that is there already, in the language of its database."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table)


@contextmanager
def _alone() -> Iterator[None]:
    """Units of work never nest."""
    if _in_unit_of_work.get():
        raise NestedUnitOfWork
    token = _in_unit_of_work.set(True)
    try:
        yield
    finally:
        _in_unit_of_work.reset(token)


@event.listens_for(ReadingSession, "before_flush")
def _refuse_flush(*_: Any) -> None:
    raise WriteOutsideUnitOfWork


class BrieflyDescribed(Cursor[Any]):
    """A cursor that tells of its columns what SQLAlchemy asks, name and type: all that the driver can tell took a quarter of a
    statement with twenty columns.
    """

    @property
    def description(self) -> list[Any] | None:
        found = self.pgresult
        if found is None or not found.nfields:
            return None
        rest = (None, None, None, None, None)
        return [(str(found.fname(at), "utf-8"), found.ftype(at), *rest) for at in range(found.nfields)]


def _refuse_a_closed_connection(connection: Any, *_: Any) -> None:
    """A server that went away has left the end of the stream in an idle connection: seen without asking it anything.

    SQLAlchemy's own look (pool_pre_ping) is a round trip for every page. What waits may also be a notice, which is read.
    """
    waiting = select.poll()
    waiting.register(connection.pgconn.socket, select.POLLIN)
    while waiting.poll(0):
        try:
            connection.pgconn.consume_input()
        except connection.OperationalError as gone:
            raise DisconnectionError("the server closed the connection") from gone


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30}}
    return {
        "pool_recycle": RENEW_AFTER_SECONDS,
        "pool_size": 5,
        "max_overflow": 10,
        "connect_args": {"connect_timeout": CONNECT_SECONDS, "cursor_factory": BrieflyDescribed, **VANISHED},
    }


def _prepare_sqlite(engine: Engine) -> None:
    """Durable, with foreign keys; a writer takes its lock at BEGIN so that two never deadlock half way."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", f"busy_timeout={PATIENCE_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        _hurry(connection, bool(options.get("in_passing")))
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


def _hurry(connection: Connection, in_passing: bool) -> None:
    """Let this transaction of SQLite wait and be durable as little as it may, or again as ever."""
    if connection.info.get("in_passing", False) != in_passing:
        connection.info["in_passing"] = in_passing
        wait, sync = (IN_PASSING_MS, "NORMAL") if in_passing else (PATIENCE_MS, "FULL")
        for pragma in (f"busy_timeout={wait}", f"synchronous={sync}"):
            connection.connection.driver_connection.execute(f"PRAGMA {pragma}")
