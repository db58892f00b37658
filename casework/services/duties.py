"""What an applicant owes after a result is reported: with a file by the applicant, or as received by the office. No clock is moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Obligation
from casework.queries.visible import visible_dossier
from casework.services.uploading import Upload, keep, store
from procedures.case.events import Actor


class DutyNotFound(LookupError):
    """No such duty of this dossier, or it was fulfilled before."""


class ReportMissing(ValueError):
    """The applicant sent neither a file nor a reference."""


def report(
    casework: Casework,
    code: str,
    duty: int,
    *,
    by: Actor,
    at: datetime,
    reference: str = "",
    files: Sequence[Upload] = (),
) -> None:
    """Record that a report was made: the applicant's file, or the reference of the paper the office received.

    Raises DossierNotFound, DutyNotFound, ReportMissing or UploadRefused.
    """
    reference = reference.strip()[:200]
    if not files and not reference:
        raise ReportMissing
    stored = store(casework, "report", -1, files, at) if files else []
    with casework.database.unit_of_work() as session:
        dossier = visible_dossier(session, casework, code, by).dossier
        owed = _open_duty(session, dossier.id, duty)
        owed.fulfilled_at, owed.reference = at, reference or by.name[:200]
        for row in stored:
            row.dossier_id, row.component = dossier.id, f"report:{owed.code}"
        keep(session, casework, stored, at)


def _open_duty(session: Session, dossier_id: int, duty: int) -> Obligation:
    query = select(Obligation).where(
        Obligation.id == duty, Obligation.dossier_id == dossier_id, Obligation.fulfilled_at.is_(None)
    )
    found = session.scalars(query.with_for_update()).first()
    if found is None:
        raise DutyNotFound(duty)
    return found
