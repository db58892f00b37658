"""Making an account and proving its address, by the code or the link sent to it.

Anybody can register an address that is not theirs, before or after its owner. So only who also knows the password of the
registration proves it: the browser that registered, by the mark it was given, and whoever types the password beside the link.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account
from casework.services import tokens
from casework.services.accounts import by_login, login_of, tell
from casework.services.proving import SignInRefused, hash_of, password_is_right
from casework.services.slowing import key_for, note_failure, note_success, refuse_guessing
from casework.services.tokens import LinkInvalid

TRIES = 3


@dataclass(frozen=True, slots=True)
class Registration:
    """What a browser keeps of a registration: the login, and a mark that changes when somebody registers it with another password."""

    login: str
    mark: str


class _Overtaken(Exception):
    """Another registration of the same address came between."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person typed, already made uniform; `email` or `phone` is given, and the e-mail is the login when it is."""

    kind: str
    name: str
    password: str
    language: str
    email: str | None = None
    phone: str | None = None
    tax_code: str | None = None
    personal_id: str | None = None
    passport_number: str | None = None
    nationality: str | None = None
    address: str | None = None

    @property
    def login(self) -> str:
        return self.email or self.phone or ""


def register_account(casework: Casework, new: NewAccount, at: datetime, *, address: str) -> Registration:
    """Make an account and send a code; for an address that has one, tell its owner instead. The answer is the same.

    `address` is the network address. An account nobody has proved is replaced: it cannot hold anything yet.
    Raises slowing.TooManyAttempts.
    """
    keys = (key_for("register-from", address), key_for("send", new.login))
    refuse_guessing(casework, keys, at)
    for turn in range(1, TRIES + 1):
        try:
            password_hash = _register(casework, new, at)
            break
        except (IntegrityError, _Overtaken):
            # Another process made an account of the same address in this moment: by now there is one.
            if turn == TRIES:
                raise
    note_failure(casework, keys, at)
    return Registration(new.login, _mark(casework, password_hash))


def registration_of(casework: Casework, unproved: Account) -> Registration:
    """The registration of whoever knows the password of an account that nobody proved."""
    return Registration(login_of(unproved), _mark(casework, unproved.password_hash))


def resend_verification(casework: Casework, registration: Registration, at: datetime, *, address: str) -> None:
    """Send a new code to an address not yet proved; says nothing about whether there is one. Raises TooManyAttempts."""
    keys = (key_for("register-from", address), key_for("send", registration.login))
    refuse_guessing(casework, keys, at)
    with casework.database.unit_of_work() as session:
        account = _unproved(session, casework, registration)
        if account is not None:
            _send_verification(session, casework, account, at)
    note_failure(casework, keys, at)


def verify_with_code(casework: Casework, registration: Registration, code: str, at: datetime, *, address: str) -> Account:
    """Prove the address of a new account by the six digits sent to it. Raises LinkInvalid or slowing.TooManyAttempts."""
    keys = (key_for("verify", registration.login), key_for("verify-from", address))
    refuse_guessing(casework, keys, at)
    account = _prove_by_code(casework, registration, code, at)
    if account is None:
        note_failure(casework, keys, at)
        raise LinkInvalid
    note_success(casework, (key_for("verify", registration.login),))
    return account


def link_is_good(casework: Casework, secret: str, at: datetime) -> bool:
    """Whether a link may still prove an address, without using it."""
    with casework.database.reading() as session:
        return tokens.holder_of_link(session, (tokens.VERIFY_EMAIL,), secret, at) is not None


def verify_with_link(casework: Casework, secret: str, password: str, at: datetime, *, address: str) -> Account:
    """Prove an e-mail address by the link sent to it and the password of the registration.

    Raises LinkInvalid, proving.SignInRefused or slowing.TooManyAttempts.
    """
    with casework.database.reading() as session:
        token = tokens.holder_of_link(session, (tokens.VERIFY_EMAIL,), secret, at)
        account = session.get_one(Account, token.account_id) if token else None
    if account is None:
        raise LinkInvalid
    own, shared = key_for("citizen", login_of(account)), key_for("citizen-from", address)
    refuse_guessing(casework, (own, shared), at)
    if not password_is_right(account.password_hash, password):
        note_failure(casework, (own, shared), at)
        raise SignInRefused
    note_success(casework, (own,))
    return _prove_by_link(casework, secret, at)


