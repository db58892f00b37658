"""The limit of filing with papers: each file read once, its first bytes looked at, hashed, synced with its folder, then one row; no page in between."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Response, abort, request

from tests.bench.limits import writes
from tests.bench.limits.bare import Connected

ROW = """
INSERT INTO attachments (id, draft_id, component, item, supplement, file_name, kind, content_type, size, pages, sha256, storage_key, uploaded_at)
VALUES (%s, %s, %s, -1, 0, %s, 'pdf', 'application/pdf', %s, 1, %s, %s, %s)
"""


def keep(folder: Path, key: str, data: bytes) -> None:
    """A file that survives a power cut, and its name too."""
    path = folder / key
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)
    within = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(within)
    finally:
        os.close(within)


def create() -> Any:
    """The limit of writing, which also takes the post of the papers."""
    limit, connection = writes.application or writes.create(), Connected()
    folder = Path(os.environ["STORAGE_URL"].removeprefix("file://")) / "limit"
    folder.mkdir(parents=True, exist_ok=True)

    def save_papers(slug: str, draft: str) -> Response:
        rows = []
        for name, one in request.files.items():
            data, key = one.stream.read(), uuid.uuid4().hex
            if not data.startswith(b"%PDF-"):
                abort(422)
            digest = sha256(data).hexdigest()
            keep(folder, key, data)
            rows.append((key, draft, name.split(":")[1], one.filename, len(data), digest, f"limit/{key}", datetime.now(UTC)))
        with connection().transaction():
            for row in rows:
                connection().execute(ROW, row, prepare=True)
        return Response(status=302, headers={"Location": "/"})

    limit.view_functions["portal.save_papers"] = save_papers
    return limit


application = create() if os.environ.get("BENCH_SAMPLE") else None
