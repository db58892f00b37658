"""The real web server and worker end on a schema they do not suit; `flask check` says how a filed dossier is not protected."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app import create_app
from casework.database import Database
from casework.models import Landmark
from casework.schema import MOVED
from tests.support.application import settings_for
from tests.support.databases import migrate
from tests.support.machine import LOOPBACK, free_port
from tests.support.tree import ROOT

GUNICORN = ("gunicorn", "wsgi:application", "--workers", "2", "--no-control-socket", "--log-level", "critical")
WORKER = ("flask", "--app", "wsgi", "worker")


def ended(command: tuple[str, ...], url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "APP_ENV": "test", "DATABASE_URL": url, "STORAGE_URL": f"file://{folder / 'storage'}"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("command", [(*GUNICORN, "--bind", f"{LOOPBACK}:{free_port()}"), WORKER], ids=["web", "worker"])
@pytest.mark.parametrize("schema", ["older", "newer", "moved"])
def test_nothing_starts_on_a_schema_it_does_not_suit(command, schema, tmp_path):
    url = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    migrate(url, "0002" if schema == "older" else "head")
    if schema == "newer":
        database = Database(url)
        with database.unit_of_work() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        database.dispose()
    if schema == "moved":
        database = Database(url)
        with database.unit_of_work() as session:
            session.add(Landmark(name=MOVED, at=datetime.now(UTC), data={"to": "postgresql+psycopg://there/portal"}))
        database.dispose()
    done = ended(command, url, tmp_path)
    # gunicorn ends, but not always with the status of its workers when two of them end at once.
    assert done.returncode == 3 if command == WORKER else done.returncode, done.stderr
    said = {line for line in done.stderr.splitlines() if line.startswith("Error: ")}
    expected = {"older": "run `flask database migrate`", "newer": "newer program", "moved": "was moved to"}[schema]
    assert len(said) == 1 and expected in said.pop()
    if command == WORKER:
        assert done.stderr.count("\n") == 1


def checked(url: str, folder: Path, **settings: str) -> str:
    """What `flask check` prints in this installation."""
    app = create_app(settings_for(url, folder, **settings))
    done = app.test_cli_runner().invoke(app.cli, ("check",))
    app.extensions["casework"].database.dispose()
    return done.stdout


def test_an_installation_as_it_should_be_has_no_such_problem(database_url, owner_url, tmp_path):
    said = checked(database_url, tmp_path, DATABASE_OWNER_URL=owner_url, APP_ENV="production")
    problems = [line.partition(":")[0] for line in said.splitlines()]
    assert not [one for one in problems if "role" in one or "protected" in one or "owns" in one], said


def test_one_role_for_everything_is_said_in_production_only(database_url, tmp_path):
    warned = "the program owns its tables" in checked(database_url, tmp_path, APP_ENV="production")
    assert warned is database_url.startswith("postgresql")
    assert "owns its tables" not in checked(database_url, tmp_path)


def test_a_missing_trigger_is_said(database_url, owner_url, tmp_path):
    owner = Database(owner_url)
    with owner.unit_of_work() as session:
        on = "" if owner.engine.dialect.name == "sqlite" else " ON dossier_events"
        session.execute(text(f"DROP TRIGGER dossier_events_keep_rows{on}"))
    owner.dispose()
    assert "not protected: no trigger dossier_events_keep_rows" in checked(database_url, tmp_path)


def test_rights_too_many_and_too_few_are_said(postgres_server, postgres_url, tmp_path):
    migrate(postgres_url)
    program, settings = postgres_server.program_url(postgres_url), {"DATABASE_OWNER_URL": postgres_url}
    owner = Database(postgres_url)
    with owner.unit_of_work() as session:
        session.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO portal_program"))
        session.execute(text("GRANT DELETE ON dossiers TO portal_program"))
    owner.dispose()
    said = checked(program, tmp_path, **settings)
    assert "the program's role may too much: DELETE on dossiers" in said
    assert "the program's role may too little: INSERT on account_tokens" in said and "more" in said
