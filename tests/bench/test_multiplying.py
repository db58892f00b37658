"""A multiplied database keeps every rule of one whose dossiers were all lived: codes without gap, histories whole, columns that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import create_app
from casework.context import Casework
from casework.models import Attachment, Dossier, DossierCounter, DossierEvent, OutboxMessage
from casework.queries.inspection import columns_that_differ
from cli.demonstration import bulk
from cli.demonstration.office import open_office
from tests.bench.multiplying import multiply
from tests.support.application import settings_for
from tests.support.databases import migrate
from tests.support.times import vn

NOW = vn("2026-10-14T09:30")
LIVED, TIMES = 40, 3


def rows(casework: Casework, model: type) -> int:
    with casework.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def lived(postgres_url: str, tmp_path: Path) -> Iterator[Casework]:
    """A small office whose dossiers were all lived."""
    migrate(postgres_url)
    casework: Casework = create_app(settings_for(postgres_url, tmp_path), clock=lambda: NOW).extensions["casework"]
    open_office(casework, NOW)
    try:
        bulk.load(casework, count=LIVED, seed=5, since=date(2023, 10, 16), until=date(2026, 10, 14), now=NOW, files=True)
        yield casework
    finally:
        casework.database.dispose()


def test_every_dossier_lives_again_whole(lived: Casework, postgres_url: str):
    before = {model: rows(lived, model) for model in (DossierEvent, Attachment, OutboxMessage)}
    multiply(postgres_url, TIMES)
    assert {model: rows(lived, model) for model in before} == {model: count * TIMES for model, count in before.items()}
    with lived.database.reading() as session:
        codes = list(session.scalars(select(Dossier.code)))
        counters = {f"{one.day:%Y%m%d}": one.last for one in session.scalars(select(DossierCounter))}
        told = select(Dossier.code, OutboxMessage.params["code"].as_string(), OutboxMessage.dedupe)
        named = session.execute(told.join(OutboxMessage, OutboxMessage.dossier_id == Dossier.id)).all()
    assert len(set(codes)) == LIVED * TIMES
    assert counters == Counter(code[7:15] for code in codes)
    assert all(int(code[-7:]) <= counters[code[7:15]] for code in codes)
    assert named and all(code == in_words and dedupe.startswith(f"{code}:") for code, in_words, dedupe in named)
    assert list(columns_that_differ(lived)) == []
