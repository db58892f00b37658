"""One backup of a database at a time, by a lock that dies with whoever held it. Nothing is read or written here."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from casework.backup.errors import BackupUnderWay
from casework.database import Database

ADVISORY_LOCK = 20_261_122_03


@contextmanager
def one_at_a_time(database: Database) -> Iterator[None]:
    """Hold the turn of this database's backups; raises BackupUnderWay when somebody has it."""
    if database.engine.dialect.name == "postgresql":
        with _locked_in_postgresql(database):
            yield
    else:
        with _locked_beside_the_file(Path(database.engine.url.database or "portal")):
            yield


@contextmanager
def _locked_in_postgresql(database: Database) -> Iterator[None]:
    # The lock belongs to the session of the server, which ends with this process however it ends.
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        lock = {"key": ADVISORY_LOCK}
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), lock):
            raise BackupUnderWay("another backup is under way")
        try:
            yield
        finally:
            # Back in the pool the session lives on.
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), lock)


@contextmanager
def _locked_beside_the_file(path: Path) -> Iterator[None]:
    with path.with_name(f"{path.name}.backup-lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupUnderWay("another backup is under way") from error
        yield
