"""One-time secrets sent to an address: links and six-digit codes. Only hashes are kept; what is proved is done elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import AccountToken

VERIFY_EMAIL = "verify_email"
RESET_BY_EMAIL = "reset_by_email"
RESET_BY_PHONE = "reset_by_phone"
CODE_TO_EMAIL = "code_to_email"
CODE_TO_PHONE = "code_to_phone"
GOOD_FOR = {
    VERIFY_EMAIL: timedelta(hours=48),
    RESET_BY_EMAIL: timedelta(hours=1),
    RESET_BY_PHONE: timedelta(hours=1),
    CODE_TO_EMAIL: timedelta(minutes=30),
    CODE_TO_PHONE: timedelta(minutes=30),
}
TRIES_OF_A_CODE = 5


class LinkInvalid(ValueError):
    """The link or the code is unknown, used or expired."""


def issue_link(session: Session, account_id: int, purpose: str, at: datetime) -> str:
    """A secret of 256 bits for an address on a page; earlier ones of the same purpose end."""
    secret = secrets.token_urlsafe(32)
    _keep(session, account_id, purpose, _hash(secret), at)
    return secret


def issue_code(session: Session, casework: Casework, account_id: int, purpose: str, address: str, at: datetime) -> str:
    """Six digits that prove `address`; earlier ones of the same purpose end."""
    code = f"{secrets.randbelow(10**6):06d}"
    _keep(session, account_id, purpose, _code_hash(casework, account_id, purpose, address, at, code), at)
    return code


def holder_of_link(session: Session, purposes: tuple[str, ...], secret: str, at: datetime) -> AccountToken | None:
    """The unused token behind a link, without using it."""
    found = select(AccountToken).where(
        AccountToken.secret_hash == _hash(secret),
        AccountToken.purpose.in_(purposes),
        AccountToken.used_at.is_(None),
        AccountToken.expires_at > at,
    )
    return session.scalars(found).first()


def spend_link(session: Session, purposes: tuple[str, ...], secret: str, at: datetime) -> AccountToken | None:
    """Use up a link; None when it is unknown, used or expired."""
    token = holder_of_link(session, purposes, secret, at)
    return token if token is not None and _spend(session, token, at) else None


def spend_code(
    session: Session, casework: Casework, account_id: int, purpose: str, address: str, code: str, at: datetime
) -> bool:
    """Use up a code; a wrong one counts, and after five the code is dead."""
    token = session.scalars(
        select(AccountToken)
        .where(
            AccountToken.account_id == account_id,
            AccountToken.purpose == purpose,
            AccountToken.used_at.is_(None),
            AccountToken.expires_at > at,
            AccountToken.attempts < TRIES_OF_A_CODE,
        )
        .with_for_update()
    ).first()
    if token is None:
        return False
    token.attempts += 1
    typed = "".join(code.split())
    kept = _code_hash(casework, account_id, purpose, address, token.created_at, typed)
    return hmac.compare_digest(kept, token.secret_hash) and _spend(session, token, at)


def end_all(session: Session, account_id: int, at: datetime, *purposes: str) -> None:
    """End the unused tokens of an account; without `purposes` all of them."""
    ended = update(AccountToken).where(AccountToken.account_id == account_id, AccountToken.used_at.is_(None))
    session.execute((ended.where(AccountToken.purpose.in_(purposes)) if purposes else ended).values(used_at=at))


def _keep(session: Session, account_id: int, purpose: str, secret_hash: str, at: datetime) -> None:
    end_all(session, account_id, at, purpose)
    session.add(
        AccountToken(
            account_id=account_id,
            purpose=purpose,
            secret_hash=secret_hash,
            created_at=at,
            expires_at=at + GOOD_FOR[purpose],
            attempts=0,
        )
    )
    session.flush()


def _spend(session: Session, token: AccountToken, at: datetime) -> bool:
    spent = session.execute(
        update(AccountToken).where(AccountToken.id == token.id, AccountToken.used_at.is_(None)).values(used_at=at)
    )
    return bool(spent.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE always answers with a cursor


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _code_hash(casework: Casework, account_id: int, purpose: str, address: str, at: datetime, code: str) -> str:
    """Six digits alone could be tried out; with the office's secret they cannot."""
    what = f"code:{account_id}:{purpose}:{address}:{at.isoformat()}:{code}".encode()
    return hmac.new(casework.secret, what, hashlib.sha256).hexdigest()
