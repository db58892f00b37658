"""Citizens' accounts: registering, verifying an address, signing in. Changes of a profile and of passwords are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account
from casework.services import tokens
from casework.services.proving import SignInRefused, hash_of, password_is_right
from casework.services.second_factor import spend_step, step_of
from casework.services.slowing import attempt_allowed, key_for, note_failure, note_success, refuse_guessing
from casework.services.telling import put
from procedures.identifiers import IdentifierError, phone

KINDS = ("person", "enterprise", "foreigner")


class NotVerified(RuntimeError):
    """The password is right, but the address was never proved; a new code is on its way."""


class LinkInvalid(ValueError):
    """The link or the code is unknown, used or expired."""


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


def register_account(casework: Casework, new: NewAccount, at: datetime, *, address: str) -> None:
    """Make an account and send a code; for an address that has one, tell its owner instead. The answer is the same.

    `address` is the network address. An account nobody has proved is replaced: it cannot hold anything yet.
    Raises slowing.TooManyAttempts.
    """
    keys = (key_for("register-from", address), key_for("send", new.login))
    refuse_guessing(casework, keys, at)
    password_hash = hash_of(new.password)
    try:
        _register(casework, new, password_hash, at)
    except IntegrityError:
        # Another process made an account of the same address in this moment: by now there is one.
        _register(casework, new, password_hash, at)
    note_failure(casework, keys, at)


def _register(casework: Casework, new: NewAccount, password_hash: str, at: datetime) -> None:
    with casework.database.unit_of_work() as session:
        known = by_login(session, new.login, for_update=True)
        if known is not None and known.verified:
            _tell(session, known, "address_taken", {"name": known.name}, at)
        else:
            account = known or Account(created_at=at, session_epoch=0)
            _fill(session, account, new, password_hash)
            send_verification(session, casework, account, at)


def resend_verification(casework: Casework, login: str, at: datetime, *, address: str) -> None:
    """Send a new code to an address not yet proved; says nothing about whether there is one."""
    keys = (key_for("register-from", address), key_for("send", login))
    refuse_guessing(casework, keys, at)
    with casework.database.unit_of_work() as session:
        account = by_login(session, login)
        if account is not None and not account.verified:
            send_verification(session, casework, account, at)
    note_failure(casework, keys, at)


def verify_with_code(casework: Casework, login: str, code: str, at: datetime, *, address: str) -> Account:
    """Prove the address of a new account by the six digits sent to it. Raises LinkInvalid or slowing.TooManyAttempts."""
    keys = (key_for("verify", login), key_for("verify-from", address))
    refuse_guessing(casework, keys, at)
    account = _prove_by_code(casework, login, code, at)
    if account is None:
        note_failure(casework, keys, at)
        raise LinkInvalid
    note_success(casework, (key_for("verify", login),))
    return account


def verify_with_link(casework: Casework, secret: str, at: datetime) -> None:
    """Prove an e-mail address by the link sent to it. Raises LinkInvalid."""
    with casework.database.unit_of_work() as session:
        token = tokens.spend_link(session, (tokens.VERIFY_EMAIL,), secret, at)
        if token is None:
            raise LinkInvalid
        account = session.get_one(Account, token.account_id)
        account.email_verified_at = account.email_verified_at or at
        tokens.end_all(session, account.id, at, tokens.CODE_TO_EMAIL)


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
        _send_again(casework, account.id, login, at)
        raise NotVerified
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


def send_verification(session: Session, casework: Casework, account: Account, at: datetime) -> None:
    """A code, and for an e-mail a link beside it."""
    session.flush()
    purpose = tokens.CODE_TO_EMAIL if account.email else tokens.CODE_TO_PHONE
    params = {
        "name": account.name,
        "code": tokens.issue_code(session, casework, account.id, purpose, login_of(account), at),
    }
    if account.email:
        params["token"] = tokens.issue_link(session, account.id, tokens.VERIFY_EMAIL, at)
    _tell(session, account, "verify_email" if account.email else "verify_phone", params, at)


def login_of(account: Account) -> str:
    """What the account signs in with."""
    return account.email or account.phone or ""


def _tell(session: Session, account: Account, kind: str, params: dict[str, Any], at: datetime) -> None:
    channel = "email" if account.email else "sms"
    dedupe = f"{kind}:{account.id}:{token_hex(12)}"
    put(session, kind, channel, login_of(account), account.language, params, dedupe, at)


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


def _prove_by_code(casework: Casework, login: str, code: str, at: datetime) -> Account | None:
    with casework.database.unit_of_work() as session:
        account = by_login(session, login)
        if account is None or account.verified:
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


def _send_again(casework: Casework, account_id: int, login: str, at: datetime) -> None:
    key = key_for("send", login)
    if not attempt_allowed(casework, (key,), at):
        return
    _send_new_code(casework, account_id, at)
    note_failure(casework, (key,), at)


def _send_new_code(casework: Casework, account_id: int, at: datetime) -> None:
    with casework.database.unit_of_work() as session:
        send_verification(session, casework, session.get_one(Account, account_id), at)


def _spend_code(casework: Casework, account_id: int, code: str, at: datetime) -> Account | None:
    with casework.database.unit_of_work() as session:
        account = session.get(Account, account_id)
        step = step_of(account.totp_secret, code, at) if account is not None and account.totp_secret else None
        return account if step is not None and spend_step(session, Account, account_id, step) else None
