"""Migrating twice at once, without holding anybody up, and knowing a schema this program may work on from one it may not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from threading import Thread

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select, text

from casework import migrating
from casework.database import Database
from casework.migrating import migrate, migration_config, oldest_beside
from casework.models import Landmark
from casework.schema import LANDMARK, Fit, SchemaRefused, fit_of, known_revisions, refuse_wrong_schema
from tests.support.databases import migrate as migrate_to
from tests.support.tree import ROOT

HEAD = known_revisions()[0]
MIGRATE = "import sys; from casework.migrating import migrate; migrate(sys.argv[1])"


@pytest.fixture
def owner(database_url: str, owner_url: str) -> Iterator[Database]:
    database = Database(owner_url)
    yield database
    database.dispose()


def fit(url: str) -> Fit:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = fit_of(connection)
    engine.dispose()
    return found


def of_tomorrow(owner: Database, beside: str | None) -> None:
    """What a newer program's migration leaves behind."""
    with owner.unit_of_work() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        noted = session.get_one(Landmark, LANDMARK)
        if beside is not None:
            noted.data = {"revision": "9999", "beside": beside}


def test_the_newest_schema_is_noted_and_suits(owner):
    with owner.reading() as session:
        noted = session.scalars(select(Landmark.data).where(Landmark.name == LANDMARK)).one()
    assert noted == {"revision": HEAD, "beside": oldest_beside(HEAD)}
    assert fit(owner.url) is Fit.OK
    refuse_wrong_schema(owner.url)


def test_a_newer_schema_suits_when_it_says_so(owner):
    of_tomorrow(owner, beside=HEAD)
    assert fit(owner.url) is Fit.OK


@pytest.mark.parametrize("beside", [None, "9999"], ids=["says nothing of it", "needs a newer program"])
def test_another_newer_schema_is_refused(owner, beside):
    of_tomorrow(owner, beside)
    assert fit(owner.url) is Fit.UNKNOWN
    with pytest.raises(SchemaRefused, match="newer program"):
        refuse_wrong_schema(owner.url)


def test_an_older_schema_and_none_are_refused(empty_database_url):
    for target in ("nothing", "0001", known_revisions()[1]):
        if target != "nothing":
            migrate_to(empty_database_url, target)
        assert fit(empty_database_url) is Fit.BEHIND
        with pytest.raises(SchemaRefused, match="flask database migrate"):
            refuse_wrong_schema(empty_database_url)


def test_a_database_that_does_not_answer_is_not_refused():
    refuse_wrong_schema("postgresql+psycopg://portal:secret@127.0.0.1:1/portal")


def test_every_migration_says_who_may_run_beside_it():
    known = known_revisions()
    scripts = ScriptDirectory.from_config(migration_config(""))
    for script in scripts.walk_revisions():
        assert script.down_revision is None or script.module.beside in known, script.revision
    # Programs before this one are served by every schema up to the newest.
    assert known.index(oldest_beside(HEAD)) > 0, (
        "no older program may run beside the newest schema: an upgrade stops the portal"
    )


def test_a_step_back_is_noted_too(empty_database_url):
    migrate_to(empty_database_url)
    command.downgrade(migration_config(empty_database_url), "0002")
    engine = create_engine(empty_database_url)
    with engine.connect() as connection:
        assert connection.scalar(select(Landmark.data)) == {"revision": "0002", "beside": "0001"}
    engine.dispose()


def test_two_processes_may_migrate_at_once(empty_database_url):
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, empty_database_url], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [one.communicate(timeout=120)[1] for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    assert fit(empty_database_url) is Fit.OK


def test_a_migration_that_fails_half_way_leaves_nothing(empty_database_url, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    migrate_to(empty_database_url, "0001")
    monkeypatch.setattr(migrating, "note_revision", broken)
    monkeypatch.setattr("alembic.op.drop_table", broken)
    monkeypatch.setattr("alembic.op.add_column", broken)
    with pytest.raises(ZeroDivisionError):
        command.upgrade(migration_config(empty_database_url), "0002")
    engine = create_engine(empty_database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
        assert not engine.dialect.has_table(connection, "duty_runs")
    engine.dispose()


def test_a_migration_waits_for_a_busy_table_without_holding_up_those_behind_it(postgres_url, monkeypatch):
    """While a long transaction reads the table, the migration lets go again and again; others read meanwhile."""
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT_MILLISECONDS", 100)
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0.2)
    migrate_to(postgres_url, "0002")
    engine = create_engine(postgres_url)
    with engine.connect() as long:
        long.execute(text("LOCK TABLE dossiers IN ACCESS SHARE MODE"))
        long.execute(text("LOCK TABLE dossiers IN ROW EXCLUSIVE MODE"))
        running = Thread(target=migrate, args=(postgres_url,))
        running.start()
        for _ in range(10):
            with engine.connect() as other:
                other.execute(text("SET statement_timeout = 2000"))
                other.execute(text("SELECT count(*) FROM dossiers"))
                other.execute(text("UPDATE dossiers SET state = state"))
        assert running.is_alive(), "nothing held the migration up"
    running.join(60)
    engine.dispose()
    assert fit(postgres_url) is Fit.OK
