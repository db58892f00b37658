"""People of the demonstration: accounts that need no letter to be verified. Nothing here runs in production (see `cli.demo`)."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import func, select

from casework.context import Casework
from casework.models import Account, Dossier, Officer
from casework.services.proving import hash_of
from casework.services.registering import NewAccount


def open_verified_account(casework: Casework, new: NewAccount, at: datetime) -> Account:
    """The account with this address, made and verified when it is not there yet."""
    with casework.database.unit_of_work() as session:
        account = session.scalars(select(Account).where(Account.email == new.email)).first()
        if account is None:
            account = Account(
                kind=new.kind,
                name=new.name,
                email=new.email,
                phone=new.phone,
                tax_code=new.tax_code,
                personal_id=new.personal_id,
                passport_number=new.passport_number,
                nationality=new.nationality,
                address=new.address,
                language=new.language,
                password_hash=_known_hash(new.password),
                email_verified_at=at,
                session_epoch=0,
                created_at=at,
            )
            session.add(account)
        return account


def officer_named(casework: Casework, login: str) -> Officer | None:
    """The officer with this login, if there is one."""
    with casework.database.reading() as session:
        return session.scalars(select(Officer).where(Officer.login == login)).first()


def dossiers_so_far(casework: Casework) -> int:
    """How many dossiers there are: the demonstration goes on where it was interrupted."""
    with casework.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Dossier)) or 0


@cache
def _known_hash(password: str) -> str:
    """Made once for each password: the demonstration tells everybody its passwords, so a shared salt gives nothing away."""
    return hash_of(password)
