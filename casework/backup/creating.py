"""Making a backup: the database as of one moment first, then the files it names. Nothing of the case file is changed.

A file is never rewritten and outlives the row that names it, so every file of the snapshot can still be copied after it;
only the files of drafts that end meanwhile may be gone, and then their rows are gone too.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import Connection

from casework.backup.landmarks import BACKUP, reached
from casework.backup.manifest import FilesPart, Manifest, TablePart
from casework.backup.place import BACKUPS, BYTES, FILES, NameSet, Writing, file_name, next_name
from casework.backup.revisions import newest_revision_in
from casework.backup.rows import Digest, canonical, lines_of, shapes, snapshot
from casework.backup.turn import one_at_a_time
from casework.context import Casework
from casework.files import named_among, named_files
from casework.gateways.storage import ObjectMissing

FILES_IN_A_PART = 20_000


class _Altered(Exception):
    """A stored file no longer has the hash its row names."""


@dataclass
class _Copying:
    """What copying the files has come to so far."""

    digest: Digest = field(default_factory=Digest)
    parts: int = 0
    copied: int = 0
    copied_bytes: int = 0
    vanished: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def create_backup(casework: Casework, writing: Writing, at: datetime, program: str) -> Manifest:
    """Back everything up. A manifest that names lost files is written, yet no landmark: look at `files.lost`.

    Raises BackupUnderWay, BackupError or StorageError; then there is no manifest, and what was copied is used next time.
    """
    with one_at_a_time(casework.database), tempfile.TemporaryFile() as wanted:
        name = next_name(writing.storage, at)
        with snapshot(casework.database) as connection:
            revision = newest_revision_in(connection)
            tables = tuple(_table(connection, writing, name, shape) for shape in shapes())
            wanted.writelines(canonical(list(row)) + b"\n" for row in named_files(connection))
        wanted.seek(0)
        files = _files(casework, writing, name, wanted)
        manifest = Manifest(name, at, program, revision, tables, files)
        writing.manifest(name, manifest.as_json())
    if not files.lost:
        figures = {"backup": name, "rows": manifest.rows, "files": files.count, "copied": files.copied, "bytes": files.copied_bytes}
        reached(casework, BACKUP, at, figures)
    return manifest


def _table(connection: Connection, writing: Writing, name: str, shape: Any) -> TablePart:
    digest = Digest()

    def counted() -> Iterator[bytes]:
        for line in lines_of(connection, shape):
            digest.add(line)
            yield line

    parts = writing.parts(f"{BACKUPS}{name}/tables/{shape.name}", counted())
    return TablePart(shape.name, shape.columns, digest.count, digest.hex, parts)


def _files(casework: Casework, writing: Writing, name: str, wanted: BinaryIO) -> FilesPart:
    done, entries = _Copying(), (line.rstrip(b"\n") for line in wanted)
    with NameSet(writing.storage.keys(FILES)) as there:
        while batch := list(islice(entries, FILES_IN_A_PART)):
            kept = [line for line in batch if _copied(casework, writing, done, there, line)]
            if kept:
                done.parts += 1
                _write_list(writing, name, done.parts, kept)
            for line in kept:
                done.digest.add(line)
    said = (done.digest.count, done.digest.hex, done.parts, done.copied, done.copied_bytes)
    return FilesPart(*said, tuple(done.vanished), tuple(done.lost), writing.readers)


def _write_list(writing: Writing, name: str, number: int, kept: list[bytes]) -> None:
    """The names first: what a list of files needs is never cleared while the list is there."""
    names = [file_name(key, sha256, writing.readers) for key, sha256, _, _ in map(json.loads, kept)]
    writing.storage.put(f"{BACKUPS}{name}/names/{number:05}", "\n".join(names).encode(), BYTES)
    writing.part(f"{BACKUPS}{name}/files/{number:05}", kept)


def _copied(casework: Casework, writing: Writing, done: _Copying, there: NameSet, line: bytes) -> bool:
    """Whether the file is in the place now; one that cannot be is put down as vanished or lost."""
    key, sha256, _, _ = json.loads(line)
    name = file_name(key, sha256, writing.readers)
    if name in there:
        return True
    try:
        with casework.storage.open(key) as source:
            size = _copy(writing, name, source, sha256)
    except (ObjectMissing, _Altered):
        (done.lost if _still_named(casework, key) else done.vanished).append(key)
        return False
    there.add([name])
    done.copied += 1
    done.copied_bytes += size
    return True


def _copy(writing: Writing, name: str, source: BinaryIO, sha256: str) -> int:
    reading = Hashing(source)
    writing.file(name, reading, only_if=lambda: _check(reading, sha256))
    return reading.size


def _check(reading: Hashing, sha256: str) -> None:
    if reading.hex != sha256:
        raise _Altered


class Hashing:
    """A stream that counts and hashes what is read from it."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._digest.update(data)
        self.size += len(data)
        return data

    @property
    def hex(self) -> str:
        return self._digest.hexdigest()


def _still_named(casework: Casework, key: str) -> bool:
    with casework.database.reading() as session:
        return bool(named_among(session, [key]))