def _register(casework: Casework, new: NewAccount, at: datetime) -> str:
    """The hash that the account has now. Who registers again with the same password goes on with it, in any window."""
    with casework.database.reading() as session:
        kept = _hash_if_unproved(by_login(session, new.login))
    password_hash = kept if password_is_right(kept, new.password) and kept else hash_of(new.password)
    with casework.database.unit_of_work() as session:
        known = by_login(session, new.login, for_update=True)
        if known is not None and known.verified:
            tell(session, known, "address_taken", {"name": known.name}, at)
            return password_hash
        if _hash_if_unproved(known) != kept:
            raise _Overtaken
        account = known or Account(created_at=at, session_epoch=0)
        _fill(session, account, new, password_hash)
        _send_verification(session, casework, account, at)
        return password_hash


def _hash_if_unproved(account: Account | None) -> str | None:
    return account.password_hash if account is not None and not account.verified else None


def _mark(casework: Casework, password_hash: str) -> str:
    """Says which password without saying anything of it: hashes have a salt."""
    return hmac.new(casework.secret, f"registration:{password_hash}".encode(), hashlib.sha256).hexdigest()


def _unproved(session: Session, casework: Casework, registration: Registration) -> Account | None:
    """The account of a registration, unless it was proved meanwhile or registered with another password."""
    account = by_login(session, registration.login, for_update=True)
    if account is None or account.verified:
        return None
    return account if hmac.compare_digest(_mark(casework, account.password_hash), registration.mark) else None


def _send_verification(session: Session, casework: Casework, account: Account, at: datetime) -> None:
    """A code, and for an e-mail a link beside it."""
    session.flush()
    purpose = tokens.CODE_TO_EMAIL if account.email else tokens.CODE_TO_PHONE
    params = {
        "name": account.name,
        "code": tokens.issue_code(session, casework, account.id, purpose, login_of(account), at),
    }
    if account.email:
        params["token"] = tokens.issue_link(session, account.id, tokens.VERIFY_EMAIL, at)
    tell(session, account, "verify_email" if account.email else "verify_phone", params, at)


def _fill(session: Session, account: Account, new: NewAccount, password_hash: str) -> None:
    account.kind, account.name, account.language = new.kind, new.name, new.language
    account.email = new.email
    account.phone = new.phone if _may_have_phone(session, new, account) else None
    account.tax_code, account.personal_id = new.tax_code, new.personal_id
    account.passport_number, account.nationality = new.passport_number, new.nationality
    account.address = new.address
    account.password_hash = password_hash
    session.add(account)


def _may_have_phone(session: Session, new: NewAccount, account: Account) -> bool:
    """A contact number another account has is left out and can be proved later: saying so would tell who is known here.

    As the only address it is taken over: who holds it beside an e-mail has never proved it.
    """
    if new.phone is None:
        return False
    with session.no_autoflush:
        holder = session.scalars(
            select(Account).where(Account.phone == new.phone, Account.id != (account.id or 0))
        ).first()
    if holder is not None and new.email is None:
        holder.phone = None
        session.flush([holder])
        return True
    return holder is None


def _prove_by_code(casework: Casework, registration: Registration, code: str, at: datetime) -> Account | None:
    with casework.database.unit_of_work() as session:
        account = _unproved(session, casework, registration)
        if account is None:
            return None
        purpose = tokens.CODE_TO_EMAIL if account.email else tokens.CODE_TO_PHONE
        if not tokens.spend_code(session, casework, account.id, purpose, login_of(account), code, at):
            return None
        if account.email:
            account.email_verified_at = at
        else:
            account.phone_verified_at = at
        tokens.end_all(session, account.id, at)
        return account


def _prove_by_link(casework: Casework, secret: str, at: datetime) -> Account:
    """A registration that came between has ended the link."""
    with casework.database.unit_of_work() as session:
        token = tokens.spend_link(session, (tokens.VERIFY_EMAIL,), secret, at)
        if token is None:
            raise LinkInvalid
        account = session.get_one(Account, token.account_id)
        account.email_verified_at = account.email_verified_at or at
        tokens.end_all(session, account.id, at, tokens.CODE_TO_EMAIL)
        return account
