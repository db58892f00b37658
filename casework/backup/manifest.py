"""What a backup says of itself: schema, counts, hashes, what was missing. Data only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from casework.backup.errors import BackupDamaged, BackupError
from casework.backup.rows import Shape

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table of a backup: its shape, how many rows in how many parts, the hash over them."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: int
    digest: str
    parts: int

    @property
    def shape(self) -> Shape:
        return Shape(self.name, self.columns)


@dataclass(frozen=True, slots=True)
class FilesPart:
    """The files of a backup. `copied` and `copied_bytes` went over this time, the rest lay there before.

    `vanished` are files of drafts that ended while the backup ran; `lost` are files whose rows are there still.
    `readers` is a part of every file's name in the place.
    """

    count: int
    digest: str
    parts: int
    copied: int
    copied_bytes: int
    vanished: tuple[str, ...]
    lost: tuple[str, ...]
    readers: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole of one backup."""

    name: str
    created_at: datetime
    program: str
    revision: str
    tables: tuple[TablePart, ...]
    files: FilesPart

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables)

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self), "created_at": self.created_at.isoformat()}


def parse_manifest(found: dict[str, Any]) -> Manifest:
    """Read a manifest; raises BackupError for one of a newer program."""
    if found.get("format") != FORMAT:
        raise BackupError("the backup was made by a newer program: install that one")
    try:
        tables = tuple(
            TablePart(**{**one, "columns": tuple((name, kind) for name, kind in one["columns"])}) for one in found["tables"]
        )
        files = found["files"]
        kept = FilesPart(**{**files, "vanished": tuple(files["vanished"]), "lost": tuple(files["lost"])})
        made_at = datetime.fromisoformat(found["created_at"])
        return Manifest(found["name"], made_at, found["program"], found["revision"], tables, kept)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupDamaged("the manifest cannot be read") from error
