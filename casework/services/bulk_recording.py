"""Recording many dossiers at once, already decided: rows go in by COPY, a piece a transaction. Demonstration and benches only; nothing is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.database import upsert
from casework.models import Account, Attachment, Dossier, DossierCounter, DossierEvent, Obligation, OutboxMessage
from casework.services.bulk_values import Row, as_bound, as_copied

# The columns of a row of each table, in the order in which a row holds them; what is left out is left to the database.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    model.__tablename__: tuple(one.name for one in model.__table__.columns if one.name not in left_out)
    for model, left_out in (
        (Account, ()),
        (Dossier, ()),
        (DossierEvent, ("id",)),
        (Attachment, ()),
        (OutboxMessage, ()),
        (Obligation, ("id",)),
    )
}


@dataclass(slots=True)
class Batch:
    """Rows by table as the database takes them, and the last number of each day that they use."""

    rows: dict[str, Any] = field(default_factory=dict)
    counters: dict[date, int] = field(default_factory=dict)

    @classmethod
    def of(cls, dialect: str, tables: Mapping[str, Sequence[Row]], counters: Mapping[date, int]) -> Batch:
        """Render the rows of each table for one kind of database; needs no connection, so any process may do it."""
        render = as_copied if dialect == "postgresql" else as_bound
        return cls({name: render(rows) for name, rows in tables.items() if rows}, dict(counters))


class NotAlone(RuntimeError):
    """Somebody filed while ids were being taken: a bulk load is made while nobody works."""


def reserve(casework: Casework, table: str, count: int) -> int:
    """The first of `count` ids in a row of a table that nobody else will be given. Raises NotAlone."""
    model = {"accounts": Account, "dossiers": Dossier}[table]
    with casework.database.unit_of_work() as session:
        if not count or _dialect(session) != "postgresql":
            return (session.scalar(select(func.max(model.id))) or 0) + 1
        number = func.nextval(func.pg_get_serial_sequence(table, "id"))
        taken = select(number.label("id")).select_from(func.generate_series(1, count)).subquery()
        first, last = session.execute(select(func.min(taken.c.id), func.max(taken.c.id))).one()
    if last - first + 1 != count:
        raise NotAlone
    return int(first)


def numbers_so_far(casework: Casework) -> dict[date, int]:
    """The last dossier number of each day."""
    with casework.database.reading() as session:
        return dict(session.execute(select(DossierCounter.day, DossierCounter.last)).all())


def accounts_by_email(casework: Casework, domain: str) -> dict[str, int]:
    """Ids of the accounts of one mail domain."""
    with casework.database.reading() as session:
        found = select(Account.email, Account.id).where(Account.email.like(f"%@{domain}"))
        return {email: id_ for email, id_ in session.execute(found) if email}


def record_batch(casework: Casework, batch: Batch) -> None:
    """Write a piece whole or not at all: a load that is stopped leaves every dossier complete and the codes without gap."""
    with casework.database.unit_of_work() as session:
        for table, columns in COLUMNS.items():
            if table in batch.rows:
                _write(session, table, columns, batch.rows[table])
        _count_on(session, batch.counters)


def refresh_statistics(casework: Casework) -> None:
    """Let PostgreSQL look at its tables again: a planner that believes them empty chooses badly.

    SQLite must not: with statistics it skips through the index of the reports for whatever asks of open dossiers, and reads each of them.
    """
    with casework.database.unit_of_work() as session:
        if _dialect(session) == "postgresql":
            session.execute(text("ANALYZE"))


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _write(session: Session, table: str, columns: Sequence[str], rows: Any) -> None:
    names = ", ".join(f'"{one}"' for one in columns)
    driver: Any = session.connection().connection.driver_connection
    if _dialect(session) == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            copy.write(rows)
        return
    places = ", ".join("?" * len(columns))
    driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608  names of our own models


def _count_on(session: Session, counters: Mapping[date, int]) -> None:
    if not counters:
        return
    statement = upsert(session, DossierCounter).values([{"day": day, "last": last} for day, last in counters.items()])
    session.execute(statement.on_conflict_do_update(index_elements=["day"], set_={"last": statement.excluded.last}))
