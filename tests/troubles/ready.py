"""Drafts and dossiers at the point where two may meet, made by the services. Judges nothing itself."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select

from casework.context import Casework
from casework.models import Account, Attachment, Dossier, DossierEvent, Draft
from casework.services.attaching import attach_to_draft
from casework.services.drafting import begin_draft
from casework.services.filing import NotComplete, submit
from casework.services.recording import derived_columns
from casework.services.uploading import Upload
from procedures.catalog.abtc.samples import sample_answers
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account

SLUG = "abtc"


def ready_draft(casework: Casework, at: datetime, account: Account | None = None, number: int = 1) -> tuple[str, int]:
    """A draft with all its papers, and its account."""
    account = account or make_account(casework, "enterprise")
    draft = begin_draft(casework, account.id, SLUG, sample_answers(number), at)
    with pytest.raises(NotComplete) as lacking:
        submit(casework, draft, account.id, at)
    for component, item in lacking.value.missing:
        attach_to_draft(casework, draft, account.id, component, item, [Upload("a.pdf", pdf())], at)
    return draft, account.id


def files_of(casework: Casework, draft: str) -> list[Attachment]:
    with casework.database.reading() as session:
        mine = select(Attachment).where(Attachment.draft_id == draft, Attachment.removed_at.is_(None))
        return list(session.scalars(mine.order_by(Attachment.id)))


def dossier_of(casework: Casework, draft: str) -> Dossier | None:
    with casework.database.reading() as session:
        return session.scalars(select(Dossier).join(Draft, Draft.dossier_id == Dossier.id).where(Draft.id == draft)).first()


def present_files(casework: Casework, dossier_id: int) -> int:
    with casework.database.reading() as session:
        mine = (Attachment.dossier_id == dossier_id, Attachment.removed_at.is_(None))
        return session.scalar(select(func.count()).select_from(Attachment).where(*mine)) or 0


def events_of(casework: Casework, code: str) -> list[DossierEvent]:
    with casework.database.reading() as session:
        query = select(DossierEvent).join(Dossier, Dossier.id == DossierEvent.dossier_id).where(Dossier.code == code)
        return list(session.scalars(query.order_by(DossierEvent.sequence)))


def counted(casework: Casework, model: type) -> int:
    with casework.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def as_its_events_say(desks: Desks, code: str) -> None:
    """The columns of a dossier are those its events give, under the calendar that counts now."""
    loaded = desks.loaded(code)
    rebuilt = derived_columns(loaded.situation.case, loaded.situation.definition, loaded.situation.calendar)
    assert {name: getattr(loaded.dossier, name) for name in rebuilt} == rebuilt
    assert loaded.dossier.version == loaded.events[-1].sequence
