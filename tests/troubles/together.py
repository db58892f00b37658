"""Things done at the same moment, made certain and not likely: all wait at a gate, or one is held at a statement. No expectation may enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event, Thread, current_thread
from typing import Any

import psycopg
from sqlalchemy import event

from casework.database import Database
from tests.support.machine import wait_until

LONG_ENOUGH = 120


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """Do everything at the same moment, each in a thread; what each returned, or the error that it raised."""
    gate = Barrier(len(doings))

    def do(doing: Callable[[], Any]) -> Any:
        gate.wait(LONG_ENOUGH)
        try:
            return doing()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(do, doings))


class Held:
    """A thread that stopped before a statement; `go_on` lets it end and returns what it returned or raised."""

    def __init__(self, doing: Callable[[], Any]) -> None:
        self.reached, self.may_go = Event(), Event()
        self._result: Any = None
        self.thread = Thread(target=self._run, args=(doing,))

    def _run(self, doing: Callable[[], Any]) -> None:
        try:
            self._result = doing()
        except Exception as error:
            self._result = error

    def go_on(self) -> Any:
        self.may_go.set()
        self.thread.join(LONG_ENOUGH)
        assert not self.thread.is_alive()
        return self._result


@contextmanager
def held_before(database: Database, statement: str, doing: Callable[[], Any]) -> Iterator[Held]:
    """Begin `doing` in a thread and hold it where it is about to send a statement that begins so (or "COMMIT")."""
    held = Held(doing)

    def pause() -> None:
        if current_thread() is held.thread and not held.reached.is_set():
            held.reached.set()
            held.may_go.wait(LONG_ENOUGH)

    def before(_connection: Any, _cursor: Any, sent: str, *_rest: Any) -> None:
        if " ".join(sent.split()).startswith(statement):
            pause()

    def before_commit(_connection: Any) -> None:
        if statement == "COMMIT":
            pause()

    event.listen(database.engine, "before_cursor_execute", before)
    event.listen(database.engine, "commit", before_commit)
    held.thread.start()
    try:
        assert held.reached.wait(LONG_ENOUGH), f"{statement}: never sent"
        yield held
    finally:
        held.may_go.set()
        held.thread.join(LONG_ENOUGH)
        event.remove(database.engine, "before_cursor_execute", before)
        event.remove(database.engine, "commit", before_commit)


class Begun:
    """Something that goes on in a thread of its own."""

    def __init__(self, doing: Callable[[], Any]) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._future = self._pool.submit(doing)

    def result(self) -> Any:
        """What it returned, or the error that it raised."""
        error = self._future.exception(LONG_ENOUGH)
        return error if error is not None else self._future.result()


@contextmanager
def begun(doing: Callable[[], Any]) -> Iterator[Begun]:
    """Begin something beside this thread; it has ended when the block ends."""
    going = Begun(doing)
    try:
        yield going
    finally:
        going._pool.shutdown()


def waiting_for_a_lock(owner_url: str, how_many: int = 1) -> None:
    """Return once so many sessions of this PostgreSQL database wait for each other."""
    with psycopg.connect(owner_url.replace("+psycopg", ""), autocommit=True) as look:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        wait_until(lambda: look.execute(query).fetchone()[0] >= how_many, "somebody waits for a lock")


def kinds(results: Sequence[Any]) -> dict[str, int]:
    """How often each kind of result came."""
    found: dict[str, int] = {}
    for one in results:
        found[type(one).__name__] = found.get(type(one).__name__, 0) + 1
    return found
