"""The promises, each a named check over database, storage and mail: how much was looked at, and what broke it. Changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.files import named_files
from casework.gateways.storage import StorageError
from casework.models import (
    Attachment,
    Dossier,
    DossierCounter,
    DossierEvent,
    Draft,
    DutyRun,
    OutboxMessage,
)
from casework.queries.inspection import columns_that_differ
from tests.faults.ledger import Deed, Ledger, Writing
from tests.faults.office import Place
from tests.support.smtp import Delivery

Found = tuple[int, list[str]]


@dataclass
class Promised:
    """What all crews together were promised, and what the killer did, beside the place it happened in."""

    place: Place
    ledgers: list[Ledger]
    unfinished: list[Writing]
    worker_deaths: int
    hashed: set[str] = field(default_factory=set)
    arrived: list[Delivery] = field(default_factory=list)

    @property
    def submitted(self) -> list[Writing]:
        return [one for ledger in self.ledgers for one in ledger.submitted]

    @property
    def drafts(self) -> list[Writing]:
        begun = [one for ledger in self.ledgers for one in ledger.writings if not one.code]
        return [*begun, *self.unfinished]

    @property
    def deeds(self) -> list[Deed]:
        return [one for ledger in self.ledgers for one in ledger.deeds]


def _by_code(session: Session) -> dict[str, Dossier]:
    return {one.code: one for one in session.scalars(select(Dossier))}


def submissions_are_there(promised: Promised, session: Session) -> Found:
    dossiers = _by_code(session)
    wrong = []
    for one in promised.submitted:
        kept = dossiers.get(one.code)
        if kept is None:
            wrong.append(f"{one.code} was acknowledged and is not there")
        elif session.get_one(Draft, one.draft).dossier_id != kept.id:
            wrong.append(f"{one.code} is not what became of draft {one.draft}")
        elif len(kept.access_nonce) != 32:
            wrong.append(f"{one.code} has no access code")
    return len(promised.submitted), wrong


def answers_are_whole(promised: Promised, session: Session) -> Found:
    dossiers, wrong = _by_code(session), []
    for one in promised.submitted:
        kept = dossiers[one.code].answers if one.code in dossiers else {}
        wrong += [f"{one.code}: {name}" for name, value in one.answers.items() if kept.get(name) != value]
    for one in promised.drafts:
        kept = session.get_one(Draft, one.draft).answers
        wrong += [f"draft {one.draft}: {name}" for name, value in one.typed.items() if kept.get(name) != value]
    return sum(len(one.answers) for one in promised.submitted) + sum(len(one.typed) for one in promised.drafts), wrong


def papers_are_there(promised: Promised, session: Session) -> Found:
    """Every file somebody was told had arrived has a row, at its owner."""
    codes = {one.id: one.code for one in session.scalars(select(Dossier))}
    held = {
        (codes.get(one.dossier_id) or one.draft_id, one.component, one.item, one.sha256)
        for one in session.scalars(select(Attachment).where(Attachment.removed_at.is_(None)))
    }
    wanted = {(one.code or one.draft, *paper) for one in (*promised.submitted, *promised.drafts) for paper in one.papers}
    wanted |= {(code, *paper) for ledger in promised.ledgers for code, paper in ledger.supplements}
    return len(wanted), [f"acknowledged and gone: {one}" for one in sorted(wanted - held)]


def first_events_and_notices(promised: Promised, session: Session) -> Found:
    events = session.scalars(select(DossierEvent).where(DossierEvent.sequence == 1))
    first = Counter(one.dossier_id for one in events if one.action == "submit")
    notices = Counter(one for one in session.scalars(select(OutboxMessage.dossier_id).where(OutboxMessage.kind == "filed")))
    dossiers = list(session.scalars(select(Dossier)))
    wrong = [f"{one.code}: {first[one.id]} first events" for one in dossiers if first[one.id] != 1]
    wrong += [f"{one.code}: {notices[one.id]} notices of filing" for one in dossiers if notices[one.id] != 1]
    return len(dossiers), wrong


def no_dossier_twice(promised: Promised, session: Session) -> Found:
    dossiers = list(session.scalars(select(Dossier)))
    of_drafts = Counter(session.scalars(select(Draft.dossier_id).where(Draft.dossier_id.is_not(None))))
    wrong = [f"{one.code}: {of_drafts[one.id]} drafts" for one in dossiers if of_drafts[one.id] != 1]
    codes = Counter(one.code for one in promised.submitted)
    return len(dossiers), wrong + [f"{code} was given to {times} drafts" for code, times in codes.items() if times > 1]


def codes_without_gap(promised: Promised, session: Session) -> Found:
    days = defaultdict(list)
    for code in session.scalars(select(Dossier.code)):
        _, day, number = code.rsplit("-", 2)
        days[day].append(int(number))
    wrong = [f"{day}: {sorted(numbers)}" for day, numbers in days.items() if sorted(numbers) != [*range(1, len(numbers) + 1)]]
    counters = {f"{one.day:%Y%m%d}": one.last for one in session.scalars(select(DossierCounter))}
    wrong += [f"{day}: the counter says {counters.get(day)}" for day in days if counters.get(day) != len(days[day])]
    return sum(map(len, days.values())), wrong


def codes_in_order(promised: Promised, session: Session) -> Found:
    """Whoever had a code before another one began to submit has the lower number."""
    given = sorted(promised.submitted, key=lambda one: one.acknowledged)
    wrong, highest, waiting = [], defaultdict(int), list(given)
    for one in sorted(promised.submitted, key=lambda one: one.first_tried):
        while waiting and waiting[0].acknowledged < one.first_tried:
            earlier = waiting.pop(0)
            day, number = earlier.code.rsplit("-", 2)[1:]
            highest[day] = max(highest[day], int(number))
        day, number = one.code.rsplit("-", 2)[1:]
        if int(number) < highest[day]:
            wrong.append(f"{one.code} was given after number {highest[day]}")
    return len(given), wrong


def named_files_are_stored(promised: Promised, session: Session) -> Found:
    """Every file a row names is in the store with its hash; one that was hashed before is only looked for again."""
    named: dict[str, str | None] = {key: sha256 for key, sha256, _, _ in named_files(session)}
    wrong, storage = [], promised.place.casework.storage
    for key, digest in named.items():
        try:
            if key in promised.hashed:
                missing = not storage.exists(key)
            else:
                missing = hashlib.sha256(storage.read(key)).hexdigest() != digest
        except StorageError:
            missing = True
        if missing:
            wrong.append(f"{key} is gone or changed")
    promised.hashed.update(named)
    return len(named), wrong


def acts_are_in_the_history_once(promised: Promised, session: Session) -> Found:
    ids = {one.code: one.id for one in session.scalars(select(Dossier))}
    history = Counter((one.dossier_id, one.sequence, one.action) for one in session.scalars(select(DossierEvent)))
    done = [one for one in promised.deeds if one.acknowledged]
    return len(done), [f"{one}" for one in done if history[(ids[one.code], one.seen + 1, one.action)] != 1]


def nobody_acted_unasked(promised: Promised, session: Session) -> Found:
    """Every event was somebody's try: an act done twice would have one event too many."""
    codes = {one.id: one.code for one in session.scalars(select(Dossier))}
    tried = Counter((one.code, one.seen + 1, one.action) for one in promised.deeds)
    events = list(session.scalars(select(DossierEvent).where(DossierEvent.sequence > 1)))
    wrong = [one for one in events if not tried[(codes[one.dossier_id], one.sequence, one.action)]]
    return len(events), [f"{codes[one.dossier_id]}: {one.sequence} {one.action}" for one in wrong]


