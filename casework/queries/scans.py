"""What the malware scanner said of files, who may open them, and how far behind it is. Nothing is scanned here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from casework.context import Casework
from casework.models import Attachment, PaperVersion, Scan
from casework.models.scans import INFECTED, WAITING

# A scanner that is there answers in seconds; beyond this somebody has to look at it.
SCANNER_LATE_AFTER = timedelta(minutes=10)


class Verdict(StrEnum):
    """`unscanned`: the office has no scanner, so nothing is known; `waiting`: in quarantine; `clean`: nothing was found."""

    UNSCANNED = "unscanned"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a file: `since` when it waits or was looked at, and what was `found`."""

    verdict: Verdict
    since: datetime
    found: str = ""

    @property
    def opens(self) -> bool:
        return self.verdict in (Verdict.UNSCANNED, Verdict.CLEAN)

    @property
    def infected(self) -> bool:
        return self.verdict is Verdict.INFECTED


class FileWithheld(Exception):
    """The file is there and may be seen, and is not given out: it is in quarantine or infected."""

    def __init__(self, looked: Looked) -> None:
        super().__init__(looked.verdict)
        self.looked = looked


@dataclass(frozen=True, slots=True)
class Scanning:
    """How much waits, how long the oldest has, and how many contents are infected."""

    waiting: int
    waits: timedelta
    infected: int

    @property
    def is_late(self) -> bool:
        return self.waits > SCANNER_LATE_AFTER


def looked_at(casework: Casework, file: Attachment | PaperVersion) -> Looked:
    """What is known of a file that was read with its scan. Without a scanner only what was found before still counts."""
    scan, stored_at = file.scan, file.at if isinstance(file, PaperVersion) else file.uploaded_at
    if scan is not None and scan.state in (Verdict.CLEAN, Verdict.INFECTED):
        return Looked(Verdict(scan.state), scan.scanned_at or scan.asked_at, scan.found)
    if not casework.scanner:
        return Looked(Verdict.UNSCANNED, stored_at)
    return Looked(Verdict.WAITING, scan.asked_at if scan else stored_at)


def is_infected(file: Attachment) -> bool:
    """Whether something was found in a file that was read with its scan; it counts as not handed in."""
    return file.scan is not None and file.scan.state == Verdict.INFECTED


def let_out(casework: Casework, file: Attachment | PaperVersion, *, to_its_owner: bool = False) -> None:
    """Raise FileWithheld unless the bytes may be given out; its owner gets back what only waits."""
    looked = looked_at(casework, file)
    if looked.infected or not (looked.opens or to_its_owner):
        raise FileWithheld(looked)


def infected_of(session: Session, dossier_id: int) -> tuple[Attachment, ...]:
    """The files of a dossier in which something was found and which no later one of the same paper has replaced."""
    mine = select(Attachment).where(Attachment.dossier_id == dossier_id, Attachment.removed_at.is_(None))
    by_time = mine.options(joinedload(Attachment.scan)).order_by(Attachment.uploaded_at, Attachment.id)
    newest = {(one.component, one.item): one for one in session.scalars(by_time)}
    return tuple(one for one in newest.values() if is_infected(one))


def scanning(session: Session, at: datetime) -> Scanning:
    """How far the scanner is behind, from two small indexes."""
    waiting, oldest = session.execute(select(func.count(), func.min(Scan.asked_at)).where(WAITING)).one()
    infected = session.scalar(select(func.count()).select_from(Scan).where(INFECTED)) or 0
    return Scanning(waiting, max(at - oldest, timedelta(0)) if oldest else timedelta(0), infected)
