"""Whose the file store is: one database's, as a mark in both says. It is looked at before anything is deleted, because a database
beside the wrong store names none of its files. No file of a dossier may be touched here.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from casework.context import Casework
from casework.database import upsert
from casework.files import mark_in_store, mark_store
from casework.gateways.storage import StorageError
from casework.models import Landmark

LANDMARK = "owner"


class StoreOfAnother(StorageError):
    """The store bears the mark of another database."""

    for_the_log = True

    def __init__(self) -> None:
        super().__init__("it belongs to another database: nothing in it is deleted; see `flask check`")


def own_store(casework: Casework, at: datetime) -> None:
    """Mark a store that bears no mark yet; raises StoreOfAnother when it bears that of another database."""
    ours, found = _ours(casework) or _named(casework, at), mark_in_store(casework)
    if found is None:
        mark_store(casework, ours)
    elif found != ours:
        raise StoreOfAnother


def store_is_of_another(casework: Casework) -> bool:
    """The same asked without marking anything."""
    return mark_in_store(casework) not in (None, _ours(casework))


def _ours(casework: Casework) -> str | None:
    with casework.database.reading() as session:
        landmark = session.get(Landmark, LANDMARK)
        return str(landmark.data["of"]) if landmark else None


def _named(casework: Casework, at: datetime) -> str:
    """Give this database a name; of two who do so at once the first one's counts."""
    with casework.database.unit_of_work() as session:
        landmark = {"name": LANDMARK, "at": at, "data": {"of": uuid4().hex}}
        session.execute(upsert(session, Landmark).values(landmark).on_conflict_do_nothing())
        return str(session.get_one(Landmark, LANDMARK).data["of"])
