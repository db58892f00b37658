"""Indexes are built while everybody reads and writes, and a building that is cut off anywhere is taken up again. PostgreSQL."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Queue

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, pool, text
from sqlalchemy.exc import SQLAlchemyError

from casework.migrating import migrate
from casework.schema import Fit
from tests.casework.test_schema import MIGRATE, fit
from tests.casework.test_side_by_side import said_by
from tests.support.databases import migrate as migrate_to
from tests.support.machine import stop, wait_until
from tests.support.postgres import PostgresServer
from tests.support.spoken import say
from tests.support.tree import ROOT

BEFORE = "0003"
COPIES = 500
# What migrations build on tables that are there already, in their order.
BUILT = (
    "ix_dossiers_open_division",
    "ix_dossiers_open_slug",
    "ix_dossier_events_sent",
    "ix_dossiers_open_urgent_next",
    "ix_dossiers_open_assignee_next",
    "ix_dossiers_open_role_next",
    "ix_dossiers_reported",
    "ix_dossiers_words",
    "ix_dossiers_finished",
)
# What is dropped when its successors are whole, the first before the others.
FIRST_REPLACED = "ix_dossiers_open_urgent"
REPLACED = {FIRST_REPLACED, "ix_dossiers_open_assignee", "ix_dossiers_open_role"}
BUILDING = re.compile(r"\s*CREATE INDEX (?:CONCURRENTLY )?(\w+) ON (?:dossiers|dossier_events) ")
TOUCHING = r"\s*(?:CREATE|DROP) INDEX (?:CONCURRENTLY )?({})\b"
CHANGING = re.compile(r"\s*(CREATE|DROP|ALTER|UPDATE|SET|RESET) ")
# Each of the first ten becomes so many open ones.
COPY = (
    "INSERT INTO dossiers SELECT made.* FROM dossiers one, generate_series(1, :copies) n, jsonb_populate_record(one, "
    "jsonb_build_object('id', nextval('dossiers_id_seq'), 'code', md5(random() || ' ' || n), 'external_code', null, "
    "'closed_at', null)) made WHERE one.id <= 10"
)
CHANGE = "UPDATE dossiers SET urgent_at = urgent_at, closed_at = urgent_at, search_text = 'a b' WHERE id % 50 = :number"
INDEXES = (
    "SELECT indexname, indexdef, indisvalid FROM pg_indexes JOIN pg_index ON indexrelid = to_regclass(indexname) "
    "WHERE schemaname = 'public' ORDER BY indexname"
)
WHOLE = "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid WHERE indisvalid"
WAITING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def filled_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Some thousand dossiers in the schema before the first migration that builds indexes on them."""
    url = postgres_server.create_database(postgres_server.template("portal_before_indexes", _fill))
    yield url
    postgres_server.drop_database(url)


def _fill(url: str) -> None:
    migrate_to(url, BEFORE)
    say(url, said_by(BEFORE, url))
    with opened(url) as engine, engine.begin() as connection:
        connection.execute(text(COPY), {"copies": COPIES})


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = create_engine(url, poolclass=pool.NullPool)
    yield engine
    engine.dispose()


def indexes(url: str) -> list[tuple[str, str, bool]]:
    with opened(url) as engine, engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(INDEXES))]


@pytest.fixture(scope="module")
def whole_schema(postgres_server: PostgresServer) -> Iterator[list[tuple[str, str, bool]]]:
    """The indexes of a database that nobody disturbed while it was migrated."""
    url = postgres_server.create_database()
    migrate(url)
    yield indexes(url)
    postgres_server.drop_database(url)


@contextmanager
def before_each(pattern: re.Pattern[str], do: Callable[[str], None]) -> Iterator[None]:
    """What is done before a statement of a migration, with the name the pattern finds in it."""

    def saying(_connection: Connection, _cursor: object, sql: str, *_: object) -> None:
        if found := pattern.match(sql):
            do(found[1])

    event.listen(Engine, "before_cursor_execute", saying)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", saying)


