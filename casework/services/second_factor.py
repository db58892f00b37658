"""The second factor: one-time codes by time (RFC 6238) and recovery codes, each good for one use. No password may enter."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Account, Officer

SECONDS_A_STEP = 30
STEPS_OF_DRIFT = (0, -1, 1)
STEPS_OF_A_WRONG_CLOCK = 10
RECOVERY_CODES = 10
# Without the letters and digits that look like each other.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step whose code this is, one step of drift allowed either way; None when it is no code of now."""
    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdigit() and len(typed) == 6):
        return None
    totp = pyotp.TOTP(secret)
    now = int(at.timestamp()) // SECONDS_A_STEP
    for drift in STEPS_OF_DRIFT:
        if hmac.compare_digest(totp.generate_otp(now + drift), typed):
            return now + drift
    return None


def spend_step(session: Session, model: type[Officer] | type[Account], holder_id: int, step: int) -> bool:
    """Use up a step; False when it or a later one was used before, whichever process saw it.

    A step far ahead was used under a clock that was wrong, and must not keep its holder out until that time comes.
    """
    free = or_(model.totp_last_step < step, model.totp_last_step > step + STEPS_OF_A_WRONG_CLOCK)
    spent: Any = session.execute(update(model).where(model.id == holder_id, free).values(totp_last_step=step))
    return spent.rowcount == 1


def new_recovery_codes() -> list[str]:
    """Codes to print and keep, like "k7mq-2xhw": 39 bits each, and guesses are slowed."""
    return [
        "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]


def recovery_hash(casework: Casework, holder_id: int, code: str) -> str:
    """What is kept of a recovery code; spaces, hyphens and capitals do not matter."""
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return hmac.new(casework.secret, f"recovery:{holder_id}:{plain}".encode(), hashlib.sha256).hexdigest()


def candidate_secret(casework: Casework, account: Account) -> str:
    """The secret offered to an account that sets up a second factor; the same until one was used, so nothing is kept."""
    seed = f"totp:{account.id}:{account.session_epoch}:{account.totp_last_step}".encode()
    digest = hmac.new(casework.secret, seed, hashlib.sha256).digest()
    return b32encode(digest[:20]).decode()


def enrolment_address(secret: str, login: str, issuer: str) -> str:
    """The otpauth:// address that an authenticator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)
