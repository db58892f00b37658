"""Deliberate defects, one at a time, in the running program: they show that the suite turns red. Never part of the product.

Asked for by a variable that only this module knows; each replaces one function after the program's modules are loaded.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Callable
from threading import Timer
from typing import Any

VARIABLE = "FAULTS_DEFECT"
# Longer than a request takes on a machine with other work.
LATE_SECONDS = 5.0


def install() -> None:
    """Make the program wrong in the way the variable names."""
    wanted = os.environ.get(VARIABLE)
    if wanted:
        DEFECTS[wanted]()


def _dropped_lease() -> None:
    """Every worker takes what another one is sending: the claim is not written down."""
    delivering = importlib.import_module("casework.services.delivering")
    inner = delivering.claim

    def claim(casework: Any, worker: str, at: Any, *_: Any) -> Any:
        claimed = inner(casework, worker, at)
        if claimed is not None:
            with casework.database.unit_of_work() as session:
                session.get_one(delivering.OutboxMessage, claimed.letter.id).lease_until = None
        return claimed

    delivering.claim = claim


def _split_filing() -> None:
    """The dossier is committed before the draft learns of it: two units of work instead of one."""
    filing, writing = (importlib.import_module(f"casework.services.{name}") for name in ("filing", "writing"))
    inner = filing.insert_numbered

    def insert_numbered(connection: Any, office_code: str, on: Any, first: Any, others: list[Any]) -> dict[str, Any]:
        given = inner(connection, office_code, on, first, [row for row in others if row.where is None])
        connection.connection.commit()
        writing.write_together(connection, *(row.after(given) for row in others if row.where is not None))
        return given

    filing.insert_numbered = insert_numbered


def _late_file() -> None:
    """A put acknowledges before the bytes are kept, as a store without fsync would."""
    for module, name in (("casework.gateways.storage.files", "FileStorage"), ("casework.gateways.storage.s3", "S3Storage")):
        storage = getattr(importlib.import_module(module), name)
        base = importlib.import_module("casework.gateways.storage.base")
        storage.put = _late(storage.put, base.StoredFile)


def _late(inner: Callable[..., Any], stored_file: Any) -> Callable[..., Any]:
    def put(self: Any, key: str, data: bytes, content_type: str) -> Any:
        later = Timer(LATE_SECONDS, inner, (self, key, data, content_type))
        later.daemon = True
        later.start()
        return stored_file(key, hashlib.sha256(data).hexdigest(), len(data))

    return put


DEFECTS: dict[str, Callable[[], None]] = {
    "dropped-lease": _dropped_lease,
    "split-filing": _split_filing,
    "late-file": _late_file,
}
