"""Whether the program can work now: its database, the schema in it, its file store. Says codes only; no address may enter."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from casework.context import Casework
from casework.gateways.storage import StorageError
from casework.schema import migration_config

log = logging.getLogger(__name__)


class Condition(StrEnum):
    """How one part is. `behind`: migrations are missing; `unknown`: the schema is of another, newer program."""

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
            found = MigrationContext.configure(session.connection()).get_current_heads()
    except SQLAlchemyError as problem:
        log.warning("the database does not answer: %s", type(problem).__name__)
        return Condition.UNAVAILABLE
    known = _known_revisions()
    if not set(found) <= set(known):
        return Condition.UNKNOWN
    return Condition.OK if found == known[:1] else Condition.BEHIND


def _storage(casework: Casework) -> Condition:
    try:
        casework.storage.check()
    except StorageError as problem:
        log.warning("the file store cannot be used: %s", type(problem).__name__)
        return Condition.UNAVAILABLE
    return Condition.OK


@cache
def _known_revisions() -> tuple[str, ...]:
    """Every revision of this program's migrations, the newest first. They do not change while it runs."""
    scripts = ScriptDirectory.from_config(migration_config(""))
    return tuple(script.revision for script in scripts.walk_revisions())
