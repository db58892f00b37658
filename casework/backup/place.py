"""Where backups lie: names, encrypted parts, plain lists of opaque names. Knows tables and files only as lines.

    backups/<name>/tables/<table>/00001   rows, encrypted
    backups/<name>/files/00001            key, hash, size and type of each file, encrypted
    backups/<name>/names/00001            what those files are called below files/, so that old ones can be cleared
    backups/<name>/manifest               counts and hashes, encrypted; written last: without it there is no backup
    files/<two letters>/<name>            one file, encrypted, shared by every backup that names it
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import secrets
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import Any, BinaryIO

from casework.backup.errors import BackupDamaged, BackupError, WrongKey
from casework.gateways.encryption import CannotDecrypt, NotForThisIdentity, decrypted, encrypted
from casework.gateways.storage import ObjectMissing, Storage

LINES_IN_A_PART = 100_000
NAMES_AT_ONCE = 1000
BYTES = "application/octet-stream"
GZIP = 31
BACKUPS, FILES = "backups/", "files/"
MOMENT = "%Y%m%dT%H%M%SZ"
NAMED = re.compile(r"(\d{8}T\d{6}Z)-")
NAME = re.compile(rb"files/[0-9a-f]{2}/[0-9a-f]{64}")


def file_name(key: str, sha256: str, readers: str) -> str:
    """What a file is called in the place: opaque, and another name as soon as key, content or who can read it differ."""
    name = hashlib.sha256(f"{key}\n{sha256}\n{readers}".encode()).hexdigest()
    return f"{FILES}{name[:2]}/{name}"


@dataclass(frozen=True)
class Writing:
    """A place seen by who has the public keys only: it can add, list and delete."""

    storage: Storage
    recipients: list[Any]

    @property
    def readers(self) -> str:
        """Who can read what is written, as one word: what lies there for others is no copy that these could restore."""
        return hashlib.sha256("\n".join(sorted({str(one) for one in self.recipients})).encode()).hexdigest()

    def file(self, name: str, source: Any, *, only_if: Callable[[], None] = lambda: None) -> None:
        """Encrypt a stream into the place. `only_if` is asked when all was read and raises to keep nothing."""
        with encrypted(source, self.recipients) as stream:
            only_if()
            self.storage.put(name, stream, BYTES)

    def part(self, name: str, lines: Iterable[bytes]) -> None:
        """Encrypt lines into the place, compressed. The first says where they belong: parts cannot be exchanged."""
        self.file(name, _Compressed(chain([name.encode()], lines)))

    def parts(self, folder: str, lines: Iterable[bytes]) -> int:
        """Write lines as numbered parts; returns how many."""
        number, left = 0, iter(lines)
        for first in left:
            number += 1
            self.part(f"{folder}/{number:05}", chain([first], islice(left, LINES_IN_A_PART - 1)))
        return number

    def manifest(self, backup: str, manifest: dict[str, Any]) -> None:
        self.file(f"{BACKUPS}{backup}/manifest", io.BytesIO(json.dumps(manifest).encode()))


@dataclass(frozen=True)
class Reading:
    """A place seen by who holds an identity."""

    storage: Storage
    identities: list[Any]

    def file(self, name: str) -> BinaryIO:
        """The content of one object, whole and unchanged; the caller closes it. Raises BackupDamaged or WrongKey."""
        try:
            with self.storage.open(name) as source:
                return decrypted(source, self.identities)
        except ObjectMissing as error:
            raise BackupDamaged(f"{name} is missing from the backup") from error
        except CannotDecrypt as error:
            raise BackupDamaged(f"{name} was changed or cut off") from error
        except NotForThisIdentity as error:
            raise WrongKey(f"the identity does not open {name}: it was encrypted to another recipient") from error

    def lines(self, folder: str, parts: int) -> Iterator[bytes]:
        """The lines that were written as parts. Raises BackupDamaged or WrongKey."""
        for number in range(1, parts + 1):
            name = f"{folder}/{number:05}"
            with self.file(name) as packed, gzip.open(packed) as lines:
                if _first(lines) != name.encode():
                    raise BackupDamaged(f"{name} holds something else")
                for line in lines:
                    yield line.rstrip(b"\n")

    def manifest(self, backup: str) -> dict[str, Any]:
        """What `Writing.manifest` wrote."""
        with self.file(f"{BACKUPS}{backup}/manifest") as stream:
            try:
                found = json.loads(stream.read())
            except ValueError as error:
                raise BackupDamaged("the manifest cannot be read") from error
        if not isinstance(found, dict):
            raise BackupDamaged("the manifest cannot be read")
        return found


def _first(lines: Any) -> bytes:
    try:
        return lines.readline().rstrip(b"\n")
    except OSError:
        # Not a part at all.
        return b""


def backups(storage: Storage) -> list[str]:
    """Names of the whole backups, the oldest first."""
    return sorted(key.split("/")[1] for key in storage.keys(BACKUPS) if key.endswith("/manifest"))


def chosen(storage: Storage, name: str) -> str:
    """The backup of that name, or the newest for an empty name; raises BackupError."""
    there = backups(storage)
    if not there:
        raise BackupError("there is no backup in this place")
    if name and name not in there:
        raise BackupError(f"there is no backup {name[:60]!r} in this place")
    return name or there[-1]


def next_name(storage: Storage, at: datetime) -> str:
    """The name of a new backup, after all that are there: which is the newest is told by the names, and no clock that was wrong, then
    or now, may make another one the newest.
    """
    there = [datetime.strptime(one[1], MOMENT).replace(tzinfo=UTC) for one in map(NAMED.match, backups(storage)) if one]
    moment = max([at.astimezone(UTC), *(one + timedelta(seconds=1) for one in there)])
    return f"{moment:{MOMENT}}-{secrets.token_hex(3)}"


def names_in(storage: Storage, backup: str) -> Iterator[str]:
    """Names of the files that a backup consists of, from its plain lists, one beside each list of files. Raises BackupDamaged."""
    lists, names = ({key.rpartition("/")[2] for key in storage.keys(f"{BACKUPS}{backup}/{one}/")} for one in ("files", "names"))
    if missing := lists - names:
        raise BackupDamaged(f"{BACKUPS}{backup}/names/{min(missing)} is missing from the backup")
    for number in sorted(names):
        yield from _names_of(storage, f"{BACKUPS}{backup}/names/{number}")


def _names_of(storage: Storage, key: str) -> Iterator[str]:
    with storage.open(key) as stream:
        lines = stream.read().split(b"\n")
    if not all(map(NAME.fullmatch, lines)):
        raise BackupDamaged(f"{key} was changed or cut off")
    yield from map(bytes.decode, lines)


class NameSet:
    """A set of names kept on the disk: a place may hold millions of files."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        # An empty address is a temporary database that disappears with its connection.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE names (name BLOB PRIMARY KEY) WITHOUT ROWID")
        self.add(names)

    def add(self, names: Iterable[str]) -> None:
        left = iter(names)
        while batch := list(islice(left, NAMES_AT_ONCE)):
            self._database.execute("BEGIN")
            self._database.executemany("INSERT OR IGNORE INTO names VALUES (?)", [(_packed(one),) for one in batch])
            self._database.execute("END")

    def __contains__(self, name: str) -> bool:
        found = self._database.execute("SELECT 1 FROM names WHERE name = ?", (_packed(name),))
        return found.fetchone() is not None

    def __enter__(self) -> NameSet:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()


def _packed(name: str) -> bytes:
    return bytes.fromhex(name.rpartition("/")[2])


class _Compressed:
    """Lines as a gzip stream to be read, made as it is read."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._packer: Any = zlib.compressobj(6, zlib.DEFLATED, GZIP)
        self._ready = bytearray()

    def read(self, size: int = -1) -> bytes:
        while self._packer and (size < 0 or len(self._ready) < size):
            line = next(self._lines, None)
            if line is None:
                self._ready += self._packer.flush()
                self._packer = None
            else:
                self._ready += self._packer.compress(line + b"\n")
        taken = bytes(self._ready) if size < 0 else bytes(self._ready[:size])
        del self._ready[: len(taken)]
        return taken
