"""`flask check` on everything an installer gets wrong: each is one line that says how to mend it, and is gone once it is mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import update

from app import Settings, create_app
from casework.backup.landmarks import BACKUP, REHEARSAL, reached
from casework.files import MARK
from casework.gateways import faces
from casework.gateways.encryption import new_identity
from casework.gateways.storage import open_storage
from casework.models import DutyRun, Officer
from casework.periods import PERIODS
from casework.queries.installation import installation
from cli.checks import machine
from procedures.definition import Role
from tests.support.application import Clock, settings_for
from tests.support.databases import migrate
from tests.support.factories import make_officer
from tests.support.machine import free_port
from tests.support.tree import ROOT
from web import precompiled

RIGHT = {
    "APP_ENV": "production",
    "PUBLIC_URL": "https://dichvucong.songoaivu.example",
    "TRUSTED_PROXIES": "1",
    "OFFICE_FILE": str(ROOT / "deploy" / "office.toml"),
    "MAIL_URL": "smtp://mail.songoaivu.example",
    "SMS_URL": "https://sms.example/send",
    "BACKUP_URL": "s3://backups?endpoint=https://files.example&region=local",
    "BACKUP_RECIPIENT": "age1q9ghfyxpz2tfckgwlxqm3w6trk0n3gqkdarjqkdmnsdwvh9ryszqk8zj5d",
}
# What one setting gives away: the setting, the problem, a word of the mend.
SETTINGS = {
    "in the clear": ({"PUBLIC_URL": "http://dichvucong.songoaivu.example"}, "PUBLIC_URL is not https", "https address"),
    "nobody's address": ({"PUBLIC_URL": "https://localhost"}, "PUBLIC_URL is this machine alone", "people reach"),
    "no proxy believed": ({"TRUSTED_PROXIES": "0"}, "TRUSTED_PROXIES is 0 with https", "number of proxies"),
    "a fictional office": ({"OFFICE_FILE": ""}, "OFFICE_FILE is the demonstration's office", "deploy/office.toml"),
    "mail to a folder": ({"MAIL_URL": "file:///tmp/mail"}, "MAIL_URL is a folder", "mail server"),
    "texts to a folder": ({"SMS_URL": "file:///tmp/sms"}, "SMS_URL is a folder", "provider"),
    "no backup": ({"BACKUP_URL": ""}, "BACKUP_URL is not set", "another machine"),
    "no recipient": ({"BACKUP_RECIPIENT": ""}, "BACKUP_RECIPIENT is not set", "keygen"),
    "still the demonstration": ({"APP_ENV": "demo"}, "APP_ENV is demo at an address of the world", "production"),
}


@dataclass
class Stand:
    """A right installation; `said()` is what the check finds in it."""

    folder: Path
    clock: Clock

    def app(self, **differing: str) -> Flask:
        settings = settings_for(f"sqlite:///{self.folder}/portal.sqlite3", self.folder, **{**RIGHT, **differing})
        return create_app(settings, clock=self.clock)

    def said(self, app: Flask | None = None, **differing: str) -> list[dict[str, str]]:
        app = app or self.app(**differing)
        found = json.loads(app.test_cli_runner().invoke(app.cli, ["check", "--json"]).stdout)
        app.extensions["casework"].database.dispose()
        return found


@pytest.fixture
def stand(tmp_path: Path, clock: Clock, recipient: str) -> Stand:
    migrate(f"sqlite:///{tmp_path}/portal.sqlite3")
    found = Stand(tmp_path, clock)
    app = found.app()
    casework = app.extensions["casework"]
    make_officer(casework, (Role.ADMINISTRATOR,))
    with casework.database.unit_of_work() as session:
        session.add_all(DutyRun(name=name, done_at=clock.now) for name in PERIODS)
    for name in (BACKUP, REHEARSAL):
        reached(casework, name, clock.now, {})
    casework.database.dispose()
    return found


@pytest.fixture
def recipient(monkeypatch: pytest.MonkeyPatch) -> str:
    _, made = new_identity()
    monkeypatch.setitem(RIGHT, "BACKUP_RECIPIENT", made)
    return made


def test_nothing_is_said_of_a_right_installation(stand: Stand) -> None:
    assert stand.said() == []


@pytest.mark.parametrize(("differing", "problem", "mend"), SETTINGS.values(), ids=SETTINGS)
def test_a_setting_that_serves_nobody(stand: Stand, differing: dict[str, str], problem: str, mend: str) -> None:
    (found,) = stand.said(**differing)
    assert found["problem"] == problem
    assert mend in found["mend"]


def without_administrator(stand: Stand, app: Flask) -> None:
    with app.extensions["casework"].database.unit_of_work() as session:
        session.execute(update(Officer).values(active=False))


def without_worker(stand: Stand, app: Flask) -> None:
    with app.extensions["casework"].database.unit_of_work() as session:
        session.execute(update(DutyRun).values(done_at=stand.clock.now - machine.WORKER_SILENT_FOR - timedelta(seconds=1)))


def without_backup(stand: Stand, app: Flask) -> None:
    reached(app.extensions["casework"], BACKUP, stand.clock.now - timedelta(hours=27), {})


def without_room(stand: Stand, app: Flask) -> None:
    app.extensions["casework"] = replace(app.extensions["casework"], disk_free_bytes=2**62)


def with_little_room(stand: Stand, app: Flask) -> None:
    free = machine.free_bytes(stand.folder)
    app.extensions["casework"] = replace(app.extensions["casework"], disk_free_bytes=free // 2)


def without_storage(stand: Stand, app: Flask) -> None:
    (stand.folder / "blocked").write_text("a file where a folder should be")
    app.extensions["casework"] = replace(app.extensions["casework"], storage=open_storage(f"file://{stand.folder}/blocked"))


def with_the_store_of_another(stand: Stand, app: Flask) -> None:
    app.extensions["casework"].storage.put(MARK, b"another", "text/plain")


def with_one_disk(stand: Stand, app: Flask) -> None:
    (stand.folder / "backups").mkdir()
    app.extensions["settings"] = replace(app.extensions["settings"], backup_url=f"file://{stand.folder}/backups")


SURROUNDINGS: dict[Callable[[Stand, Flask], None], tuple[set[str], str]] = {
    without_administrator: ({"no officer is administrator"}, "flask officer create"),
    without_worker: ({"no worker has worked since 2026-10-14T08:44+07:00"}, "portal-worker@1"),
    without_backup: ({"the last good backup was 2026-10-13T06:00+07:00"}, "flask backup create"),
    without_storage: ({"storage is unavailable"}, "STORAGE_URL"),
    with_the_store_of_another: ({"the file store belongs to another database"}, "STORAGE_URL"),
    with_one_disk: ({"the backups lie on the disk of the dossiers"}, "another machine"),
}


@pytest.mark.parametrize("breaking", SURROUNDINGS, ids=lambda one: one.__name__)
def test_what_is_missing_around_the_program(stand: Stand, breaking: Callable[[Stand, Flask], None]) -> None:
    app = stand.app()
    breaking(stand, app)
    found = stand.said(app)
    problems, mend = SURROUNDINGS[breaking]
    assert {one["problem"] for one in found} == problems
    assert mend in found[0]["mend"]


def test_faces_that_set_up_has_not_cut(stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "SERIF_FOLDER", tmp_path / "none")
    (found,) = stand.said()
    assert found["problem"] == "the faces of the papers are not cut, so each paper takes longer"
    assert "make runtime" in found["mend"]


def test_templates_that_set_up_has_not_translated(stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precompiled, "FOLDER", tmp_path / "none")
    (found,) = stand.said()
    assert found["problem"] == "the templates of the pages are not translated, so each process begins more slowly"
    assert "make runtime" in found["mend"]


def test_a_disk_that_is_nearly_full_and_one_that_is_full(stand: Stand) -> None:
    app = stand.app()
    with_little_room(stand, app)
    found = stand.said(app)
    assert found and all(" MB left" in one["problem"] and "DISK_FREE_MB" in one["mend"] for one in found)
    app = stand.app()
    without_room(stand, app)
    assert "disk is full" in {one["problem"] for one in stand.said(app)}


def test_a_database_that_was_never_migrated_and_one_that_does_not_answer(stand: Stand, tmp_path: Path) -> None:
    """Then nothing else can be asked, so nothing else is said."""
    app = create_app(settings_for(f"sqlite:///{tmp_path}/new.sqlite3", tmp_path, **RIGHT), clock=stand.clock)
    assert stand.said(app) == [{"problem": "schema is behind", "mend": "run `flask database migrate`"}]
    app = create_app(settings_for(f"postgresql+psycopg://portal:x@127.0.0.1:{free_port()}/portal", tmp_path, **RIGHT), clock=stand.clock)
    found = stand.said(app)
    assert [one["problem"] for one in found] == ["database is unavailable", "schema is unavailable"]
    assert {one["mend"] for one in found} == {"start the database or mend DATABASE_URL"}


@pytest.mark.parametrize(("seconds", "told"), [(0, False), (59, False), (-59, False), (62, True), (-62, True)])
def test_clocks_that_disagree(stand: Stand, seconds: int, told: bool) -> None:
    found = SimpleNamespace(database_at=stand.clock.now + timedelta(seconds=seconds))
    said = list(machine._clock(found, stand.clock.now))
    assert bool(said) == told
    assert not told or "62 seconds apart" in said[0][0]


def test_the_databases_own_clock_is_asked(postgres_url: str, tmp_path: Path) -> None:
    migrate(postgres_url)
    app = create_app(settings_for(postgres_url, tmp_path))
    found = installation(app.extensions["casework"])
    app.extensions["casework"].database.dispose()
    assert found.database_at is not None and found.database_at.tzinfo is not None
    assert (found.roles, found.worked_at) == ({}, None)


def test_the_words_are_those_of_a_person_who_mends(stand: Stand) -> None:
    """Without --json: one line each, a count on standard error, and the status a script reads."""
    app = stand.app(SMS_URL="file:///tmp/sms")
    result = app.test_cli_runner().invoke(app.cli, ["check"])
    app.extensions["casework"].database.dispose()
    assert result.exit_code == 1
    assert result.stdout.startswith("SMS_URL is a folder: set SMS_URL")
    assert result.stderr == "note: 1 problems\n"


def test_settings_are_read_from_where_they_are_checked() -> None:
    assert {name for differing, *_ in SETTINGS.values() for name in differing} <= {one.upper() for one in Settings.__annotations__}
