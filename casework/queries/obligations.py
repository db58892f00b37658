"""What somebody owes and has not done. Falling due is a comparison with the date, nothing stored."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import Obligation


def overdue_reports(session: Session, slug: str, party: str, on: date) -> list[int]:
    """Years of the reports this party owes from earlier dossiers of the procedure and that were due before `on`."""
    query = select(Obligation.due_on).where(
        Obligation.slug == slug, Obligation.party == party, Obligation.due_on < on, Obligation.fulfilled_at.is_(None)
    )
    return sorted({due_on.year for due_on in session.scalars(query)})
