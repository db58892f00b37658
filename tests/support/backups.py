"""A place for backups and the keys of an invented office. Nothing is backed up here."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select

from casework.backup.creating import create_backup
from casework.backup.manifest import Manifest
from casework.backup.place import BACKUPS, Reading, Writing
from casework.backup.restoring import lines_in
from casework.backup.rows import Digest, canonical
from casework.context import Casework
from casework.gateways.encryption import decrypted, identities_from, new_identity, recipients_from
from casework.gateways.storage import Storage, open_storage
from casework.models import Attachment, Base
from casework.services.attaching import attach_to_draft
from casework.services.drafting import begin_draft
from casework.services.uploading import Upload
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account
from tests.support.times import vn

FILED = vn("2026-10-05T08:00")
AT = vn("2026-10-14T20:00")
PROGRAM = "0.1.0"
# What migrations after 0001 added; EVERYTHING for a whole table.
EVERYTHING = {"*"}
ADDED_SINCE = {
    "due_moves": EVERYTHING,
    "duty_runs": EVERYTHING,
    "landmarks": EVERYTHING,
    "outbox": {"note", "request_id"},
    "scans": EVERYTHING,
}


class Backups:
    """A place, who may write into it and who may read it."""

    def __init__(self, place: Storage) -> None:
        self.place = place
        self.identity, self.recipient = new_identity()
        self.writing = Writing(place, recipients_from(self.recipient))
        self.reading = Reading(place, identities_from(self.identity))

    def create(self, casework: Casework, at: Any = AT) -> Manifest:
        return create_backup(casework, self.writing, at, PROGRAM)

    def manifest_keys(self) -> list[str]:
        return [key for key in self.place.keys(BACKUPS) if key.endswith("/manifest")]

    def plain(self, key: str) -> bytes:
        """What lies under a key, decrypted."""
        with decrypted(io.BytesIO(self.place.read(key)), self.reading.identities) as stream:
            return stream.read()


def backups_in(folder: Path) -> Backups:
    """A place in a folder."""
    return Backups(open_storage(f"file://{folder}"))


def working_office(casework: Casework) -> tuple[Desks, list[str]]:
    """An office with two dossiers: one just filed, one accepted."""
    desks = Desks(casework)
    codes = [desks.file("abtc", sample_answers(1), FILED) for _ in range(2)]
    desks.act(Role.RECEPTION, codes[0], "accept", vn("2026-10-05T09:00"))
    return desks, codes


def draft_with_a_file(casework: Casework) -> str:
    """A draft that expired long before AT, with one file."""
    account, at = make_account(casework, "enterprise"), vn("2026-01-05T08:00")
    draft = begin_draft(casework, account.id, "abtc", sample_answers(1), at)
    with casework.database.reading() as session:
        component, item = session.execute(select(Attachment.component, Attachment.item)).first()
    attach_to_draft(casework, draft, account.id, component, item, [Upload("a.pdf", pdf(3))], at)
    return draft


def counts(url: str) -> dict[str, int]:
    """How many rows every table has, asked without the program."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            name: connection.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()
        }
    engine.dispose()
    return found


def as_the_first_release_made_it(backups: Backups, manifest: Manifest) -> str:
    """The same backup at the schema of migration 0001; returns its name."""
    old, tables = "20200101T000000Z-000000", []
    for table in manifest.tables:
        without = ADDED_SINCE.get(table.name, set())
        if without is EVERYTHING:
            continue
        keep = [number for number, (column, _) in enumerate(table.columns) if column not in without]
        digest, lines = Digest(), []
        for line in lines_in(backups.reading, manifest, table):
            values = json.loads(line)
            lines.append(canonical([values[number] for number in keep]))
            digest.add(lines[-1])
        parts = backups.writing.parts(f"{BACKUPS}{old}/tables/{table.name}", lines)
        tables.append(replace(table, columns=tuple(table.columns[one] for one in keep), digest=digest.hex, parts=parts))
    files = backups.reading.lines(f"{BACKUPS}{manifest.name}/files", manifest.files.parts)
    backups.writing.parts(f"{BACKUPS}{old}/files", files)
    told = replace(manifest, name=old, revision="0001", tables=tuple(tables))
    backups.writing.manifest(old, told.as_json())
    return old
