"""What a citizen changes about the own account: details, addresses, the second factor. Passwords are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account
from casework.services import tokens
from casework.services.accounts import tell
from casework.services.proving import SignInRefused
from casework.services.second_factor import candidate_secret, spend_step, step_of
from casework.services.slowing import key_for, note_failure, note_success, refuse_guessing
from casework.services.telling import put
from casework.services.tokens import LinkInvalid

DETAILS = {
    "person": ("name", "personal_id", "address"),
    "enterprise": ("name", "tax_code", "address"),
    "foreigner": ("name", "passport_number", "nationality", "address"),
}
CODES = {"email": tokens.CODE_TO_EMAIL, "phone": tokens.CODE_TO_PHONE}


class AddressTaken(ValueError):
    """Another account has proved this address."""


def change_details(casework: Casework, account_id: int, details: Mapping[str, Any], at: datetime) -> None:
    """Keep the details that accounts of this kind have; others are ignored."""
    with casework.database.unit_of_work() as session:
        account = session.get_one(Account, account_id)
        for name in DETAILS[account.kind]:
            if name in details:
                setattr(account, name, details[name] or None)


def send_address_code(casework: Casework, account_id: int, channel: str, address: str, at: datetime) -> None:
    """Send a code to a new "email" or "phone"; it is kept only once proved. Raises slowing.TooManyAttempts."""
    keys = (key_for("send", address), key_for("send-by", str(account_id)))
    refuse_guessing(casework, keys, at)
    with casework.database.unit_of_work() as session:
        account = session.get_one(Account, account_id)
        code = tokens.issue_code(session, casework, account_id, CODES[channel], address, at)
        kind, carrier = ("verify_email", "email") if channel == "email" else ("verify_phone", "sms")
        params = {"name": account.name, "code": code}
        put(session, kind, carrier, address, account.language, params, f"{kind}:{account_id}:{token_hex(12)}", at)
    note_failure(casework, keys, at)


def prove_address(casework: Casework, account_id: int, channel: str, address: str, code: str, at: datetime) -> None:
    """Keep a new address whose code is right; who had it without proof loses it, and what was sent to the old address ends.

    Raises LinkInvalid or AddressTaken.
    """
    if not _prove(casework, account_id, channel, address, code, at):
        raise LinkInvalid


def enable_second_factor(casework: Casework, account_id: int, code: str, at: datetime) -> None:
    """Turn on the second factor with the first code of the offered secret. Raises SignInRefused, TooManyAttempts."""
    _guarded(casework, account_id, code, at, enable=True)


def disable_second_factor(casework: Casework, account_id: int, code: str, at: datetime) -> None:
    """Turn off the second factor with an unused code. Raises SignInRefused, TooManyAttempts."""
    _guarded(casework, account_id, code, at, enable=False)


def remove_second_factor(casework: Casework, login: str, at: datetime) -> None:
    """Turn off the second factor of somebody who lost it and proved at the counter who it is. Raises LookupError."""
    with casework.database.unit_of_work() as session:
        column = Account.email if "@" in login else Account.phone
        account = session.scalars(select(Account).where(column == login)).first()
        if account is None:
            raise LookupError(login)
        _switch(session, account, None, at)
        account.session_epoch += 1


def _prove(casework: Casework, account_id: int, channel: str, address: str, code: str, at: datetime) -> bool:
    """False for a wrong code, whose try is counted: so it commits."""
    column, proved = (
        (Account.email, "email_verified_at") if channel == "email" else (Account.phone, "phone_verified_at")
    )
    with casework.database.unit_of_work() as session:
        if not tokens.spend_code(session, casework, account_id, CODES[channel], address, code, at):
            return False
        holder = session.scalars(select(Account).where(column == address, Account.id != account_id)).first()
        if holder is not None:
            _release(session, holder, channel, proved, at)
        account = session.get_one(Account, account_id)
        tokens.end_all(session, account_id, at)
        _tell_old_address(session, account, channel, at)
        setattr(account, channel, address)
        setattr(account, proved, at)
        return True


def _release(session: Session, holder: Account, channel: str, proved: str, at: datetime) -> None:
    """A registration that nobody proved holds nothing: without its only address nobody can go on with it."""
    if getattr(holder, proved) is not None:
        raise AddressTaken
    setattr(holder, channel, None)
    tokens.end_all(session, holder.id, at)
    session.flush([holder])


def _tell_old_address(session: Session, account: Account, channel: str, at: datetime) -> None:
    """Whoever takes over an account must not be able to do it in silence: told where the account was reached until now."""
    if account.email and channel == "phone":
        return  # the account is reached by e-mail, before and after
    tell(session, account, "address_changed", {"name": account.name}, at)


def _guarded(casework: Casework, account_id: int, code: str, at: datetime, *, enable: bool) -> None:
    key = key_for("citizen-code", str(account_id))
    refuse_guessing(casework, (key,), at)
    if not _with_code(casework, account_id, code, at, enable=enable):
        note_failure(casework, (key,), at)
        raise SignInRefused
    note_success(casework, (key,))


def _with_code(casework: Casework, account_id: int, code: str, at: datetime, *, enable: bool) -> bool:
    with casework.database.unit_of_work() as session:
        account = session.get_one(Account, account_id, with_for_update=True)
        if bool(account.totp_secret) == enable:
            return False
        secret = account.totp_secret or candidate_secret(casework, account)
        step = step_of(secret, code, at)
        if step is None or not spend_step(session, Account, account_id, step):
            return False
        _switch(session, account, secret if enable else None, at)
        return True


def _switch(session: Session, account: Account, secret: str | None, at: datetime) -> None:
    account.totp_secret = secret
    tell(session, account, "totp_changed", {"name": account.name, "enabled": secret is not None}, at)
