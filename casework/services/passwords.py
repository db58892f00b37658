"""Passwords of citizens: forgotten, set anew, changed. A new password ends every session. Signing in is elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account
from casework.services import tokens
from casework.services.accounts import by_login, folded, login_of, tell
from casework.services.proving import SignInRefused, hash_of, password_is_right
from casework.services.slowing import attempt_allowed, key_for, note_failure, note_success, refuse_guessing
from casework.services.tokens import LinkInvalid

RESETS = (tokens.RESET_BY_EMAIL, tokens.RESET_BY_PHONE)


def forgotten_password(casework: Casework, login: str, at: datetime, *, address: str) -> None:
    """Send a link to set a new password, if there is such an account; who asks cannot tell, nor measure it.

    Too many requests for one address or from one network address are dropped in silence.
    """
    login = folded(login)
    keys = (key_for("reset", login), key_for("reset-from", address))
    if not attempt_allowed(casework, keys, at):
        return
    # The slow hash, done either way, hides that a known address costs two rows more.
    password_is_right(None, login)
    with casework.database.unit_of_work() as session:
        account = by_login(session, login)
        if account is not None:
            _send_link(session, account, at)
    note_failure(casework, keys, at)


def reset_link_is_good(casework: Casework, secret: str, at: datetime) -> bool:
    """Whether a link may still be used, without using it."""
    with casework.database.reading() as session:
        return tokens.holder_of_link(session, RESETS, secret, at) is not None


def reset_password(casework: Casework, secret: str, password: str, at: datetime) -> None:
    """Set a new password by the link, which also proves the address. Raises accounts.LinkInvalid."""
    password_hash = hash_of(password)
    login = _set_by_link(casework, secret, password_hash, at)
    note_success(casework, (key_for("citizen", login),))


def change_password(casework: Casework, account_id: int, old: str, new: str, at: datetime) -> Account:
    """Change the password of who knows the old one; returns the account with its new session epoch.

    Raises proving.SignInRefused or slowing.TooManyAttempts.
    """
    prove_password(casework, account_id, old, at)
    password_hash = hash_of(new)
    with casework.database.unit_of_work() as session:
        account = session.get_one(Account, account_id)
        _set(session, account, password_hash, at)
        return account


def prove_password(casework: Casework, account_id: int, password: str, at: datetime) -> None:
    """Ask a signed-in citizen for the password again. Raises proving.SignInRefused or slowing.TooManyAttempts."""
    key = key_for("password", str(account_id))
    refuse_guessing(casework, (key,), at)
    with casework.database.reading() as session:
        kept = session.get_one(Account, account_id).password_hash
    if not password_is_right(kept, password):
        note_failure(casework, (key,), at)
        raise SignInRefused
    note_success(casework, (key,))


def _send_link(session: Session, account: Account, at: datetime) -> None:
    purpose = tokens.RESET_BY_EMAIL if account.email else tokens.RESET_BY_PHONE
    params = {"name": account.name, "token": tokens.issue_link(session, account.id, purpose, at)}
    tell(session, account, "reset_password", params, at)


def _set_by_link(casework: Casework, secret: str, password_hash: str, at: datetime) -> str:
    with casework.database.unit_of_work() as session:
        token = tokens.spend_link(session, RESETS, secret, at)
        if token is None:
            raise LinkInvalid
        account = session.get_one(Account, token.account_id)
        if token.purpose == tokens.RESET_BY_EMAIL:
            account.email_verified_at = account.email_verified_at or at
        else:
            account.phone_verified_at = account.phone_verified_at or at
        _set(session, account, password_hash, at)
        return login_of(account)


def _set(session: Session, account: Account, password_hash: str, at: datetime) -> None:
    account.password_hash = password_hash
    account.session_epoch += 1
    tokens.end_all(session, account.id, at)
