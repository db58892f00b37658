"""Runs migrations against the address in the main option `sqlalchemy.url`. No table may be described here."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, pool

from casework.models import Base
from casework.models.base import Json, UtcDateTime


def _render_item(kind: str, item: Any, _: Any) -> str | bool:
    """Write our own column types by their names in `casework.models.base`."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "models.UtcDateTime()"
    if kind == "type" and item is Json:
        return "models.Json"
    return False


def run() -> None:
    """Migrate in one transaction; SQLite tables are rebuilt in batches."""
    url = context.config.get_main_option("sqlalchemy.url")
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
