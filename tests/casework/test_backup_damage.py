"""A backup that was changed, cut off, mixed or opened with a wrong key is refused in a clear line, and nothing half is left."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from casework.backup.errors import BackupDamaged, BackupError, WrongKey
from casework.backup.manifest import Manifest
from casework.backup.place import BACKUPS, FILES, Reading, file_name
from casework.backup.pruning import prune
from casework.backup.restoring import entries_of, read_manifest, restore
from casework.backup.verifying import files_there, verify
from casework.gateways.encryption import identities_from, new_identity
from casework.gateways.storage import open_storage
from procedures.catalog.abtc.samples import sample_answers
from tests.support.backups import FILED, Backups, backups_in, counts, draft_with_a_file
from tests.support.desks import Desks
from tests.support.tree import ROOT


@pytest.fixture
def place(tmp_path: Path) -> Backups:
    return backups_in(tmp_path / "place")


@pytest.fixture
def made(desks: Desks, place: Backups) -> Manifest:
    desks.file("abtc", sample_answers(1), FILED)
    draft_with_a_file(desks.casework)
    return place.create(desks.casework)


def flipped(path: Path, _: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)


def cut(path: Path, _: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def emptied(path: Path, _: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path, _: Path) -> None:
    path.unlink()


def exchanged(path: Path, other: Path) -> None:
    """Both are genuine, each is at the other's place."""
    one, two = path.read_bytes(), other.read_bytes()
    path.write_bytes(two)
    other.write_bytes(one)


PARTS = {
    "rows": ("tables/dossier_events/00001", "tables/accounts/00001"),
    "list": ("files/00001", "tables/accounts/00001"),
    "manifest": ("manifest", "tables/accounts/00001"),
}


@pytest.mark.parametrize("part", [*PARTS, "file"])
def test_whatever_is_damaged_is_noticed(made: Manifest, place: Backups, tmp_path: Path, part: str) -> None:
    # Two files of different content, whatever their names are.
    stored = {one.sha256: file_name(one.key, one.sha256, made.files.readers) for one in entries_of(place.reading, made)}
    names = [f"{BACKUPS}{made.name}/{one}" for one in PARTS[part]] if part in PARTS else list(stored.values())
    for damage in (flipped, cut, emptied, gone, exchanged):
        folder = tmp_path / damage.__name__
        shutil.copytree(tmp_path / "place", folder)
        damage(folder / names[0], folder / names[1])
        reading = Reading(open_storage(f"file://{folder}"), place.reading.identities)
        with pytest.raises(BackupError) as refused:
            verify(reading, made.name)
        assert "\n" not in str(refused.value), damage.__name__
        with pytest.raises(BackupError):
            restore_into(tmp_path / f"restored-{damage.__name__}", reading, made.name)


def restore_into(folder: Path, reading: Reading, name: str) -> None:
    """Restore; when that fails half way, a database that was made has all rows or none."""
    url = f"sqlite:///{folder}/portal.sqlite3"
    try:
        restore(reading, read_manifest(reading, name), url, open_storage(f"file://{folder}/files"))
    finally:
        if has_tables(folder / "portal.sqlite3"):
            assert counts(url)["accounts"] == 0


def has_tables(path: Path) -> bool:
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'accounts'").fetchone()[0] == 1


def test_a_missing_file_is_noticed_without_the_key(made: Manifest, place: Backups) -> None:
    assert files_there(place.place) == (made.name, made.files.count)
    place.place.delete(next(iter(place.place.keys(FILES))))
    with pytest.raises(BackupDamaged, match="is missing from the backup"):
        files_there(place.place)


def test_a_wrong_key_opens_nothing(made: Manifest, place: Backups) -> None:
    other, _ = new_identity()
    with pytest.raises(WrongKey, match="another recipient"):
        verify(Reading(place.place, identities_from(other)))


def test_a_backup_of_a_newer_program_is_refused(made: Manifest, place: Backups) -> None:
    name = "20990101T000000Z-000000"
    place.writing.manifest(name, {**made.as_json(), "name": name, "revision": "9999"})
    with pytest.raises(BackupError, match="newer program"):
        read_manifest(place.reading)
    name = "20990102T000000Z-000000"
    place.writing.manifest(name, {**made.as_json(), "name": name, "format": 2})
    with pytest.raises(BackupError, match="newer program"):
        read_manifest(place.reading)


@pytest.mark.parametrize("puts", [3, 12])
def test_a_killed_backup_is_none_and_the_next_goes_on(desks: Desks, place: Backups, tmp_path: Path, puts: int) -> None:
    desks.file("abtc", sample_answers(1), FILED)
    storage = f"file://{desks.casework.storage.root}"  # type: ignore[attr-defined]  a folder in this test
    arguments = [desks.casework.database.url, storage, f"file://{tmp_path / 'place'}", place.recipient, str(puts)]
    killed = subprocess.run(
        [sys.executable, "-m", "tests.support.killed_backup", *arguments],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=60, check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert place.manifest_keys() == [] and list(place.place.keys(BACKUPS)) != []
    there = len(list(place.place.keys(FILES)))
    made = place.create(desks.casework)
    assert made.files.copied == made.files.count - there
    assert verify(place.reading).name == made.name


@pytest.mark.parametrize("damage", [gone, cut, emptied])
def test_nothing_is_cleared_when_a_backup_no_longer_says_which_files_it_needs(
    desks: Desks, made: Manifest, place: Backups, tmp_path: Path, damage: Callable[[Path, Path], None]
) -> None:
    place.create(desks.casework)
    names = f"{BACKUPS}{made.name}/names/00001"
    damage(tmp_path / "place" / names, tmp_path)
    before = list(place.place.keys())
    with pytest.raises(BackupDamaged, match=names):
        prune(desks.casework, place.place, 2)
    with pytest.raises(BackupDamaged, match=names):
        files_there(place.place, made.name)
    assert list(place.place.keys()) == before
    assert verify(place.reading, made.name).files.count == made.files.count
