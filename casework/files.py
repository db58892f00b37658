"""The files of the case: in which folders of the store they lie and which rows name them. What lies elsewhere there is not ours."""

from enum import StrEnum

from casework.context import Casework
from casework.gateways.storage import StoredFile
from casework.models import Attachment, Paper, PaperVersion

NAMED_BY = (Attachment.storage_key, Paper.storage_key, PaperVersion.storage_key)


class Folder(StrEnum):
    """Where the program stores files, each before the row that names it: the sweep looks through all of them."""

    ATTACHMENTS = "attachments/"
    PAPERS = "papers/"
    # What came back as a version of a draft of the office's.
    DRAFTS = "drafts/"


def store_file(casework: Casework, folder: Folder, name: str, data: bytes, content_type: str) -> StoredFile:
    """Store a file that a row is about to name; one that no row names after all goes with the sweep a day later."""
    return casework.storage.put(f"{folder}{name}", data, content_type)
