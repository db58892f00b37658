"""A process that makes a backup and is killed when it has stored so many objects. Run by tests, never imported."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from casework.backup.creating import create_backup
from casework.backup.place import Writing
from casework.context import Casework, OfficeProfile
from casework.database import Database
from casework.gateways.encryption import recipients_from
from casework.gateways.storage import open_storage
from procedures.registry import load
from tests.support.times import vn

OFFICE = OfficeProfile("H99.01", "Sở Ngoại vụ", "UBND tỉnh", "Bình Sơn", "", "", "", "")


def main(database_url: str, storage_url: str, place_url: str, recipient: str, puts: str) -> None:
    casework = Casework(Database(database_url), open_storage(storage_url), load(), OFFICE, b"secret" * 6)
    place, stored = open_storage(place_url), 0
    put = place.put

    def put_or_die(*arguments: Any) -> Any:
        nonlocal stored
        if stored == int(puts):
            os.kill(os.getpid(), signal.SIGKILL)
        stored += 1
        return put(*arguments)

    place.put = put_or_die  # type: ignore[method-assign]  the kill is to come from inside
    create_backup(casework, Writing(place, recipients_from(recipient)), vn("2026-10-14T20:00"), "0.1.0")


if __name__ == "__main__":
    main(*sys.argv[1:])