def columns_rebuild(promised: Promised, session: Session) -> Found:
    count = len(session.scalars(select(Dossier.id)).all())
    return count, [f"{one}" for one in columns_that_differ(promised.place.casework)]


def notices_are_put_once(promised: Promised, session: Session) -> Found:
    """One row for each occasion: the key is the occasion, and no dossier has two rows of one kind for one event."""
    rows = list(session.scalars(select(OutboxMessage)))
    again = [key for key, times in Counter(one.dedupe for one in rows).items() if times > 1]
    return len(rows), again


def mails_repeat_only_in_flight(promised: Promised, session: Session) -> Found:
    """A message goes out again only when a worker died with it: never more often than workers died."""
    rows = {one.id: one for one in session.scalars(select(OutboxMessage))}
    arrived = Counter(_id_of(one.raw) for one in promised.arrived)
    wrong = [f"{key}: nobody wrote it" for key in arrived if key not in rows]
    wrong += [f"{key}: arrived {arrived[key]} times in {rows[key].attempts} tries" for key in arrived
              if key in rows and arrived[key] > rows[key].attempts]  # fmt: skip
    again = sum(max(one.attempts - 1, 0) for one in rows.values())
    if again > promised.worker_deaths:
        wrong.append(f"{again} tries were repeated and {promised.worker_deaths} workers died")
    return sum(arrived.values()), wrong


