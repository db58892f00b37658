"""Rows of several tables in one round trip. What is written, and whether, is decided by the services that call it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Insert, Update, select
from sqlalchemy.orm import Session


def write_together(session: Session, *statements: Insert | Update) -> None:
    """Send statements that do not read what another of them writes.

    PostgreSQL takes them as one, so that nothing waits for the network in between; SQLite is in the process, and one after another
    costs no trip there.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        *others, last = statements
        statements = (last.add_cte(*(one.cte(f"also_{number}") for number, one in enumerate(others))),)
    for one in statements:
        connection.execute(one)


def insert_with(session: Session, first: Insert, number: Any, others: Callable[[Any], Sequence[Insert | Update]]) -> Any:
    """Insert a row and write what names it by its number, in one round trip; returns the number the database gave it."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        given = connection.execute(first.returning(number)).scalar_one()
        write_together(session, *others(given))
        return given
    new = first.returning(number).cte("new")
    one = select(new.c[number.name])
    also = (other.cte(f"also_{at}") for at, other in enumerate(others(one.scalar_subquery())))
    return connection.execute(one.add_cte(*also)).scalar_one()
