"""What somebody owes and has not done. Falling due is a comparison with the date, nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import Obligation


def overdue_reports(session: Session, slug: str, party: str, on: date) -> list[int]:
    """Years of the reports this party owes from earlier dossiers of the procedure and that were due before `on`."""
    query = select(Obligation.due_on).where(
        Obligation.slug == slug, Obligation.party == party, Obligation.due_on < on, Obligation.fulfilled_at.is_(None)
    )
    return sorted({due_on.year for due_on in session.scalars(query)})


def party_of(applicant: Mapping[str, Any], account_id: int | None) -> str:
    """On whom a duty lies: the enterprise by its tax code, else the account, else the person by the number filed with."""
    if applicant.get("tax_code"):
        return str(applicant["tax_code"])
    return f"person-{applicant.get('personal_id', '')}" if account_id is None else f"account-{account_id}"
