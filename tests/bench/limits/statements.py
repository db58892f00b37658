"""The limit of a read: the product's own statement as plain text, sent by the driver alone. Nothing is made of the rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import Select
from sqlalchemy.dialects import postgresql, sqlite

from tests.bench.lite import path_of


def plain(query: Select[Any], url: str) -> str:
    """A statement with its values written into it, in the words of a database."""
    dialect = (sqlite if url.startswith("sqlite") else postgresql).dialect()
    return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True})).replace("%%", "%")


@contextmanager
def asking(url: str, queries: Sequence[Select[Any]]) -> Iterator[Callable[[], None]]:
    """What asks all of them, one after the other."""
    statements = [plain(one, url) for one in queries]
    lite = url.startswith("sqlite")
    connection: Any = sqlite3.connect(path_of(url)) if lite else psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    def ask() -> None:
        for one in statements:
            connection.execute(one if lite else one.encode()).fetchall()

    with closing(connection):
        yield ask
