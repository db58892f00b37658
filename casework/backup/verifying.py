"""Looking whether a backup could be restored, without restoring it. Nothing is written here."""

from __future__ import annotations

from casework.backup.creating import Hashing
from casework.backup.errors import BackupDamaged
from casework.backup.manifest import Manifest
from casework.backup.place import FILES, NameSet, Reading, chosen, file_name, names_in
from casework.backup.restoring import agree, entries_of, lines_in, read_manifest
from casework.backup.rows import Digest
from casework.gateways.storage import Storage

CHUNK = 1024 * 1024


def files_there(storage: Storage, name: str = "") -> tuple[str, int]:
    """The backup's name and how many files it names, all of which lie in the place; needs no key. Raises BackupDamaged."""
    backup, count = chosen(storage, name), 0
    with NameSet(storage.keys(FILES)) as there:
        for one in names_in(storage, backup):
            if one not in there:
                raise BackupDamaged(f"{one} is missing from the backup")
            count += 1
    return backup, count


def verify(reading: Reading, name: str = "") -> Manifest:
    """Decrypt every row and every file and compare counts and hashes. Raises BackupDamaged or WrongKey."""
    manifest = read_manifest(reading, name)
    for table in manifest.tables:
        digest = Digest()
        for line in lines_in(reading, manifest, table):
            digest.add(line)
        agree(table, digest, "in the backup")
    for entry in entries_of(reading, manifest):
        with reading.file(file_name(entry.key, entry.sha256, manifest.files.readers)) as content:
            if hash_of(content) != entry.sha256:
                raise BackupDamaged(f"{entry.key} does not have the hash that was backed up")
    return manifest


def hash_of(content: object) -> str:
    """SHA-256 of a stream, read in pieces."""
    hashing = Hashing(content)
    while hashing.read(CHUNK):
        pass
    return hashing.hex
