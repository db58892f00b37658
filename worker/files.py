"""The duty of clearing files: those removed from drafts and those no row names. No file of a dossier may be touched."""

from __future__ import annotations

from datetime import datetime

from casework.services.owning import own_store
from casework.services.sweeping import delete_file, delete_removed_attachment, files_without_row
from worker.desk import Desk


def delete_removed_attachments(desk: Desk, at: datetime) -> int:
    """Delete what applicants removed from their drafts; returns how many files. Raises StoreOfAnother."""
    own_store(desk.casework, at)
    return desk.until_done(lambda: delete_removed_attachment(desk.casework, at))


def delete_unnamed_files(desk: Desk, at: datetime) -> int:
    """Delete files without a row that are older than a day; returns how many. Raises StoreOfAnother."""
    own_store(desk.casework, at)
    count = 0
    for key in files_without_row(desk.casework, at):
        if desk.stopping.is_set():
            break
        delete_file(desk.casework, key)
        count += 1
    return count
