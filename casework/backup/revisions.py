"""Which schema a database has and which this program knows. No table may be described here."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from casework.backup.errors import BackupError
from casework.migrating import migration_config


@cache
def known_revisions() -> tuple[str, ...]:
    """Every revision of this program's migrations, the newest first. They do not change while it runs."""
    scripts = ScriptDirectory.from_config(migration_config(""))
    return tuple(script.revision for script in scripts.walk_revisions())


def newest_revision_in(connection: Connection) -> str:
    """The revision of a database that has the newest schema; raises BackupError for any other."""
    found = MigrationContext.configure(connection).get_current_heads()
    newest = known_revisions()[0]
    if found != (newest,):
        raise BackupError(f"the schema is {', '.join(found) or 'not there'}, this program needs {newest}: migrate first")
    return newest


def bring_to(url: str, revision: str) -> None:
    """Migrate upwards to a revision."""
    command.upgrade(migration_config(url), revision)


def take_down(url: str) -> None:
    """Remove every table again."""
    command.downgrade(migration_config(url), "base")
