"""`flask backup` as an office types it: key, backup, list, verify, restore, rehearsal; every mistake in one line."""

from __future__ import annotations

import json
import signal
import stat
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from click.testing import Result
from flask import Flask

from casework.backup.landmarks import BACKUP, REHEARSAL, last
from casework.gateways.storage.files import FileStorage
from procedures.definition import Role
from tests.support.backups import counts, working_office
from tests.support.s3 import S3Server
from tests.support.times import vn
from tests.troubles.test_disk_full import no_room_beyond


class Office:
    """The console of an office whose backups lie in a folder beside."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.identity, self.folder = app, str(folder / "identity"), folder
        self.casework = app.extensions["casework"]
        recipient = self.run("keygen", self.identity).stdout.strip()
        self.set(backup_url=f"file://{folder}/place", backup_recipient=recipient)

    def set(self, **differing: str) -> None:
        self.app.extensions["settings"] = replace(self.app.extensions["settings"], **differing)

    def run(self, *arguments: str) -> Result:
        return self.app.test_cli_runner().invoke(self.app.cli, ["backup", *arguments])

    def ok(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def refused(self, code: int, *arguments: str) -> str:
        done = self.run(*arguments)
        assert (done.exit_code, done.stdout) == (code, ""), done.output
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr


@pytest.fixture
def office(app: Flask, tmp_path: Path) -> Office:
    return Office(app, tmp_path)


def test_a_backup_is_made_looked_through_and_restored(office: Office, tmp_path: Path) -> None:
    working_office(office.casework)
    before = counts(office.casework.database.url)
    made = office.ok("create", "--keep", "2")
    assert (made["pruned"], made["lost"], made["rows"]) == (0, [], sum(before.values()))
    assert office.ok("list") == [made["backup"]]
    assert office.ok("verify") == {"backup": made["backup"], "files": made["files"]}
    assert office.ok("verify", "--identity", office.identity)["rows"] == made["rows"]
    into = f"sqlite:///{tmp_path}/new/restored.sqlite3"
    place = ("--into", into, "--storage", f"file://{tmp_path}/new/files")
    assert office.ok("restore", "--identity", office.identity, *place)["files"] == made["files"]
    assert counts(into) == before
    assert "not empty" in office.refused(1, "restore", "--identity", office.identity, *place)
    assert last(office.casework, BACKUP).data["backup"] == made["backup"]
    assert [office.ok("create", "--keep", "2")["pruned"] for _ in range(2)] == [0, 1]


def test_the_identity_is_for_its_owner_alone_and_never_overwritten(office: Office) -> None:
    path = Path(office.identity)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = path.read_text()
    assert "AGE-SECRET-KEY-1" in kept
    assert "cannot be written" in office.refused(2, "keygen", office.identity)
    assert path.read_text() == kept


def test_every_mistake_is_one_line(office: Office, tmp_path: Path) -> None:
    assert "no backup" in office.refused(1, "verify")
    other = str(tmp_path / "other")
    office.run("keygen", other)
    office.ok("create")
    assert "another recipient" in office.refused(1, "verify", "--identity", other)
    assert "no backup 'x'" in office.refused(1, "verify", "--name", "x")
    assert "cannot be read" in office.refused(2, "verify", "--identity", str(tmp_path / "none"))
    Path(other).write_text("nothing of the kind")
    assert "AGE-SECRET-KEY-1" in office.refused(2, "rehearse", "--identity", other)
    assert "--into" in office.refused(2, "restore", "--identity", office.identity, "--into", "mysql://", "--storage", "file:///x")
    office.set(backup_recipient="")
    assert "keygen" in office.refused(2, "create")
    office.set(backup_url="")
    assert "BACKUP_URL" in office.refused(2, "list")


@pytest.fixture
def office_on_both(app_on_both: Flask, tmp_path: Path) -> Office:
    return Office(app_on_both, tmp_path)


def test_a_rehearsal_compares_everything_and_is_remembered(office_on_both: Office) -> None:
    office = office_on_both
    _, codes = working_office(office.casework)
    assert last(office.casework, REHEARSAL) is None
    made = office.ok("create")
    told = office.ok("rehearse", "--identity", office.identity)
    assert (told["backup"], told["page_of"]) == (made["backup"], codes[1])
    landmark = last(office.casework, REHEARSAL)
    assert (landmark.data["backup"], landmark.data["rows"], landmark.data["files"]) == (made["backup"], made["rows"], made["files"])


def test_a_rehearsal_in_postgresql_leaves_the_database_empty_for_the_next(office: Office, postgres_url: str) -> None:
    working_office(office.casework)
    office.ok("create")
    for _ in range(2):
        assert office.ok("rehearse", "--identity", office.identity, "--into", postgres_url)["page_of"]
    working_elsewhere = ("--into", office.casework.database.url)
    before = counts(office.casework.database.url)
    assert "not empty" in office.refused(1, "rehearse", "--identity", office.identity, *working_elsewhere)
    assert counts(office.casework.database.url) == before, "a rehearsal clears only what it made"


def test_a_rehearsal_notices_another_page_and_a_damaged_backup(office: Office, tmp_path: Path) -> None:
    desks, codes = working_office(office.casework)
    office.ok("create")
    # Its page names the related dossier's state; the dossier itself does not change.
    desks.act(Role.RECEPTION, codes[1], "accept", vn("2026-10-05T09:30"))
    assert "other pages" in office.refused(1, "rehearse", "--identity", office.identity)
    next(one for one in (tmp_path / "place" / "files").rglob("*") if one.is_file()).unlink()
    assert "missing" in office.refused(1, "rehearse", "--identity", office.identity)
    assert last(office.casework, REHEARSAL) is None


def test_backups_lie_in_s3_as_well(office: Office, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    bucket = "ban-sao"
    s3 = s3_server.client()
    s3.create_bucket(Bucket=bucket)
    s3.close()
    office.set(backup_url=s3_server.storage_url.replace(s3_server.bucket, bucket, 1))
    working_office(office.casework)
    made = office.ok("create")
    assert office.ok("create", "--keep", "1")["copied"] == 0
    assert office.ok("verify", "--identity", office.identity)["files"] == made["files"]
    assert office.ok("rehearse", "--identity", office.identity)["page_of"]


class Ending:
    """A stream in whose middle this process is told to end."""

    def __init__(self, stream: BinaryIO, number: int) -> None:
        self.stream, self.number = stream, number

    def read(self, size: int = -1) -> bytes:
        signal.raise_signal(self.number)
        return self.stream.read(size)

    def __enter__(self) -> Ending:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_rehearsal_that_is_told_to_end_leaves_nothing_that_can_be_read(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    working_office(office.casework)
    office.ok("create")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    restored, opened = [], FileStorage.open

    def open_once_something_is_restored(storage: FileStorage, key: str) -> Any:
        restored[:] = list((tmp_path / "temporary").glob("rehearsal-*/files/attachments"))
        stream = opened(storage, key)
        return Ending(stream, number) if restored else stream

    monkeypatch.setattr(FileStorage, "open", open_once_something_is_restored)
    before = signal.signal(number, signal.SIG_IGN)
    try:
        assert office.run("rehearse", "--identity", office.identity).exit_code == 128 + number
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)
    assert restored and list((tmp_path / "temporary").iterdir()) == []


def test_a_database_that_is_away_a_folder_that_cannot_be_made_and_a_full_disk_are_told_in_one_line(office: Office, tmp_path: Path) -> None:
    working_office(office.casework)
    place = ("--into", "postgresql+psycopg://owner:Very-Secret@127.0.0.1:1/none", "--storage", f"file://{tmp_path}/new")
    office.ok("create")
    told = office.refused(1, "restore", "--identity", office.identity, *place)
    assert "the database cannot be used" in told and "Very-Secret" not in told
    nowhere = ("--into", f"sqlite:///{office.identity}/below/a/file", "--storage", f"file://{tmp_path}/new")
    assert "cannot be made" in office.refused(1, "restore", "--identity", office.identity, *nowhere)
    office.set(backup_url=f"file://{tmp_path}/another")
    with no_room_beyond(2000):
        assert "no room on the disk" in office.refused(1, "create")
