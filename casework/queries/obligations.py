"""What somebody owes and has not done. Falling due is a comparison with the date, nothing stored."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import Obligation


def overdue_reports(session: Session, slug: str, party: str, on: date) -> list[str]:
    """Codes of duties of this party, from earlier dossiers of the procedure, that were due before `on`."""
    query = select(Obligation.code).where(
        Obligation.slug == slug, Obligation.party == party, Obligation.due_on < on, Obligation.fulfilled_at.is_(None)
    )
    return list(session.scalars(query))
