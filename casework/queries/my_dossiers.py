"""Dossiers as their applicant reads them. Fetching and authorising are one call: another's dossier is not found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.context import Casework
from casework.models import Attachment, Dossier, Obligation, Paper
from casework.queries.attachments import attachments_of
from casework.queries.papers import seen_with
from casework.queries.scans import let_out
from casework.queries.situations import DossierNotFound
from casework.queries.surroundings import item_titles
from casework.queries.visible import visible_dossier
from procedures.case.clocks import Clocks, clocks_of, originals_due_at
from procedures.case.events import Actor, Event
from procedures.case.permission import Situation, available
from procedures.clock.calendar import OFFICE_TIME
from procedures.clock.standing import Standing, WorkingSpan, split_working, standing
from procedures.definition import Action, ActionKind, Definition, Phase, State, Text

PAGE_SIZE = 20
# The two of the national portal's statuses in which a result is there for its applicant: ready, and handed over.
RESULT_IS_THERE = frozenset({9, 10})
# What comes back with a decision, or goes out with the result, is the applicant's; an answer of a body asked is not.
BRINGS_SCANS = frozenset({ActionKind.RECEIVE_BACK, ActionKind.ISSUE})


@dataclass(frozen=True, slots=True)
class DossierInList:
    """A row of the list: what it is, where it stands."""

    dossier: Dossier
    definition: Definition
    state: State


@dataclass(frozen=True, slots=True)
class MyDossier:
    """One dossier with everything its applicant may know of it."""

    dossier: Dossier
    situation: Situation
    events: tuple[Event, ...]
    clocks: Clocks
    standing: Standing | None
    span: WorkingSpan | None
    actions: tuple[Action, ...]
    files: tuple[Attachment, ...]
    papers: tuple[Paper, ...]
    obligations: tuple[Obligation, ...]
    access_code: str
    item_titles: tuple[str, ...]

    @property
    def definition(self) -> Definition:
        return self.situation.definition

    @property
    def state(self) -> State:
        return self.situation.variant.state(self.situation.case.state)

    def action_of(self, kind: ActionKind) -> Action | None:
        """The action of that kind which the applicant may take now."""
        return next((one for one in self.actions if one.kind is kind), None)

    @property
    def due_at(self) -> datetime | None:
        return self.clocks.overall.due_at

    @property
    def check_due_at(self) -> datetime | None:
        """Until when the counter checks the dossier; None when it does not wait there."""
        return self.clocks.reception.due_at

    @property
    def originals_due_at(self) -> datetime | None:
        """Until when the originals are to come, where they are what is awaited."""
        return originals_due_at(self.situation.case, self.situation.variant, self.clocks)

    @property
    def fee_vnd(self) -> int:
        """What this dossier costs, computed from its answers; 0 where nothing is charged."""
        rule, situation = self.situation.variant.fee, self.situation
        return sum(line.amount_vnd for line in rule.lines(situation.answers, situation.parameters)) if rule else 0

    @property
    def stands(self) -> bool:
        """Whether the clock stands while something is awaited."""
        return self.clocks.overall.status == "paused"

    @property
    def results(self) -> tuple[Paper, ...]:
        return tuple(one for one in self.papers if one.code.startswith("result:"))

    @property
    def unsent(self) -> tuple[Attachment, ...]:
        """Files uploaded for an answer to a supplement request that was not sent: the office does not see them."""
        sent = {one.id for one in seen_with(self.situation, self.files)}
        return tuple(one for one in self.files if one.id not in sent)

    @property
    def scans(self) -> tuple[Attachment, ...]:
        """Files the office attached to the result, once it was issued."""
        released = released_scans(self.state, self.events)
        return tuple(one for one in self.files if one.id in released)

    @property
    def notes(self) -> tuple[Text, ...]:
        """What the law says of what was decided, once the result is there: each outcome has its own."""
        if not (self.results or self.scans):
            return ()
        outcomes = {one.outcome for one in self.situation.case.decided.values()}
        kinds = [one for one in self.situation.variant.results if one.outcome in outcomes]
        return tuple(dict.fromkeys(note for kind in kinds for note in kind.notes))

    @property
    def letters(self) -> tuple[Paper, ...]:
        """Public papers that are no results, such as slips."""
        return tuple(one for one in self.papers if not one.code.startswith("result:"))

    @property
    def ended_badly(self) -> bool:
        """Closed without a result in the applicant's hand: refused at reception, withdrawn or stopped."""
        return self.state.phase is Phase.CLOSED and not (self.results or self.scans)


