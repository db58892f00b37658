"""Officers: making and changing one, signing in with both factors, recovery codes. What an officer may do is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.models import Dossier, Officer
from casework.services.proving import SignInRefused, hash_of, password_is_right
from casework.services.second_factor import (
    enrolment_address,
    new_recovery_codes,
    recovery_hash,
    spend_step,
    step_of,
)
from casework.services.slowing import key_for, note_failure, note_success, refuse_guessing
from procedures.definition import Role


class LoginTaken(ValueError):
    """Another officer has this login."""


class OfficerNotFound(LookupError):
    """No officer has this login."""


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What an officer must be given once, on paper: nothing of it can be read again."""

    login: str
    totp_secret: str
    totp_address: str
    recovery_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An officer after a change; `left` are the open dossiers assigned to somebody who cannot work on them any more."""

    login: str
    active: bool
    roles: tuple[str, ...]
    division: str
    left: tuple[str, ...]


def create_officer(
    casework: Casework,
    login: str,
    name: str,
    position: str,
    roles: Sequence[Role | str],
    password: str,
    at: datetime,
    *,
    division: str = "",
    unit: str = "",
    deputy: bool = False,
    fields: Sequence[str] = (),
    email: str | None = None,
    totp_secret: str | None = None,
) -> SecondFactor:
    """Make an officer. Raises LoginTaken, or ValueError for a role that does not exist."""
    officer = Officer(
        login=folded(login),
        name=name,
        position=position,
        roles=[str(Role(one)) for one in roles],
        division=division,
        unit=unit,
        deputy=deputy,
        fields=list(fields),
        email=email,
        password_hash=hash_of(password),
        created_at=at,
    )
    with casework.database.unit_of_work() as session:
        if session.scalars(select(Officer.id).where(Officer.login == officer.login)).first() is not None:
            raise LoginTaken(officer.login)
        session.add(officer)
        return _give_second_factor(session, casework, officer, totp_secret)


def reset_second_factor(casework: Casework, login: str) -> SecondFactor:
    """A new authenticator and new recovery codes; ends every session. Raises OfficerNotFound."""
    with casework.database.unit_of_work() as session:
        officer = _to_change(session, login)
        officer.session_epoch += 1
        return _give_second_factor(session, casework, officer, None)


def reset_officer_password(casework: Casework, login: str, password: str) -> None:
    """Another password for an officer who forgot it; ends every session. Raises OfficerNotFound."""
    password_hash = hash_of(password)
    with casework.database.unit_of_work() as session:
        officer = _to_change(session, login)
        officer.password_hash, officer.session_epoch = password_hash, officer.session_epoch + 1


def change_officer(casework: Casework, login: str, columns: Mapping[str, Any]) -> Changed:
    """Give an officer another position, other roles or another division, or let nobody be that officer any more.

    Every session ends. What is assigned stays until the head of the division assigns it anew. Raises OfficerNotFound.
    """
    with casework.database.unit_of_work() as session:
        officer = _to_change(session, login)
        for name, value in columns.items():
            setattr(officer, name, value)
        officer.session_epoch += 1
        handles = officer.active and Role.SPECIALIST in officer.roles
        theirs = Dossier.assignee_id == officer.id, Dossier.closed_at.is_(None), Dossier.finished_at.is_(None)
        elsewhere = () if not handles else (Dossier.division != officer.division,)
        left = session.scalars(select(Dossier.code).where(*theirs, *elsewhere).order_by(Dossier.code))
        return Changed(officer.login, officer.active, tuple(officer.roles), officer.division, tuple(left))


def sign_in_officer(casework: Casework, login: str, password: str, code: str, at: datetime, *, address: str) -> Officer:
    """The officer, when the password is right and the code is unused: a six-digit one or a recovery code.

    `address` is the network address of the attempt. Raises SignInRefused or TooManyAttempts.
    """
    own, shared = key_for("officer", login), key_for("officer-from", address)
    refuse_guessing(casework, (own, shared), at)
    officer = _with_password(casework, login, password)
    if officer is None or not _spend(casework, officer, code, at):
        note_failure(casework, (own, shared), at)
        raise SignInRefused
    note_success(casework, (own,))
    return officer


def regenerate_recovery_codes(casework: Casework, officer_id: int, code: str, at: datetime) -> tuple[str, ...]:
    """New recovery codes instead of the old ones, for a code of the authenticator. Raises SignInRefused, TooManyAttempts."""
    key = key_for("officer-recovery", str(officer_id))
    refuse_guessing(casework, (key,), at)
    codes = _replace_recovery_codes(casework, officer_id, code, at)
    if not codes:
        note_failure(casework, (key,), at)
        raise SignInRefused
    note_success(casework, (key,))
    return codes


def _to_change(session: Session, login: str) -> Officer:
    officer = session.scalars(select(Officer).where(Officer.login == folded(login)).with_for_update()).first()
    if officer is None:
        raise OfficerNotFound(login)
    return officer


def folded(login: str) -> str:
    """A login as it is kept."""
    return login.strip().casefold()


def _with_password(casework: Casework, login: str, password: str) -> Officer | None:
    with casework.database.reading() as session:
        officer = session.scalars(select(Officer).where(Officer.login == folded(login))).first()
    right = password_is_right(officer.password_hash if officer else None, password)
    return officer if officer is not None and right and officer.active else None


def _spend(casework: Casework, officer: Officer, code: str, at: datetime) -> bool:
    step = step_of(officer.totp_secret, code, at)
    with casework.database.unit_of_work() as session:
        if step is not None:
            return spend_step(session, Officer, officer.id, step)
        return _spend_recovery_code(session, casework, officer.id, code)


def _spend_recovery_code(session: Session, casework: Casework, officer_id: int, code: str) -> bool:
    kept = recovery_hash(casework, officer_id, code)
    officer = session.scalars(select(Officer).where(Officer.id == officer_id).with_for_update()).one()
    if kept not in officer.recovery:
        return False
    officer.recovery = [one for one in officer.recovery if one != kept]
    return True


def _replace_recovery_codes(casework: Casework, officer_id: int, code: str, at: datetime) -> tuple[str, ...]:
    with casework.database.unit_of_work() as session:
        officer = session.scalars(select(Officer).where(Officer.id == officer_id).with_for_update()).one()
        step = step_of(officer.totp_secret, code, at)
        if step is None or not spend_step(session, Officer, officer_id, step):
            return ()
        codes = new_recovery_codes()
        officer.recovery = [recovery_hash(casework, officer_id, one) for one in codes]
        return tuple(codes)


def _give_second_factor(session: Session, casework: Casework, officer: Officer, secret: str | None) -> SecondFactor:
    officer.totp_secret = secret or pyotp.random_base32()
    officer.totp_last_step = 0
    session.flush()
    codes = new_recovery_codes()
    officer.recovery = [recovery_hash(casework, officer.id, one) for one in codes]
    address = enrolment_address(officer.totp_secret, officer.login, casework.office.name)
    return SecondFactor(officer.login, officer.totp_secret, address, tuple(codes))
