"""A backup that was changed, cut off, mixed or opened with a wrong key is refused in a clear line, and nothing half is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.backup.errors import BackupDamaged, BackupError, WrongKey
from casework.backup.manifest import Manifest
from casework.backup.place import BACKUPS, FILES, Reading, file_name
from casework.backup.restoring import entries_of, read_manifest, restore
from casework.backup.verifying import files_there, verify
from casework.gateways.encryption import identities_from, new_identity
from casework.gateways.storage import open_storage
from procedures.catalog.abtc.samples import sample_answers
from tests.support.backups import FILED, Backups, backups_in, counts, draft_with_a_file
from tests.support.desks import Desks
from tests.support.tree import ROOT

Damage = Callable[[Path, Path], None]


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


@pytest.mark.parametrize("damage", [flipped, cut, emptied, gone, exchanged])
@pytest.mark.parametrize("part", [*PARTS, "file"])
def test_whatever_is_damaged_is_noticed(
    made: Manifest, place: Backups, tmp_path: Path, part: str, damage: Damage
) -> None:
    folder = tmp_path / "place"
    # Two files of different content, whatever their names are.
    stored = {one.sha256: folder / file_name(one.key, one.sha256) for one in entries_of(place.reading, made)}
    paths = list(stored.values())
    if part != "file":
        paths = [folder / BACKUPS / made.name / one for one in PARTS[part]]
    damage(paths[0], paths[1])
    url = f"sqlite:///{tmp_path}/restored.sqlite3"
    with pytest.raises(BackupError) as refused:
        verify(place.reading, made.name)
    assert "\n" not in str(refused.value)
    with pytest.raises(BackupError):
        restore(place.reading, read_manifest(place.reading, made.name), url, open_storage(f"file://{tmp_path}/restored"))
    if (tmp_path / "restored.sqlite3").exists() and part == "rows":
        assert counts(url)["accounts"] == 0, "all rows or none"


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
    storage = f"file://{desks.casework.storage.root}"  # type: ignore[attr-defined]
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
