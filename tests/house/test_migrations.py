"""The migrations have one head, go up and down from nothing, and make exactly the tables of the models, on both databases.

On PostgreSQL none keeps those who write waiting while it builds an index: `casework.indexes` builds it beside them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, inspect

from casework.models import Base
from casework.schema import known_revisions
from tests.support.databases import alembic_configuration, migrate

BOOKKEEPING = {"alembic_version"}
# SQLite's index of words is a table that keeps itself in further ones; PostgreSQL's cannot be compared.
# tests/casework/test_words.py asks both.
INDEX, ON_POSTGRESQL = "dossier_words", "ix_dossiers_words"
# What builds an index in the ordinary way, and on which table.
BUILDS = re.compile(
    r"\s*(?:CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)(?:IF NOT EXISTS )?\w+ ON (?:ONLY )?(\w+)"
    r"|ALTER TABLE (\w+) ADD (?:CONSTRAINT \w+ )?(?:UNIQUE|PRIMARY KEY|EXCLUDE) (?!USING INDEX))",
    re.IGNORECASE,
)


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    found = {name for name in inspect(engine).get_table_names() if not name.startswith(INDEX)} - BOOKKEEPING
    engine.dispose()
    return found


def _not_an_index(name: str | None, kind: str, _: object) -> bool:
    return name != ON_POSTGRESQL and not (kind == "table" and str(name).startswith(INDEX))


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(alembic_configuration("sqlite://")).get_heads()) == 1


def test_every_file_begins_with_its_revision():
    scripts = ScriptDirectory.from_config(alembic_configuration("sqlite://")).walk_revisions()
    assert tuple(script.revision for script in scripts) == known_revisions()


def test_every_step_goes_up_and_down_and_up_again(empty_database_url):
    configuration = alembic_configuration(empty_database_url)
    steps = list(ScriptDirectory.from_config(configuration).walk_revisions())
    for _ in steps:
        command.upgrade(configuration, "+1")
    assert tables(empty_database_url) == set(Base.metadata.tables)
    for _ in steps:
        command.downgrade(configuration, "-1")
    assert tables(empty_database_url) == set()
    migrate(empty_database_url)
    assert tables(empty_database_url) == set(Base.metadata.tables)


def test_the_tables_are_those_of_the_models(database_url):
    engine = create_engine(database_url)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": _not_an_index}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def built_in_the_way(said: list[str], there: set[str]) -> list[str]:
    """Statements that build an index on a table that was there, and keep everybody waiting who writes to it."""
    return [one for one in said if (found := BUILDS.match(one)) and there & set(found.groups())]


@contextmanager
def _said() -> Iterator[list[str]]:
    said: list[str] = []

    def saying(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        said.append(sql)

    event.listen(Engine, "before_cursor_execute", saying)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", saying)


def test_no_migration_builds_an_index_in_the_way_of_those_who_write(postgres_url):
    configuration = alembic_configuration(postgres_url)
    for script in reversed(list(ScriptDirectory.from_config(configuration).walk_revisions())):
        there = tables(postgres_url)
        with _said() as said:
            command.upgrade(configuration, script.revision)
        assert said and built_in_the_way(said, there) == [], f"{script.revision}: build it with casework.indexes"


@pytest.mark.parametrize(
    ("statement", "waits"),
    [
        ("CREATE INDEX ix_a ON dossiers (a)", True),
        ("\nCREATE UNIQUE INDEX ix_a ON dossiers (a)", True),
        ("ALTER TABLE dossiers ADD CONSTRAINT uq_a UNIQUE (a)", True),
        ("CREATE INDEX CONCURRENTLY ix_a ON dossiers (a)", False),
        ("ALTER TABLE dossiers ADD CONSTRAINT uq_a UNIQUE USING INDEX ix_a", False),
        ("CREATE INDEX ix_a ON of_this_migration (a)", False),
    ],
)
def test_what_is_built_in_the_way_is_known(statement, waits):
    assert bool(built_in_the_way([statement], {"dossiers"})) is waits
