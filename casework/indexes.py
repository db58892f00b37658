"""Building the indexes of a migration while everybody reads and writes. No index may be described here.

On PostgreSQL an index built in the ordinary way keeps all who write to its table waiting until it is whole. Here it is
built concurrently, which is done outside a transaction and commits what the migration did before. So a migration builds
first and does everything else afterwards, in the transaction that also says how far the schema is: wherever it was
interrupted, the next run begins it again and keeps what is whole. SQLite knows one writer, who is then the migration.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from alembic import op
from sqlalchemy import TextClause, text

# What an index is called until it takes the place of the one before.
NEXT = "_next"
IS_WHOLE = text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)")


def build_index(
    name: str,
    table: str,
    columns: Sequence[str | TextClause],
    where: TextClause | None = None,
    **on_postgresql: Any,
) -> None:
    """Build an index that was not there before; `on_postgresql` as for `op.create_index`."""
    if not _is_postgresql():
        op.create_index(name, table, columns, sqlite_where=where)
        return
    with _beside_everybody():
        if op.get_bind().scalar(IS_WHOLE, {"name": name}):
            return
        # One that was interrupted is there and not used.
        op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
        op.create_index(name, table, columns, postgresql_where=where, postgresql_concurrently=True, **on_postgresql)


def replace_indexes(table: str, wanted: Mapping[str, Sequence[str]], where: TextClause | None = None) -> None:
    """Give indexes that are there other columns; those before serve until the new ones are whole."""
    if _is_postgresql():
        for name, columns in wanted.items():
            build_index(f"{name}{NEXT}", table, columns, where)
    for name, columns in wanted.items():
        op.drop_index(name, table)
        if _is_postgresql():
            op.execute(f"ALTER INDEX {name}{NEXT} RENAME TO {name}")
        else:
            op.create_index(name, table, columns, sqlite_where=where)


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


@contextmanager
def _beside_everybody() -> Iterator[None]:
    """Outside a transaction, and with patience: nobody waits behind one who builds concurrently."""
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = 0")
        op.execute("SET maintenance_work_mem = '256MB'")
        yield
        op.execute("RESET maintenance_work_mem")
        op.execute("RESET lock_timeout")