def repeated_mails_are_identical(promised: Promised, session: Session) -> Found:
    bytes_of = defaultdict(set)
    for one in promised.arrived:
        bytes_of[_id_of(one.raw)].add(one.raw)
    return len(bytes_of), [f"{key}: {len(one)} wordings" for key, one in bytes_of.items() if len(one) > 1]


def notices_are_sent(promised: Promised, session: Session) -> Found:
    rows = list(session.scalars(select(OutboxMessage)))
    arrived = {_id_of(one.raw) for one in promised.arrived}
    wrong = [f"{one.id}: {one.state} {one.error}" for one in rows if one.state != "sent"]
    wrong += [f"{one.id}: called sent and never arrived" for one in rows if one.channel == "email" and one.id not in arrived]
    return len(rows), wrong


def no_lease_is_left(promised: Promised, session: Session) -> Found:
    """No message and no periodic duty is still held by a worker that died."""
    rows: list[OutboxMessage | DutyRun] = [*session.scalars(select(OutboxMessage)), *session.scalars(select(DutyRun))]
    return len(rows), [f"{one}" for one in rows if one.lease_until is not None or one.leased_by is not None]


def people_were_answered(promised: Promised, session: Session) -> Found:
    """No answer of the server but the right one: a refusal of what was in order counts as broken."""
    errands = sum(sum(ledger.errands.values()) for ledger in promised.ledgers)
    return errands, [problem for ledger in promised.ledgers for problem in ledger.problems]


def _id_of(raw: bytes) -> str:
    line = next(one for one in raw.splitlines() if one.lower().startswith(b"message-id:"))
    return line.partition(b"<")[2].partition(b"@")[0].decode()


Check = Callable[[Promised, Session], Found]
ALWAYS: dict[str, Check] = {
    "acknowledged submissions are there": submissions_are_there,
    "with every acknowledged answer": answers_are_whole,
    "with every acknowledged paper": papers_are_there,
    "with first event and notice": first_events_and_notices,
    "no dossier twice, none without its draft": no_dossier_twice,
    "codes of a day without gap or double": codes_without_gap,
    "codes in the order of acknowledgement": codes_in_order,
    "files named by a row, with their hash": named_files_are_stored,
    "acknowledged acts in the history once": acts_are_in_the_history_once,
    "no event that nobody tried": nobody_acted_unasked,
    "columns rebuild from the events": columns_rebuild,
    "notices put once for an occasion": notices_are_put_once,
    "mails repeated only by a death in flight": mails_repeat_only_in_flight,
    "repeated mails the same to the byte": repeated_mails_are_identical,
    "errands that ended as they should": people_were_answered,
}
WHEN_SETTLED: dict[str, Check] = {"every notice is sent": notices_are_sent, "no lease is left": no_lease_is_left}


def judge(promised: Promised, checks: dict[str, Check]) -> Iterator[tuple[str, int, list[str]]]:
    """(name, looked at, broken) of every check."""
    # Before the database is looked at: what arrives later has more tries than this reading shows.
    promised.arrived = list(promised.place.mail.deliveries)
    with promised.place.casework.database.reading() as session:
        for name, check in checks.items():
            looked_at, broken = check(promised, session)
            yield name, looked_at, broken
