"""Slowing down those who guess: after some free failures the wait under a key doubles. Who may enter is decided elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import IPv6Network, ip_address

from sqlalchemy import delete, not_, select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.database import upsert
from casework.models import Attempt

FREE_FAILURES = 5
FROM_AN_ADDRESS = "-from"
# Many people stand behind one address of a company or an operator.
FREE_FAILURES_OF_AN_ADDRESS = 30
VISITOR_BITS = 64
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
# Behind the address of a mobile operator somebody fails every hour: without this it would be shut for good after some days.
AN_ADDRESS_IS_FORGIVEN_ONE_EVERY = timedelta(minutes=2)


class TooManyAttempts(RuntimeError):
    """Somebody guessed too often under a key; the next attempt has to wait."""


def key_for(purpose: str, value: str) -> str:
    """The key of a login or a code; a purpose that ends in "-from" counts a network address. No value can be read back."""
    value = visitor_of(value) if purpose.endswith(FROM_AN_ADDRESS) else value
    return f"{purpose}:{hashlib.sha256(value.strip().casefold().encode()).hexdigest()[:40]}"


def visitor_of(address: str) -> str:
    """Whom an address stands for: with IPv6 a whole /64, of which one visitor may take another address for every guess."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), VISITOR_BITS), strict=False))


def attempt_allowed(casework: Casework, keys: Iterable[str], at: datetime) -> bool:
    """Whether none of the keys has to wait at this instant. Only reads."""
    with casework.database.reading() as session:
        # Further ahead than the longest wait: written by a clock that was wrong, which may shut nobody out for ever.
        waits = Attempt.blocked_until.between(at + timedelta(microseconds=1), at + 2 * LONGEST_WAIT)
        blocked = select(Attempt.key).where(Attempt.key.in_(list(keys)), waits)
        return session.scalars(blocked.limit(1)).first() is None


def refuse_guessing(casework: Casework, keys: Iterable[str], at: datetime) -> None:
    """Raise TooManyAttempts when one of the keys has to wait."""
    if not attempt_allowed(casework, keys, at):
        raise TooManyAttempts


def note_failure(casework: Casework, keys: Iterable[str], at: datetime) -> None:
    """Count one failure under each key and make the next attempt wait."""
    with casework.database.unit_of_work() as session:
        # One order for everybody, so that two failures at once never wait for each other.
        for key in sorted(set(keys)):
            _count(session, key, at)


def note_success(casework: Casework, keys: Iterable[str]) -> None:
    """Forget the failures under keys that belong to the person alone; writes only when there are any."""
    wanted = list(keys)
    with casework.database.reading() as session:
        known = session.scalars(select(Attempt.key).where(Attempt.key.in_(wanted))).all()
    if known:
        _forget(casework, known)


def wait_after(key: str, failures: int) -> timedelta:
    """How long the next attempt waits: nothing while failures are free, then 2, 4, 8 … seconds up to the longest wait."""
    free = FREE_FAILURES_OF_AN_ADDRESS if _of_an_address(key) else FREE_FAILURES
    beyond = failures - free
    if beyond < 0:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(beyond + 1, 20)), LONGEST_WAIT)


def still_counted(key: str, failures: int, quiet_for: timedelta) -> int:
    """How many failures count when another one comes after a while."""
    if quiet_for > FORGOTTEN_AFTER:
        return 0
    forgiven = max(quiet_for // AN_ADDRESS_IS_FORGIVEN_ONE_EVERY, 0) if _of_an_address(key) else 0
    return max(failures - forgiven, 0)


def _of_an_address(key: str) -> bool:
    return key.partition(":")[0].endswith(FROM_AN_ADDRESS)


def forget_guesses(casework: Casework, at: datetime) -> int:
    """Delete failures that count no more, and what a clock that was wrong wrote; returns how many keys."""
    counts = Attempt.last_at.between(at - FORGOTTEN_AFTER, at + FORGOTTEN_AFTER)
    with casework.database.unit_of_work() as session:
        return len(session.scalars(delete(Attempt).where(not_(counts)).returning(Attempt.key)).all())


def _forget(casework: Casework, keys: Iterable[str]) -> None:
    with casework.database.unit_of_work() as session:
        session.execute(delete(Attempt).where(Attempt.key.in_(list(keys))))


def _count(session: Session, key: str, at: datetime) -> None:
    session.execute(upsert(session, Attempt).values(key=key, failures=0, last_at=at).on_conflict_do_nothing())
    row = session.scalars(select(Attempt).where(Attempt.key == key).with_for_update()).one()
    row.failures = still_counted(key, row.failures, at - row.last_at) + 1
    row.last_at = at
    row.blocked_until = at + wait_after(key, row.failures)
