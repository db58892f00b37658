"""The migrations have one head, go up and down from nothing, and make exactly the tables of the models, on both databases."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from casework.models import Base
from casework.schema import known_revisions
from tests.support.databases import alembic_configuration, migrate

BOOKKEEPING = {"alembic_version"}
# SQLite's index of words is a table that keeps itself in further ones; PostgreSQL's cannot be compared.
# tests/casework/test_words.py asks both.
INDEX, ON_POSTGRESQL = "dossier_words", "ix_dossiers_words"


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
