"""The health of the program as a monitor sees it: alive, ready, and what is missing when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from app import create_app
from casework.database import Database
from casework.models import Landmark
from casework.queries.health import Condition, Health
from casework.schema import MOVED
from casework.services.telling import put
from tests.support.application import settings_for
from worker.commands import desk_of
from worker.loop import sweep_now

WORKS = {"database": "ok", "schema": "ok", "storage": "ok", "disk": "ok"}
NOBODY_LISTENS = "postgresql+psycopg://portal:a-password-nobody-may-see@127.0.0.1:1/portal"


@pytest.fixture
def without_database(tmp_path: Path) -> Iterator[Flask]:
    application = create_app(settings_for(NOBODY_LISTENS, tmp_path))
    yield application
    application.extensions["casework"].database.dispose()


def ready(app: Flask) -> TestResponse:
    return app.test_client().get("/healthz/ready")


def checks(app: Flask) -> tuple[int, dict[str, str]]:
    answer = ready(app)
    return answer.status_code, answer.json["checks"]


def test_a_whole_installation_is_ready_on_both_databases(app_on_both):
    sweep_now(desk_of(app_on_both))
    answer = ready(app_on_both)
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "checks": {**WORKS, "outbox": "ok", "duties": "ok"}}
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_database_it_is_alive_and_not_ready(without_database):
    live = without_database.test_client().get("/healthz/live")
    assert (live.status_code, live.json) == (200, {"status": "ok"})
    status, found = checks(without_database)
    assert status == 503
    assert found == {"database": "unavailable", "schema": "unavailable", "storage": "ok", "disk": "ok"}


def test_a_database_without_tables_is_behind(empty_database_url, tmp_path):
    application = create_app(settings_for(empty_database_url, tmp_path))
    status, found = checks(application)
    application.extensions["casework"].database.dispose()
    assert status == 503
    assert found == {"database": "ok", "schema": "behind", "storage": "ok", "disk": "ok"}


def test_the_schema_of_a_newer_program_is_unknown(app_on_both, owner_url):
    owner = Database(owner_url)
    with owner.unit_of_work() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    owner.dispose()
    assert checks(app_on_both) == (503, {"database": "ok", "schema": "unknown", "storage": "ok", "disk": "ok"})


def test_a_database_that_was_moved_takes_no_more_people(app_on_both, owner_url):
    owner = Database(owner_url)
    with owner.unit_of_work() as session:
        session.add(Landmark(name=MOVED, at=datetime.now(UTC), data={"to": "postgresql://elsewhere/portal"}))
    owner.dispose()
    assert checks(app_on_both) == (503, {"database": "ok", "schema": "moved", "storage": "ok", "disk": "ok"})


def test_a_store_that_cannot_be_written_is_unavailable(app, tmp_path):
    (tmp_path / "storage").write_text("a file where the folder should be", encoding="utf-8")
    assert checks(app) == (503, {"database": "ok", "schema": "ok", "storage": "unavailable", "disk": "ok"})


def test_nothing_of_the_settings_is_told(without_database, caplog):
    answer = ready(without_database)
    for secret in ("a-password-nobody-may-see", "127.0.0.1", "psycopg", "portal:"):
        assert secret not in answer.text
    assert "a-password-nobody-may-see" not in caplog.text


def test_one_failing_part_is_enough():
    ok = Condition.OK
    assert Health(ok, ok, ok, ok).ready
    for part in ("database", "schema", "storage", "disk"):
        parts = {"database": ok, "schema": ok, "storage": ok, "disk": ok, part: Condition.UNAVAILABLE}
        assert not Health(**parts).ready


def test_a_disk_with_less_room_than_one_drafts_files_takes_no_more_people(app):
    casework = app.extensions["casework"]
    app.extensions["casework"] = replace(casework, disk_free_bytes=2**62)
    assert checks(app) == (503, {**WORKS, "disk": "full"})


def test_late_mail_and_late_duties_are_told_but_send_nobody_away(app_on_both, clock):
    sweep_now(desk_of(app_on_both))
    with app_on_both.extensions["casework"].database.unit_of_work() as session:
        put(session, "totp_changed", "email", "to@example.com", "vi", {}, "one", clock.now)
    clock.advance(minutes=10)
    assert ready(app_on_both).json == {"status": "ok", "checks": {**WORKS, "outbox": "ok", "duties": "ok"}}
    clock.advance(seconds=1)
    answer = ready(app_on_both)
    assert (answer.status_code, answer.json["status"]) == (200, "degraded")
    assert answer.json["checks"] == {**WORKS, "outbox": "late", "duties": "late"}


def test_an_installation_whose_worker_never_ran_says_so(app):
    assert ready(app).json == {"status": "degraded", "checks": {**WORKS, "outbox": "ok", "duties": "late"}}