def writing(engine: Engine) -> Connection:
    """A transaction that has written to both tables and stays open until it is closed."""
    connection = engine.connect()
    for table in ("dossiers", "dossier_events"):
        connection.execute(text(f"LOCK TABLE {table} IN ROW EXCLUSIVE MODE"))
    return connection


@contextmanager
def held_up(engine: Engine, pattern: re.Pattern[str]) -> Iterator[Queue[tuple[str, Connection]]]:
    """Before each of these statements somebody begins to write, who is to be closed: with the name found."""
    held: Queue[tuple[str, Connection]] = Queue()
    try:
        with before_each(pattern, lambda name: held.put((name, writing(engine)))):
            yield held
    finally:
        while not held.empty():
            held.get()[1].close()


def waiting(engine: Engine) -> int:
    """The process of the server that waits for somebody, as soon as one does."""

    def asked() -> int | None:
        with engine.connect() as connection:
            return connection.scalar(text(WAITING))

    wait_until(asked, "the migration waits", 60)
    return asked()


def read_and_write(engine: Engine, number: int) -> None:
    """What the portal does all day, by somebody who waits for no one."""
    with engine.begin() as other:
        other.execute(text("SET lock_timeout = 500"))
        assert other.scalar(text("SELECT count(*) FROM dossiers WHERE closed_at IS NULL")) > COPIES
        other.execute(text(COPY), {"copies": 1})
        assert other.execute(text(CHANGE), {"number": number}).rowcount > 0


def test_readers_and_writers_go_on_while_indexes_are_built(filled_url):
    with ThreadPoolExecutor(1) as threads, opened(filled_url) as engine, held_up(engine, BUILDING) as held:
        running = threads.submit(migrate, filled_url)
        for number, name in enumerate(BUILT, 1):
            built, somebody = held.get(timeout=60)
            with somebody:
                assert built == name
                waiting(engine)
                read_and_write(engine, number)
        running.result(60)
    assert fit(filled_url) is Fit.OK


def test_what_the_work_list_is_read_by_is_there_all_the_time(filled_url):
    seen: list[set[str]] = []
    with opened(filled_url) as engine:

        def look(_: str) -> None:
            with engine.connect() as other:
                seen.append(set(other.scalars(text(WHOLE))))

        with before_each(CHANGING, look):
            migrate(filled_url)
    assert len(seen) > len(BUILT)
    assert all(whole >= REPLACED for whole in seen)


@pytest.mark.parametrize("name", [*BUILT, FIRST_REPLACED])
def test_a_migration_cut_off_at_an_index_is_taken_up_again(name, filled_url, whole_schema):
    with opened(filled_url) as engine:
        cut_off(filled_url, name, engine)
    assert fit(filled_url) is Fit.BEHIND
    assert {one for one, _, valid in indexes(filled_url) if not valid} == {name} - REPLACED

    migrate(filled_url)
    assert fit(filled_url) is Fit.OK
    assert indexes(filled_url) == whole_schema


def cut_off(url: str, name: str, engine: Engine) -> None:
    """Migrate as far as this index, where somebody is waited for, and let the server drop the migration's line there."""
    with ThreadPoolExecutor(1) as threads, held_up(engine, re.compile(TOUCHING.format(name))) as held:
        running = threads.submit(migrate, url)
        _, somebody = held.get(timeout=60)
        with somebody, engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": waiting(engine)})
            with pytest.raises(SQLAlchemyError):
                running.result(60)


def test_what_a_killed_migration_left_at_the_server_holds_up_no_other(filled_url, whole_schema):
    """Its line is broken, but the server would go on building: who drops what is half built would wait for it, and it for him."""
    with opened(filled_url) as engine, ThreadPoolExecutor(1) as threads:
        with writing(engine):
            killed = subprocess.Popen([sys.executable, "-c", MIGRATE, filled_url], cwd=ROOT)
            left = waiting(engine)
            stop(killed, signal.SIGKILL)
            running = threads.submit(migrate, filled_url)
            wait_until(lambda: waiting(engine) != left, "the server notices that nobody listens")
        running.result(60)
    assert indexes(filled_url) == whole_schema
