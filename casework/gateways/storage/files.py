"""Files in a folder, each written whole or not at all; knows nothing of dossiers."""

import contextlib
import hashlib
import io
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from casework.gateways.storage.base import (
    CHUNK_BYTES,
    ObjectConflict,
    ObjectMissing,
    StorageError,
    StorageUnavailable,
    StoredFile,
    checked_key,
    checked_prefix,
)

# A key never begins with a dot, so what is half written can never be taken for an object.
_UNFINISHED = ".unfinished"
_STALE_SECONDS = 24 * 3600


class FileStorage:
    """Objects are files below `root`; a name appears only after its bytes are on the disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes | BinaryIO, content_type: str) -> StoredFile:
        target = self.root / checked_key(key)
        with _as_storage_errors(key, missing=StorageUnavailable):
            unfinished = self._unfinished_folder()
            self._make_folders(target.parent)
            fd, name = tempfile.mkstemp(dir=unfinished)
            try:
                stored = _write_durably(fd, data, key)
                self._name_once(Path(name), target, stored)
            finally:
                Path(name).unlink(missing_ok=True)
        return stored

    def open(self, key: str) -> BinaryIO:
        path = self.root / checked_key(key)
        with _as_storage_errors(key):
            return path.open("rb")

    def read(self, key: str) -> bytes:
        with self.open(key) as stream, _as_storage_errors(key):
            return stream.read()

    def exists(self, key: str) -> bool:
        with _as_storage_errors(key):
            return (self.root / checked_key(key)).is_file()

    def delete(self, key: str) -> None:
        path = self.root / checked_key(key)
        try:
            with _as_storage_errors(key):
                path.unlink()
                _sync_folder(path.parent)
        except ObjectMissing:
            return

    def signed_url(self, key: str, filename: str, seconds: int) -> str | None:
        checked_key(key)
        return None

    def stored_at(self, key: str) -> datetime:
        path = self.root / checked_key(key)
        with _as_storage_errors(key):
            return datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def keys(self, prefix: str = "") -> Iterator[str]:
        checked_prefix(prefix)
        start = self.root / prefix.rpartition("/")[0]
        with _as_storage_errors(prefix):
            files = (path for path in start.rglob("*") if path.is_file()) if start.is_dir() else ()
            names = sorted(path.relative_to(self.root).as_posix() for path in files)
        return (name for name in names if name.startswith(prefix) and not name.startswith("."))

    def check(self) -> None:
        with (
            _as_storage_errors("", missing=StorageUnavailable),
            tempfile.TemporaryFile(dir=self._unfinished_folder()) as probe,
        ):
            probe.write(b"x")
            probe.flush()

    def close(self) -> None:
        """Nothing is held open between calls."""

    def _unfinished_folder(self) -> Path:
        folder = self.root / _UNFINISHED
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        oldest = time.time() - _STALE_SECONDS
        for left in folder.iterdir():
            # Left by a process that was killed; no living write takes a day.
            with contextlib.suppress(FileNotFoundError):
                if left.stat().st_mtime < oldest:
                    left.unlink()
        return folder

    def _make_folders(self, folder: Path) -> None:
        """Create what is missing, and make each new name itself survive a crash."""
        if folder.is_dir():  # nearly always: its parents need no look
            return
        missing = [each for each in (folder, *folder.parents) if each.is_relative_to(self.root) and not each.is_dir()]
        for each in reversed(missing):
            each.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(each.parent)

    def _name_once(self, unfinished: Path, target: Path, stored: StoredFile) -> None:
        try:
            # A link, not a rename: rename would silently replace what a concurrent put acknowledged.
            os.link(unfinished, target)
        except FileExistsError:
            if not target.is_file() or _digest(target) != stored.sha256:
                raise ObjectConflict(f"{stored.key} already holds other content") from None
        _sync_folder(target.parent)


def _write_durably(fd: int, data: bytes | BinaryIO, key: str) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    with os.fdopen(fd, "wb") as file:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return StoredFile(key, digest.hexdigest(), size)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(cast(io.BufferedReader, file), "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextlib.contextmanager
def _as_storage_errors(key: str, missing: type[StorageError] = ObjectMissing) -> Iterator[None]:
    """Say what the operating system said in the words of the store; to a writer a missing path is a broken store."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise missing(key) from error
    except FileExistsError as error:
        raise ObjectConflict(f"{key}: a part of this key is an object") from error
    except OSError as error:
        raise StorageUnavailable(f"{key}: {error.strerror}") from error
