"""Whether the program can work now: its database, the schema in it, its file store. Says codes only; no address may enter."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from casework.context import Casework
from casework.gateways.storage import StorageError
from casework.schema import fit_of

log = logging.getLogger(__name__)


class Condition(StrEnum):
    """How one part is. `behind`: migrations are missing; `unknown`: the schema is of a newer program that this one may not run beside."""

    OK = "ok"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Health:
    """The condition of every part the program cannot work without."""

    database: Condition
    schema: Condition
    storage: Condition

    @property
    def ready(self) -> bool:
        return {self.database, self.schema, self.storage} == {Condition.OK}


def health(casework: Casework) -> Health:
    """Ask every part once; a part that fails is a condition, never an error."""
    schema = _schema(casework)
    database = Condition.UNAVAILABLE if schema is Condition.UNAVAILABLE else Condition.OK
    return Health(database, schema, _storage(casework))


def _schema(casework: Casework) -> Condition:
    try:
        with casework.database.reading() as session:
            return Condition(fit_of(session.connection()))
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
