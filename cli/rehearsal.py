"""A rehearsed restore: into a place made for it, compared, a dossier's page opened on both sides, then cleared. Restores no live place."""

from __future__ import annotations

import re
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from urllib.parse import quote

from flask import Flask, url_for

from casework.backup.errors import BackupDamaged, BackupError
from casework.backup.manifest import Manifest
from casework.backup.place import Reading
from casework.backup.rehearsing import any_dossier, compare_files, reader_of_both, unchanged_dossiers
from casework.backup.restoring import refuse_what_is_there, restore
from casework.backup.revisions import take_down
from casework.gateways.storage import open_storage
from web.identity import OfficerUser

PAGES = 20
# Made anew for every session, on the same page too.
TOKEN = re.compile(r'((?:name="csrf_token"[^>]*?value|data-csrf)=")[^"]*(")')


def rehearse(app: Flask, reading: Reading, manifest: Manifest, into: str, at: datetime) -> str:
    """Restore and compare; returns the code of the dossier whose page was equal, "" in an office without dossiers."""
    with _ending_in_order(), tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        place = {"database_url": into or f"sqlite:///{folder}/restored.sqlite3", "storage_url": f"file://{quote(folder)}/files"}
        storage = open_storage(place["storage_url"])
        refuse_what_is_there(place["database_url"], storage)
        try:
            restore(reading, manifest, place["database_url"], storage)
            compare_files(reading, manifest, storage)
            return _compare_a_page(app, place, at)
        finally:
            if into:
                take_down(into)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Whoever ends the rehearsal, or loses the line to the server, leaves nothing of it: what is restored can be read by all who find it."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _compare_a_page(app: Flask, place: dict[str, str], at: datetime) -> str:
    """Open pages of dossiers that did not change since the backup until one is equal."""
    with _beside(app, at) as live, _beside(app, at, **place) as restored:
        here, there = live.extensions["casework"], restored.extensions["casework"]
        if not any_dossier(there.database):
            return ""
        officer = reader_of_both(here, there.database)
        if officer is None:
            raise BackupError("no officer is there who may see every dossier: no page could be compared")
        user, compared = OfficerUser(officer).get_id(), 0
        for code in unchanged_dossiers(here, there.database):
            # What a page says of other rows, such as a colleague's name, may have changed: another page decides.
            if page(live, user, code) == page(restored, user, code):
                return code
            compared += 1
            if compared == PAGES:
                break
    if compared:
        raise BackupDamaged(f"{compared} dossiers have other pages after restoring than before: rehearse a fresh backup, and if it says so again, look at them")
    raise BackupError("every recent dossier changed since the backup: make a backup and rehearse that one")


@contextmanager
def _beside(app: Flask, at: datetime, **place: str) -> Iterator[Flask]:
    """This application once more, at a place of its own if one is given, in which the time stands still."""
    other = app.extensions["another"](clock=lambda: at, **place)
    # Nobody reads these pages: no colleague is to be told of somebody at the dossier.
    other.extensions["unattended"] = True
    try:
        yield other
    finally:
        other.extensions["casework"].database.dispose()
        other.extensions["casework"].storage.close()


def page(app: Flask, user: str, code: str) -> str:
    """The officer's page of a dossier, without what differs at every opening."""
    base = app.config["PUBLIC_URL"]
    with app.test_request_context(base_url=base):
        address = url_for("backoffice.dossier", code=code)
    client = app.test_client()
    with client.session_transaction(base_url=base) as session:
        session.update({"_user_id": user, "_fresh": True})
    answer = client.get(address, base_url=base)
    if answer.status_code != 200:
        raise BackupDamaged(f"the page of {code} answers {answer.status_code}")
    return TOKEN.sub(r"\1\2", answer.get_data(as_text=True))
