"""The files of a bulk load: one small PDF for each kind of paper, stored once and named by every dossier. No dossier may enter."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from casework.context import Casework
from casework.files import Folder, store_file
from casework.services.uploading import Upload
from cli.demonstration.bulk.matter import REPORT
from cli.demonstration.dossiers.scans import Scans

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a row says of a stored file."""

    key: str
    file_name: str
    sha256: str
    size: int
    content_type: str = PDF


def stored_scans(casework: Casework) -> dict[str, Scan]:
    """One file for each component of each version of each procedure and one for reports, by title; what is there stays."""
    versions = (one for slug in casework.registry.slugs() for one in casework.registry.versions(slug))
    titles = {component.name.vi for one in versions for component in one.components} | {REPORT}
    made = Scans()
    return {title: _stored(casework, made.named(title)) for title in sorted(titles)}


def _stored(casework: Casework, upload: Upload) -> Scan:
    stored = store_file(casework, Folder.ATTACHMENTS, f"bulk/{sha256(upload.data).hexdigest()}", upload.data, PDF)
    return Scan(stored.key, upload.name, stored.sha256, stored.size)
