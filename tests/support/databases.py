"""Databases for tests, each kind on its real server: empty ones, and ones with the tables as the migrations make them.

The tables are made once for each process of the test run and then copied. Knows no table itself.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from casework.roles import grant_rights
from tests.support.postgres import PostgresServer
from tests.support.tree import ROOT

KINDS = ("sqlite", "postgresql")


def alembic_configuration(url: str) -> Config:
    """What Alembic needs to work on the database at `url`."""
    configuration = Config(attributes={"quiet": True})
    configuration.set_main_option("script_location", str(ROOT / "migrations"))
    # Alembic reads its options with %-interpolation.
    configuration.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return configuration


def migrate(url: str, revision: str = "head") -> None:
    command.upgrade(alembic_configuration(url), revision)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to copy and never to open."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A SQLite database of this test alone, with all tables."""
    path = tmp_path / "portal.sqlite3"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Twice: a database without any table, in SQLite and in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Twice: a database with all tables, in SQLite and in PostgreSQL; there the program's role, which owns nothing."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database(server.template("portal_migrated", lambda owner: _for_program(server, owner)))
    yield server.program_url(url)
    server.drop_database(url)


def _for_program(server: PostgresServer, owner_url: str) -> None:
    migrate(owner_url)
    grant_rights(owner_url, server.program_url(owner_url))


@pytest.fixture
def owner_url(database_url: str, request: pytest.FixtureRequest) -> str:
    """The database of this test, entered by the owner of its tables."""
    if database_url.startswith("sqlite"):
        return database_url
    return request.getfixturevalue("postgres_server").owner_url(database_url)
