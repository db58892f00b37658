"""What a rehearsal compares after restoring: files again from the store, and a dossier that has not changed since. No page here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.backup.errors import BackupDamaged
from casework.backup.manifest import Manifest
from casework.backup.place import Reading
from casework.backup.restoring import entries_of
from casework.backup.rows import Shape, digest_of, shapes, snapshot
from casework.backup.verifying import hash_of
from casework.context import Casework
from casework.database import Database
from casework.gateways.storage import ObjectMissing, Storage
from casework.models import Dossier, Officer
from casework.queries.visible import WHOLE_OFFICE
from procedures.definition import Role

CANDIDATES = 200


def compare_files(reading: Reading, manifest: Manifest, storage: Storage) -> int:
    """Read every restored file again and compare its hash; returns how many. Raises BackupDamaged."""
    count = 0
    for entry in entries_of(reading, manifest):
        try:
            with storage.open(entry.key) as content:
                found = hash_of(content)
        except ObjectMissing as error:
            raise BackupDamaged(f"{entry.key} was not restored") from error
        if found != entry.sha256:
            raise BackupDamaged(f"{entry.key} does not have the hash that was backed up")
        count += 1
    return count


def any_dossier(database: Database) -> bool:
    with database.reading() as session:
        return session.scalar(select(Dossier.id).limit(1)) is not None


def unchanged_dossiers(live: Casework, restored: Database) -> Iterator[str]:
    """Codes of the newest dossiers whose every row is the same in both databases."""
    with restored.reading() as there:
        newest = list(there.execute(select(Dossier.id, Dossier.code).order_by(Dossier.id.desc()).limit(CANDIDATES)))
    for dossier_id, code in newest:
        if fingerprint(live.database, dossier_id) == fingerprint(restored, dossier_id):
            yield code


def fingerprint(database: Database, dossier_id: int) -> dict[str, tuple[int, str]]:
    """Count and hash of the rows of one dossier, by table."""
    found = {}
    with snapshot(database) as connection:
        for shape in shapes():
            column = _owner(shape)
            if column:
                digest = digest_of(connection, shape, shape.table.c[column] == dossier_id)
                found[shape.name] = (digest.count, digest.hex)
    return found


def _owner(shape: Shape) -> str:
    """The column that says which dossier a row belongs to."""
    if shape.name == Dossier.__tablename__:
        return "id"
    return "dossier_id" if any(name == "dossier_id" for name, _ in shape.columns) else ""


def reader_of_both(live: Casework, restored: Database) -> Officer | None:
    """An officer who sees every dossier and is the same in both databases."""
    with live.database.reading() as here, restored.reading() as there:
        now = [_as_pages_show(one) for one in _readers(here)]
        return next((one for one in _readers(there) if _as_pages_show(one) in now), None)


def _readers(session: Session) -> list[Officer]:
    officers = session.scalars(select(Officer).where(Officer.active.is_(True)).order_by(Officer.id))
    return [one for one in officers if WHOLE_OFFICE & {Role(role) for role in one.roles}]


def _as_pages_show(one: Officer) -> tuple[Any, ...]:
    return (one.id, one.session_epoch, one.name, one.position, one.roles, one.division, one.unit, one.deputy, one.fields)
