"""Whether the program can work now: its database, the schema in it, its file store, its disk. Says codes only; no address may enter."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from casework.context import Casework
from casework.gateways.storage import StorageError
from casework.schema import Fit, fit_of, moved_to

log = logging.getLogger(__name__)


class Condition(StrEnum):
    """How one part is. `behind`: migrations are missing; `unknown`: the schema is of a newer program that this one may not run beside;
    `moved`: everything went to another database; `full`: less space is free than the files of one draft may need."""

    OK = "ok"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    MOVED = "moved"
    UNAVAILABLE = "unavailable"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Health:
    """The condition of every part the program cannot work without."""

    database: Condition
    schema: Condition
    storage: Condition
    disk: Condition

    @property
    def ready(self) -> bool:
        return {self.database, self.schema, self.storage, self.disk} == {Condition.OK}


def health(casework: Casework) -> Health:
    """Ask every part once; a part that fails is a condition, never an error."""
    schema = _schema(casework)
    database = Condition.UNAVAILABLE if schema is Condition.UNAVAILABLE else Condition.OK
    return Health(database, schema, _storage(casework), _disk(casework))


def _schema(casework: Casework) -> Condition:
    try:
        with casework.database.reading() as session:
            fit = fit_of(session.connection())
            return Condition.MOVED if fit is Fit.OK and moved_to(session.connection()) else Condition(fit)
    except SQLAlchemyError as problem:
        log.warning("the database does not answer: %s", type(problem).__name__)
        return Condition.UNAVAILABLE


def _storage(casework: Casework) -> Condition:
    try:
        casework.storage.check()
    except StorageError as problem:
        log.warning("the file store cannot be used: %s", type(problem).__name__)
        return Condition.UNAVAILABLE
    return Condition.OK


def _disk(casework: Casework) -> Condition:
    """Free space where the program itself writes; a database server and S3 watch their own."""
    try:
        free = [free_bytes(folder) for folder in folders_written(casework)]
    except OSError as problem:
        log.warning("the disk cannot be looked at: %s", type(problem).__name__)
        return Condition.UNAVAILABLE
    return Condition.FULL if free and min(free) < casework.disk_free_bytes else Condition.OK


def folders_written(casework: Casework) -> Iterator[Path]:
    """The folder of the SQLite file and the one of the file store, as far as they are on this machine."""
    if casework.database.url.startswith("sqlite:///"):
        yield Path(casework.database.url.removeprefix("sqlite:///")).parent
    if isinstance(root := getattr(casework.storage, "root", None), Path):
        yield root


def free_bytes(folder: Path) -> int:
    """What is free for the program below a folder, which may not be there yet."""
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.is_dir())
    return shutil.disk_usage(there).free
