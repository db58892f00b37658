"""Citizens' accounts: finding one by its login, telling it something, signing in. Making and proving one, profiles and passwords are elsewhere."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account
from casework.services.proving import SignInRefused, password_is_right
from casework.services.second_factor import spend_step, step_of
from casework.services.slowing import key_for, note_failure, note_success, refuse_guessing
from casework.services.telling import put
from procedures.identifiers import IdentifierError, phone


class NotVerified(RuntimeError):
    """The password is right, but the address was never proved; `unproved` is the account."""

    def __init__(self, unproved: Account) -> None:
        super().__init__()
        self.unproved = unproved


def sign_in_citizen(casework: Casework, login: str, password: str, at: datetime, *, address: str) -> Account:
    """The account with this login and password; its second factor, if it has one, is still to be asked for.

    Raises proving.SignInRefused, slowing.TooManyAttempts or NotVerified.
    """
    login = folded(login)
    own, shared = key_for("citizen", login), key_for("citizen-from", address)
    refuse_guessing(casework, (own, shared), at)
    with casework.database.reading() as session:
        account = by_login(session, login)
    right = password_is_right(account.password_hash if account else None, password)
    if account is None or not right:
        note_failure(casework, (own, shared), at)
        raise SignInRefused
    note_success(casework, (own,))
    if not account.verified:
        raise NotVerified(account)
    return account


def check_second_factor(casework: Casework, account_id: int, code: str, at: datetime) -> Account:
    """The account, when the code of its authenticator is right and unused. Raises SignInRefused, TooManyAttempts."""
    key = key_for("citizen-code", str(account_id))
    refuse_guessing(casework, (key,), at)
    account = _spend_code(casework, account_id, code, at)
    if account is None:
        note_failure(casework, (key,), at)
        raise SignInRefused
    note_success(casework, (key,))
    return account


def folded(login: str) -> str:
    """A login as it is kept: an e-mail folded, a phone in E.164."""
    typed = login.strip().casefold()
    if "@" in typed:
        return typed
    try:
        return phone(typed)
    except IdentifierError:
        return typed


def by_login(session: Session, login: str, *, for_update: bool = False) -> Account | None:
    """The account whose e-mail, or proved or only phone, this is."""
    column = Account.email if "@" in login else Account.phone
    query = select(Account).where(column == login)
    account = session.scalars(query.with_for_update() if for_update else query).first()
    if account is not None and "@" not in login and account.email and not account.phone_verified_at:
        return None
    return account


def login_of(account: Account) -> str:
    """What the account signs in with."""
    return account.email or account.phone or ""


def tell(session: Session, account: Account, kind: str, params: dict[str, Any], at: datetime) -> None:
    """Put a message to where the account is reached; every time is an occasion of its own."""
    channel, dedupe = "email" if account.email else "sms", f"{kind}:{account.id}:{token_hex(12)}"
    put(session, kind, channel, login_of(account), account.language, params, dedupe, at)


def _spend_code(casework: Casework, account_id: int, code: str, at: datetime) -> Account | None:
    with casework.database.unit_of_work() as session:
        account = session.get(Account, account_id)
        step = step_of(account.totp_secret, code, at) if account is not None and account.totp_secret else None
        return account if step is not None and spend_step(session, Account, account_id, step) else None
