"""What every file store promises, its errors and its keys; no store of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

CHUNK_BYTES = 1024 * 1024
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,199})*")
_MAX_KEY = 512


class StorageError(Exception):
    """Anything that goes wrong with stored files."""


class StorageUnavailable(StorageError):
    """The store cannot be reached, is full or refuses us: trying again later may help."""


class ObjectMissing(StorageError):
    """There is no object under this key."""


class ObjectConflict(StorageError):
    """The key already holds other content; stored objects are never overwritten."""


class InvalidKey(StorageError, ValueError):
    """A key that could leave the store or that a store could not keep."""


@dataclass(frozen=True)
class StoredFile:
    """The acknowledgement of a put: `sha256` is lower-case hex, `size` in bytes."""

    key: str
    sha256: str
    size: int


class Storage(Protocol):
    """Write once, read many. An object that `put` acknowledged survives a crash of this process and of the machine."""

    def put(self, key: str, data: bytes | BinaryIO, content_type: str) -> StoredFile:
        """Store whole or not at all. Identical content already there is fine; other content is ObjectConflict."""
        ...

    def open(self, key: str) -> BinaryIO:
        """A stream of the content; the caller closes it. ObjectMissing if there is none."""
        ...

    def read(self, key: str) -> bytes: ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Remove; an object that is not there is already removed."""
        ...

    def signed_url(self, key: str, filename: str, seconds: int) -> str | None:
        """A short-lived address that downloads under `filename`; None where the application has to serve it."""
        ...

    def stored_at(self, key: str) -> datetime:
        """When the object was stored, aware. ObjectMissing if there is none."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Keys that begin with `prefix`, in order."""
        ...

    def check(self) -> None:
        """Raise StorageUnavailable unless the store can be used now."""
        ...

    def close(self) -> None: ...


def checked_key(key: str) -> str:
    """The key itself, if no part of it can climb out, hide or be read in two ways."""
    if len(key) > _MAX_KEY or not _KEY.fullmatch(key):
        raise InvalidKey(f"not a storage key: {key[:80]!r}")
    return key


def checked_prefix(prefix: str) -> str:
    """A key or the beginning of one, a closing slash included."""
    if prefix:
        checked_key(prefix.removesuffix("/"))
    return prefix
