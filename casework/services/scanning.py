"""Having uploaded bytes looked at by the malware scanner, once for each content, under a lease. Who may open what is decided elsewhere."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from sqlalchemy import Select, case, or_, select, update
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.database import upsert
from casework.gateways.scanning import ANSWER_SECONDS, CHUNK_BYTES, ScanFailed, ScannerAway, scan
from casework.gateways.storage import ObjectMissing, StorageError
from casework.models import Attachment, PaperVersion, Scan
from casework.models.scans import WAITING as IS_WAITING
from casework.services.retrying import is_ready, retry_after

WAITING, CLEAN, INFECTED, GONE = "waiting", "clean", "infected", "gone"
# Twice what one look may take, the reading of the store included.
LEASE = timedelta(seconds=2 * ANSWER_SECONDS)
BATCH = 500
UPLOADED = ((Attachment, Attachment.id), (PaperVersion, PaperVersion.id))
SCANS = Scan.__table__

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToScan:
    """A content this worker holds under its lease, and where its bytes are."""

    sha256: str
    key: str
    worker: str
    attempt: int


def ask_scan(session: Session, casework: Casework, stored: Iterable[tuple[str, str]], at: datetime) -> None:
    """Let the contents be looked at that this transaction stores, as (hash, key); nothing where the office has no scanner.

    In the order of their hashes, so that two who store the same files do not wait for each other.
    """
    if not casework.scanner:
        return
    rows = [
        {"sha256": sha256, "storage_key": key, "state": WAITING, "asked_at": at, "next_at": at, "attempts": 0, "found": ""}
        for sha256, key in sorted(dict(stored).items())
    ]
    if not rows:
        return
    asked = upsert(session, SCANS).values(rows)
    asked_at = case((SCANS.c.state == GONE, asked.excluded.asked_at), else_=SCANS.c.asked_at)
    session.execute(
        asked.on_conflict_do_update(
            index_elements=[SCANS.c.sha256],
            # Of two who have the bytes the first may take its file away before they are looked at.
            set_={"storage_key": asked.excluded.storage_key, "state": WAITING, "asked_at": asked_at},
            where=SCANS.c.state.in_((WAITING, GONE)),
        )
    )


def scan_next(casework: Casework, worker: str, clock: Callable[[], datetime]) -> str | None:
    """Have the content looked at that was asked about last; returns its hash, or None when nothing is ready.

    The newest first: who has just uploaded is being read by somebody, an archive is not. Raises ScannerAway.
    """
    claimed = claim(casework, worker, clock())
    if claimed is None:
        return None
    try:
        with casework.storage.open(claimed.key) as content:
            found = scan(casework.scanner, _checked(content, claimed.sha256))
    except ScannerAway:
        _release(casework, claimed)
        raise
    except ObjectMissing:
        _look_elsewhere(casework, claimed)
    except (ScanFailed, StorageError) as problem:
        log.warning("scan of %s: try %d: %s", claimed.sha256[:12], claimed.attempt, problem)
        _settle(casework, claimed, error=str(problem)[:200], next_at=clock() + retry_after(claimed.attempt))
    else:
        if found:
            log.warning("scan of %s: found %s", claimed.sha256[:12], found)
        _settle(casework, claimed, state=INFECTED if found else CLEAN, found=found[:200], scanned_at=clock(), error=None)
    return claimed.sha256


def claim(casework: Casework, worker: str, at: datetime) -> ToScan | None:
    """Take the content that was asked about last, for the length of the lease."""
    ready = (
        select(Scan.sha256)
        .where(
            IS_WAITING,
            is_ready(Scan, at),
            or_(Scan.lease_until.is_(None), Scan.lease_until <= at, Scan.lease_until > at + 2 * LEASE),
        )
        .order_by(Scan.asked_at.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(Scan)
        .where(Scan.sha256 == ready.scalar_subquery())
        .values(lease_until=at + LEASE, leased_by=worker[:60], attempts=Scan.attempts + 1)
        .returning(Scan.sha256, Scan.storage_key, Scan.attempts)
        .execution_options(synchronize_session=False)
    )
    with casework.database.unit_of_work() as session:
        row = session.execute(taken).first()
    return ToScan(row.sha256, row.storage_key, worker[:60], row.attempts) if row else None


def ask_about_stored(casework: Casework, table: int, after: str | int | None, at: datetime) -> tuple[str | int, int] | None:
    """Ask about files that nobody asked about, a batch of one table of UPLOADED after an id; returns the last id and
    how many there were, None at the end."""
    model, number = UPLOADED[table]
    with casework.database.unit_of_work() as session:
        rows = session.execute(_without_scan(model, number, after)).all()
        ask_scan(session, casework, [(row.sha256, row.storage_key) for row in rows], at)
    return (rows[-1].id, len(rows)) if rows else None


def _without_scan(model: Any, number: Any, after: str | int | None) -> Select[Any]:
    query = (
        select(number.label("id"), model.sha256, model.storage_key)
        .outerjoin(Scan, Scan.sha256 == model.sha256)
        .where(Scan.sha256.is_(None), model.storage_key.is_not(None))
        .order_by(number)
        .limit(BATCH)
    )
    return query if after is None else query.where(number > after)


def _checked(content: BinaryIO, sha256: str) -> Iterator[bytes]:
    """The bytes as the store has them; others than were uploaded get no verdict."""
    digest = hashlib.sha256()
    while block := content.read(CHUNK_BYTES):
        digest.update(block)
        yield block
    if digest.hexdigest() != sha256:
        raise ScanFailed("the store holds other bytes than were uploaded")


def _release(casework: Casework, claimed: ToScan) -> None:
    """The scanner is away, which is no fault of the file: it is as if nobody had tried."""
    _settle(casework, claimed, attempts=claimed.attempt - 1)


def _look_elsewhere(casework: Casework, claimed: ToScan) -> None:
    """The file was taken away meanwhile; another with the same bytes is looked at in its place, if there is one."""
    with casework.database.reading() as session:
        keys = (
            select(model.storage_key).where(model.sha256 == claimed.sha256, model.storage_key != claimed.key)
            for model, _ in UPLOADED
        )
        left = [key for query in keys for key in session.scalars(query) if casework.storage.exists(key)]
    _settle(casework, claimed, **({"storage_key": left[0]} if left else {"state": GONE}))


def _settle(casework: Casework, claimed: ToScan, **values: object) -> None:
    """Note what came of a look; who lost the lease changes nothing."""
    mine = (Scan.sha256 == claimed.sha256, Scan.leased_by == claimed.worker, Scan.state == WAITING)
    with casework.database.unit_of_work() as session:
        session.execute(
            update(Scan)
            .where(*mine)
            .values(lease_until=None, leased_by=None, **values)
            .execution_options(synchronize_session=False)
        )
