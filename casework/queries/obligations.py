"""What somebody owes and has not done. Falling due is a comparison with the date, nothing stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from casework.models import Obligation


def overdue_reports(session: Session, slug: str, parties: Sequence[str], on: date) -> list[int]:
    """Years of the reports owed under any of these names from earlier dossiers of the procedure and that were due before `on`."""
    query = select(Obligation.due_on).where(
        Obligation.slug == slug, Obligation.party.in_(parties), Obligation.due_on < on, Obligation.fulfilled_at.is_(None)
    )
    return sorted({due_on.year for due_on in session.scalars(query)})


def parties_of(applicant: Mapping[str, Any], account_id: int | None) -> tuple[str, ...]:
    """Every name under which a duty of this applicant may stand; a new one stands under the first.

    The enterprise by its tax code; a person by the number in the identity paper, which is the same whether the dossier
    was filed here or came from the national portal, and by the account.
    """
    if applicant.get("tax_code"):
        return (str(applicant["tax_code"]),)
    numbered = (("person", applicant.get("personal_id")), ("passport", applicant.get("passport_number")), ("account", account_id))
    return tuple(f"{kind}-{number}" for kind, number in numbered if number) or ("person-",)


def owed_by_account(account: Any) -> ColumnElement[bool]:
    """`parties_of` as a condition, for the columns of the table of accounts."""
    tax_code = func.nullif(account.tax_code, "")
    numbered = (("person-", account.personal_id), ("passport-", account.passport_number))
    named = [Obligation.party == literal(kind) + func.nullif(number, "") for kind, number in numbered]
    own = Obligation.party == literal("account-") + cast(account.id, String)
    return or_(Obligation.party == tax_code, and_(tax_code.is_(None), or_(*named, own)))
