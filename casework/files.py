"""The files of the case: in which folders of the store they lie and which rows name them. What lies elsewhere there is not ours."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, literal, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.gateways.storage import ObjectMissing, StoredFile
from casework.gateways.uploads import CONTENT_TYPES
from casework.models import Attachment, Paper, PaperVersion

# The file that says whose the store is; see `casework.services.owning`.
MARK = "owner"
# So many rows are read by one question.
AT_ONCE = 1000

NAMED_BY = (Attachment.storage_key, Paper.storage_key, PaperVersion.storage_key)


class Folder(StrEnum):
    """Where the program stores files, each before the row that names it: the sweep looks through all of them."""

    ATTACHMENTS = "attachments/"
    PAPERS = "papers/"
    # What came back as a version of a draft of the office's.
    DRAFTS = "drafts/"


class NamedFile(NamedTuple):
    """What a row says of its file; the size is None where the row does not say it."""

    key: str
    sha256: str
    size: int | None
    content_type: str


def store_file(casework: Casework, folder: Folder, name: str, data: bytes, content_type: str) -> StoredFile:
    """Store a file that a row is about to name; one that no row names after all goes with the sweep a day later."""
    return casework.storage.put(f"{folder}{name}", data, content_type)


def mark_store(casework: Casework, owner: str) -> None:
    """Write into the store whose it is. Raises ObjectConflict when it bears another mark."""
    casework.storage.put(MARK, owner.encode(), "text/plain")


def mark_in_store(casework: Casework) -> str | None:
    """Whose the store is, as far as it says."""
    try:
        return casework.storage.read(MARK).decode("utf-8", "replace")
    except ObjectMissing:
        return None


def named_files(asked: Session | Connection) -> Iterator[NamedFile]:
    """Every file that a row names.

    Read page after page: there may be a million, copying them may take hours, and no transaction need be open meanwhile.
    """
    for column in NAMED_BY:
        of = column.class_.__table__.c
        size = of.size if "size" in of else literal(None)
        # A version of a draft is a DOCX; its row does not repeat that.
        kind = of.content_type if "content_type" in of else literal(CONTENT_TYPES["docx"])
        query = (
            select(of.id, of.storage_key, of.sha256, size, kind)
            .where(of.storage_key.is_not(None))
            .order_by(of.id)
            .limit(AT_ONCE)
        )
        rows = asked.execute(query).all()
        while rows:
            for row in rows:
                yield NamedFile(*row[1:])
            rows = asked.execute(query.where(of.id > rows[-1].id)).all()


def named_among(session: Session, keys: Collection[str]) -> set[str]:
    """Those of the keys that a row names."""
    return {key for column in NAMED_BY for key in session.scalars(select(column).where(column.in_(keys)))}
