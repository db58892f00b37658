"""The migrations have one head, go up and down from nothing, and make exactly the tables of the models, on both databases."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from casework.models import Base
from tests.support.databases import alembic_configuration, migrate

BOOKKEEPING = {"alembic_version"}


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    found = set(inspect(engine).get_table_names()) - BOOKKEEPING
    engine.dispose()
    return found


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(alembic_configuration("sqlite://")).get_heads()) == 1


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
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []
