"""A process that submits a draft and is killed after its Nth statement, as a power cut would. Run by tests, never imported."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from typing import Any

from sqlalchemy import event

from casework.context import Casework, OfficeProfile
from casework.database import Database
from casework.gateways.storage import open_storage
from casework.services.filing import submit
from procedures.registry import load

OFFICE = OfficeProfile("H99.01", "Sở Ngoại vụ", "UBND tỉnh", "Bình Sơn", "", "", "", "")


def kill_after(database: Database, statements: int) -> None:
    """End this process without a word once it has run that many statements (COMMIT counts as one)."""
    run = 0

    def count(*_: Any) -> None:
        nonlocal run
        run += 1
        if run >= statements:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "after_cursor_execute", count)
    event.listen(database.engine, "commit", count)


def main(database_url: str, storage_url: str, draft: str, account: str, at: str, statements: str) -> None:
    casework = Casework(Database(database_url), open_storage(storage_url), load(), OFFICE, b"secret" * 6)
    kill_after(casework.database, int(statements))
    print(submit(casework, draft, int(account), datetime.fromisoformat(at)))


if __name__ == "__main__":
    main(*sys.argv[1:])