def dossiers_of(
    casework: Casework, account_id: int, before: int | None = None, size: int = PAGE_SIZE
) -> tuple[tuple[DossierInList, ...], int | None]:
    """A page of an account's dossiers, newest first, and the id from which the next page goes on (None: no more)."""
    query = select(Dossier).where(Dossier.account_id == account_id)
    if before is not None:
        query = query.where(Dossier.id < before)
    with casework.database.reading() as session:
        rows = list(session.scalars(query.order_by(Dossier.id.desc()).limit(size + 1)))
    shown = tuple(_in_list(casework, one) for one in rows[:size])
    return shown, rows[size - 1].id if len(rows) > size else None


def _in_list(casework: Casework, dossier: Dossier) -> DossierInList:
    definition = casework.registry.version(dossier.slug, dossier.definition_version)
    return DossierInList(dossier, definition, definition.variant(dossier.variant).state(dossier.state))


def my_dossier(casework: Casework, code: str, actor: Actor, at: datetime) -> MyDossier:
    """The dossier of this applicant; raises DossierNotFound."""
    with casework.database.reading() as session:
        loaded = visible_dossier(session, casework, code, actor)
        dossier, situation = loaded.dossier, loaded.situation
        papers = select(Paper).where(
            Paper.dossier_id == dossier.id, Paper.public.is_(True), Paper.storage_key.is_not(None)
        )
        owed = select(Obligation).where(Obligation.dossier_id == dossier.id).order_by(Obligation.due_on)
        clocks = clocks_of(situation.case, situation.definition, situation.calendar)
        stood = _standing(situation, clocks, at)
        return MyDossier(
            dossier=dossier,
            situation=situation,
            events=loaded.events,
            clocks=clocks,
            standing=stood,
            span=_span(situation, stood, at),
            actions=available(situation, actor, at),
            files=tuple(attachments_of(session, dossier_id=dossier.id)),
            papers=tuple(session.scalars(papers.order_by(Paper.created_at, Paper.code, Paper.item))),
            obligations=tuple(session.scalars(owed)),
            access_code=casework.access_code(dossier.code, dossier.access_nonce),
            item_titles=item_titles(situation),
        )


def _standing(situation: Situation, clocks: Clocks, at: datetime) -> Standing | None:
    due_at = clocks.overall.due_at
    return standing(situation.calendar, due_at, at, situation.case.finished_at) if due_at else None


def _span(situation: Situation, stood: Standing | None, at: datetime) -> WorkingSpan | None:
    if stood is None:
        return None
    return split_working(situation.calendar, stood.remaining_minutes, at.astimezone(OFFICE_TIME).date())


def my_file(casework: Casework, code: str, actor: Actor, attachment_id: str) -> Attachment:
    """A file that the applicant handed in, or a scan issued with the result; raises DossierNotFound for any other, or
    FileWithheld."""
    with casework.database.reading() as session:
        loaded = visible_dossier(session, casework, code, actor)
        row = session.get(Attachment, attachment_id, options=[joinedload(Attachment.scan)])
    if row is None or row.dossier_id != loaded.dossier.id or row.removed_at:
        raise DossierNotFound(code)
    state = loaded.situation.variant.state(loaded.situation.case.state)
    if is_of_an_action(row) and row.id not in released_scans(state, loaded.events):
        raise DossierNotFound(code)
    let_out(casework, row, to_its_owner=not is_of_an_action(row))
    return row


def released_scans(state: State, events: Sequence[Event]) -> frozenset[str]:
    """Ids of the files officers attached that are the applicant's to have: none before the result was issued."""
    if state.national_status not in RESULT_IS_THERE or not any(one.kind is ActionKind.ISSUE for one in events):
        return frozenset()
    return frozenset(file for one in events if one.kind in BRINGS_SCANS for file in one.data.get("files", ()))


def is_of_an_action(row: Attachment) -> bool:
    """Whether a file came with an action of an officer."""
    return row.component.startswith("action:")


def my_paper(casework: Casework, code: str, actor: Actor, paper_id: str) -> Paper:
    """A paper that the office let the applicant have; raises DossierNotFound."""
    with casework.database.reading() as session:
        dossier = visible_dossier(session, casework, code, actor).dossier
        row = session.get(Paper, paper_id)
    if row is None or row.dossier_id != dossier.id or not row.public or row.storage_key is None:
        raise DossierNotFound(code)
    return row


def obligation_words(definition: Definition) -> Mapping[str, object]:
    """The law's words for each duty, by its code."""
    return {one.code: one.label for one in definition.obligations}
