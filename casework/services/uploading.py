"""Files that came from a browser: inspected, stored, then named by a row. A row never names a file that is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from casework.context import Casework
from casework.files import Folder, store_file
from casework.gateways.storage import StorageUnavailable, StoredFile
from casework.gateways.uploads import UploadRefused, inspect_upload, photos_to_pdf
from casework.models import Attachment
from casework.services.scanning import ask_scan

ALLOWED = frozenset({"pdf", "jpeg", "png", "webp", "docx"})
PHOTOS = frozenset({"jpeg", "png", "webp"})
# Each picture is decoded, so a post with thousands of small ones would keep a process busy for minutes.
FILES_AT_ONCE = 60
NOT_STORED = "not_stored"


@dataclass(frozen=True, slots=True)
class Upload:
    """What came from the browser."""

    name: str
    data: bytes


def store(casework: Casework, component: str, item: int, uploads: Sequence[Upload], at: datetime) -> list[Attachment]:
    """Inspect and store the files before any row names them; rows are returned unsaved."""
    return [Attachment(**one) for one in stored_rows(casework, component, item, uploads, at)]


def stored_rows(
    casework: Casework, component: str, item: int, uploads: Sequence[Upload], at: datetime
) -> list[dict[str, Any]]:
    """The same; the columns of each row."""
    if len(uploads) > FILES_AT_ONCE:
        raise UploadRefused("too_many_files", limit=FILES_AT_ONCE)
    limits = casework.uploads
    inspected = [
        (
            one,
            inspect_upload(one.data, one.name, max_bytes=limits.max_bytes, allowed=ALLOWED, max_pages=limits.max_pages),
        )
        for one in uploads
    ]
    if len(inspected) > 1 and all(found.kind in PHOTOS for _, found in inspected):
        merged = photos_to_pdf([one.data for one, _ in inspected])
        name = inspected[0][1].safe_name.rsplit(".", 1)[0] + ".pdf"
        found = inspect_upload(merged, name, max_bytes=limits.max_bytes, allowed=ALLOWED, max_pages=limits.max_pages)
        inspected = [(Upload(name, merged), found)]
    rows = []
    for one, found in inspected:
        attachment_id = uuid4().hex
        kept = _put(casework, f"{attachment_id[:2]}/{attachment_id}", one.data, found.content_type)
        rows.append(
            {
                "id": attachment_id,
                "component": component,
                "item": item,
                "supplement": 0,
                "file_name": found.safe_name,
                "kind": found.kind,
                "content_type": found.content_type,
                "size": kept.size,
                "pages": found.pages or 1,
                "sha256": kept.sha256,
                "storage_key": kept.key,
                "uploaded_at": at,
            }
        )
    return rows


def keep(session: Session, casework: Casework, stored: Sequence[Attachment], at: datetime) -> None:
    """Name the stored files by their rows, and let the scanner look at them where there is one."""
    session.add_all(stored)
    ask_scan(session, casework, [(row.sha256, row.storage_key) for row in stored], at)


def _put(casework: Casework, name: str, data: bytes, content_type: str) -> StoredFile:
    """Store a file; a store that is away is said at the place of the file, where everything else typed is kept."""
    try:
        return store_file(casework, Folder.ATTACHMENTS, name, data, content_type)
    except StorageUnavailable as error:
        raise UploadRefused(NOT_STORED) from error
