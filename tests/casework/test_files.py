"""Every file that a row names is found, however the database is asked and whatever the pages. Twice on each database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from casework import files
from casework.backup.rows import snapshot
from casework.database import Database
from casework.files import Folder, NamedFile, named_files, store_file
from casework.gateways.uploads import CONTENT_TYPES
from casework.models import Attachment, Dossier, Paper, PaperVersion
from procedures.catalog.abtc.samples import sample_answers
from tests.support.desks import Desks
from tests.support.times import vn

AT = vn("2026-10-14T09:00")
ASKING = {
    "without a transaction": Database.reading,
    "without a session": Database.asking,
    "while writing": Database.unit_of_work,
    "as of one moment": snapshot,
}


@pytest.fixture
def named(desks_on_both: Desks) -> set[NamedFile]:
    """What rows of all three kinds name, those of filed dossiers included; the paper and one version have no file yet."""
    desks = desks_on_both
    desks.file("abtc", sample_answers(1), AT)
    docx = CONTENT_TYPES["docx"]
    stored = [store_file(desks.casework, Folder.DRAFTS, f"{n}.docx", b"%d" % n, docx) for n in range(4)]
    with desks.casework.database.unit_of_work() as session:
        dossier_id = session.scalars(select(Dossier.id)).one()
        paper = Paper(id="0" * 32, dossier_id=dossier_id, code="submission", title="Tờ trình", created_at=AT)
        session.add(paper)
        session.flush()
        for number, file in enumerate([None, *stored]):
            key, sha256 = (file.key, file.sha256) if file else (None, None)
            version = PaperVersion(paper_id=paper.id, version=number, content={}, storage_key=key, sha256=sha256, at=AT)
            session.add(version)
        filed = [
            *session.scalars(select(Attachment)),
            *session.scalars(select(Paper).where(Paper.storage_key.is_not(None))),
        ]
    assert len(filed) > 3
    return {NamedFile(one.storage_key, one.sha256, one.size, one.content_type) for one in filed} | {
        NamedFile(one.key, one.sha256, None, docx) for one in stored
    }


@pytest.mark.parametrize("asking", ASKING.values(), ids=ASKING)
@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_every_named_file_is_found_once(
    desks_on_both: Desks,
    named: set[NamedFile],
    asking: Callable[[Database], AbstractContextManager[Any]],
    at_once: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "AT_ONCE", at_once)
    with asking(desks_on_both.casework.database) as asked:
        found = list(named_files(asked))
    assert len(found) == len(set(found)) and set(found) == named
