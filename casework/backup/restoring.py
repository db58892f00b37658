"""Putting a backup into an empty place, on any database and any file store. Nothing that is there may be touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, inspect, update

from casework.backup.errors import BackupDamaged, BackupError, NotEmpty
from casework.backup.manifest import Manifest, TablePart, parse_manifest
from casework.backup.place import BACKUPS, Reading, chosen, file_name
from casework.backup.revisions import bring_to, known_revisions
from casework.backup.rows import Digest, digest_of, insert_lines, renumber, snapshot
from casework.database import Database, NoPlace, make_folder_of
from casework.gateways.storage import ObjectConflict, Storage
from casework.migrating import migrate
from casework.models import Attachment, Landmark
from casework.services.owning import LANDMARK

# What Alembic leaves behind when every table is gone.
BOOKKEEPING = {"alembic_version"}


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One file of a backup as its list has it."""

    key: str
    sha256: str
    size: int | None
    content_type: str


def read_manifest(reading: Reading, name: str = "") -> Manifest:
    """The manifest of a backup, the newest by default. Raises BackupError."""
    backup = chosen(reading.storage, name)
    manifest = parse_manifest(reading.manifest(backup))
    if manifest.name != backup:
        raise BackupDamaged(f"the manifest of {backup} is that of {manifest.name}")
    if manifest.revision not in known_revisions():
        raise BackupError(f"the backup has schema {manifest.revision} of a newer program: install that one")
    return manifest


def restore(reading: Reading, manifest: Manifest, into: str, storage: Storage) -> None:
    """Restore files, then all rows in one transaction, compare what is there with the backup, take out papers of drafts whose
    files ended while the backup ran, and migrate up. The database restored owns no store yet: it takes the new one.

    Raises NotEmpty, BackupDamaged, WrongKey or StorageError. After an error the place is to be emptied and given again.
    """
    refuse_what_is_there(into, storage)
    for entry in entries_of(reading, manifest):
        _put(reading, file_name(entry.key, entry.sha256, manifest.files.readers), entry, storage)
    bring_to(into, manifest.revision)
    database = Database(into)
    try:
        _fill(reading, manifest, database)
        with snapshot(database) as connection:
            compare(connection, manifest)
        _take_out(database, manifest)
        migrate(into)
        _is_another(database)
    finally:
        database.dispose()


def entries_of(reading: Reading, manifest: Manifest) -> Iterator[StoredEntry]:
    """Every file of a backup; at the end the list itself is held against the manifest."""
    digest = Digest()
    for line in reading.lines(f"{BACKUPS}{manifest.name}/files", manifest.files.parts):
        digest.add(line)
        yield StoredEntry(*json.loads(line))
    if (digest.count, digest.hex) != (manifest.files.count, manifest.files.digest):
        raise BackupDamaged("the list of files is not the one that was backed up")


def lines_in(reading: Reading, manifest: Manifest, table: TablePart) -> Iterator[bytes]:
    """The rows of one table of a backup."""
    return reading.lines(f"{BACKUPS}{manifest.name}/tables/{table.name}", table.parts)


def agree(table: TablePart, found: Digest, where: str) -> None:
    """Raise BackupDamaged unless count and hash are those of the manifest."""
    if (found.count, found.hex) != (table.rows, table.digest):
        raise BackupDamaged(f"{table.name}: {found.count} rows {where} are not the {table.rows} that were backed up")


def compare(connection: Connection, manifest: Manifest) -> None:
    """Hold every table of a restored database against the manifest."""
    for table in manifest.tables:
        agree(table, digest_of(connection, table.shape), "restored")


def refuse_what_is_there(into: str, storage: Storage) -> None:
    """Raise NotEmpty unless database and file store are empty."""
    if next(iter(storage.keys()), None) is not None:
        raise NotEmpty("the file store to restore into is not empty: name an empty folder or bucket")
    try:
        make_folder_of(into)
    except NoPlace as error:
        raise BackupError(str(error)) from error
    database = Database(into)
    try:
        if set(inspect(database.engine).get_table_names()) - BOOKKEEPING:
            raise NotEmpty("the database to restore into is not empty: name one without tables")
    finally:
        database.dispose()


def _put(reading: Reading, name: str, entry: StoredEntry, storage: Storage) -> None:
    with reading.file(name) as content:
        try:
            stored = storage.put(entry.key, content, entry.content_type)
        except ObjectConflict as error:
            raise BackupDamaged(f"{entry.key} is twice in the backup with other content") from error
    if stored.sha256 != entry.sha256:
        raise BackupDamaged(f"{entry.key} does not have the hash that was backed up")


def _fill(reading: Reading, manifest: Manifest, database: Database) -> None:
    with database.unit_of_work() as session:
        connection: Any = session.connection()
        for table in reversed(manifest.tables):
            # What the migrations themselves remembered gives way to what was backed up.
            connection.execute(delete(table.shape.table))
        for table in manifest.tables:
            found = insert_lines(connection, table.shape, lines_in(reading, manifest, table))
            agree(table, found, "in the backup")
            renumber(connection, table.shape)


def _take_out(database: Database, manifest: Manifest) -> None:
    """A draft that ended while the backup ran is open again without its files: it is filed only when they come again."""
    if not manifest.files.vanished:
        return
    with database.writing_rows() as connection:
        named = update(Attachment.__table__).where(Attachment.__table__.c.storage_key == bindparam("key"))
        gone = named.values(removed_at=manifest.created_at)
        connection.execute(gone, [{"key": one} for one in manifest.files.vanished])


def _is_another(database: Database) -> None:
    """A copy that somebody tries beside the store it came from must not clear what was filed there since."""
    with database.writing_rows() as connection:
        connection.execute(delete(Landmark).where(Landmark.name == LANDMARK))
