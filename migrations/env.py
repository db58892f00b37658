"""Runs migrations against the address in the main option `sqlalchemy.url`. No table may be described here."""

from typing import Any

from alembic import context

from casework.migrating import migrating_engine, note_revision
from casework.models import Base
from casework.models.base import Json, UtcDateTime


def _render_item(kind: str, item: Any, _: Any) -> str | bool:
    """Write our own column types by their names in `casework.models.base`."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "models.UtcDateTime()"
    if kind == "type" and item is Json:
        return "models.Json"
    return False


def _note(*, ctx: Any, heads: Any, **_: Any) -> None:
    """After every step and in its transaction: where the schema is now."""
    note_revision(ctx.connection, next(iter(heads), None))


def run() -> None:
    """Migrate whole steps or nothing: SQLite all of them in one transaction that locks the file, PostgreSQL one by one,
    each after the indexes it builds.

    SQLite tables are rebuilt in batches.
    """
    url = context.config.get_main_option("sqlalchemy.url")
    engine = migrating_engine(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render_item,
            transactional_ddl=True,
            transaction_per_migration=connection.dialect.name == "postgresql",
            on_version_apply=_note,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
