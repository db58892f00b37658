"""Everything an officer sees of one dossier, gathered in one reading. Nothing is decided or worded here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from casework.context import Casework
from casework.models import Attachment, CheckMark, Dossier, Note, Obligation, Paper, PaperMovement
from casework.queries.desk import Desk, desk_of
from casework.queries.due_moves import Move
from casework.queries.officers import officers_among, unit_of, units_from
from casework.queries.papers import ACTION_FILES
from casework.queries.related import Shared, related_to
from casework.queries.scans import infected_of
from casework.queries.situations import Loaded
from casework.queries.suggestions import ASKS_FOR_PAPERS, suggestions
from casework.queries.surroundings import surroundings_of
from casework.queries.visible import visible_dossier
from procedures.answers.papers import RequiredComponent, required_components
from procedures.case.clocks import Clocks, clocks_of, due_at
from procedures.case.events import Actor
from procedures.case.inputs import inputs_for
from procedures.case.permission import Situation, available, refusal, supplement_restarts
from procedures.case.replay import Case
from procedures.definition import Action, ActionKind, Field

PROMISES = frozenset({ActionKind.ACCEPT, ActionKind.RECEIVE_ORIGINALS})


@dataclass(frozen=True, slots=True)
class Checked:
    """One component of this dossier with its files and what an officer found."""

    wanted: RequiredComponent
    files: tuple[Attachment, ...]
    mark: CheckMark | None

    @property
    def key(self) -> str:
        return f"{self.wanted.component.code}:{self.item}"

    @property
    def item(self) -> int:
        return -1 if self.wanted.item_index is None else self.wanted.item_index


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier as its officers work on it."""

    loaded: Loaded
    clocks: Clocks
    actions: tuple[Action, ...]
    components: tuple[Checked, ...]
    files: tuple[Attachment, ...]
    papers: tuple[Paper, ...]
    notes: tuple[Note, ...]
    movements: tuple[PaperMovement, ...]
    duties: tuple[Obligation, ...]
    moves: tuple[Move, ...]
    related: tuple[Shared, ...]
    names: dict[int, str]
    own_unit: str
    units: tuple[str, ...]

    @property
    def dossier(self) -> Dossier:
        return self.loaded.dossier

    @property
    def situation(self) -> Situation:
        return self.loaded.situation

    @property
    def case(self) -> Case:
        return self.loaded.situation.case


@dataclass(frozen=True, slots=True)
class ActionForm:
    """An action as its page asks for it.

    `why_not` is the code of the reason why this officer may not take it, or "". `promise` is what accepting now would
    promise; `restarts` tells whether a supplement asked for now gives the whole limit again; `infected` are files that
    must be asked for again.
    """

    loaded: Loaded
    action: Action
    why_not: str
    fields: tuple[Field, ...]
    suggested: dict[str, Any]
    promise: datetime | None
    restarts: bool
    infected: tuple[Attachment, ...] = ()


def dossier_page(casework: Casework, code: str, actor: Actor, at: datetime) -> DossierPage:
    """Raises DossierNotFound."""
    with casework.database.reading() as session:
        loaded = visible_dossier(session, casework, code, actor)
        dossier, situation = loaded.dossier, loaded.situation
        case = situation.case
        desk = desk_of(session, dossier.id, situation)
        related = related_to(session, dossier, situation.definition, actor)
        people = {*case.examined_by, *([case.assignee_id] if case.assignee_id else [])}
        known = officers_among(session, {*people, *([actor.id] if actor.id else [])})
    officer = known.by_id.get(actor.id or 0)
    return DossierPage(
        loaded=loaded,
        clocks=clocks_of(case, situation.definition, situation.calendar),
        actions=available(situation, actor, at),
        components=_components(dossier, situation, desk),
        files=desk.files,
        papers=desk.papers,
        notes=desk.notes,
        movements=desk.movements,
        duties=desk.duties,
        moves=desk.moves,
        related=related,
        names={number: known.by_id[number].name for number in people if number in known.by_id},
        own_unit=unit_of(casework, officer) if officer else "",
        units=units_from(casework, known.units),
    )


def _components(dossier: Dossier, situation: Situation, desk: Desk) -> tuple[Checked, ...]:
    marks = {(one.component, one.item): one for one in desk.marks}
    found = []
    for wanted in components_of(situation, dossier.filed_at):
        key = (wanted.component.code, -1 if wanted.item_index is None else wanted.item_index)
        mine = tuple(one for one in desk.files if (one.component, one.item) == key)
        found.append(Checked(wanted, mine, marks.get(key)))
    return tuple(found)


def components_of(situation: Situation, filed_at: datetime) -> tuple[RequiredComponent, ...]:
    """What the law asks of this dossier, as of the day it was filed."""
    return required_components(situation.definition, situation.facts(filed_at))


def office_files(page: DossierPage) -> tuple[Attachment, ...]:
    """Files that officers kept with an action: answers of bodies, signed decisions."""
    return tuple(one for one in page.files if one.component.startswith(ACTION_FILES))


def action_form(casework: Casework, code: str, action_code: str, actor: Actor, at: datetime) -> ActionForm | None:
    """The form of an action of this dossier's process; None when the process has no such action. Raises DossierNotFound."""
    with casework.database.reading() as session:
        loaded = visible_dossier(session, casework, code, actor)
        situation = loaded.situation
        action = next((one for one in situation.variant.actions if one.code == action_code), None)
        if action is None:
            return None
        fields = inputs_for(action, situation.definition, situation.case, surroundings_of(session, casework, situation))
        checked = select(CheckMark).where(CheckMark.dossier_id == loaded.dossier.id).order_by(CheckMark.id.desc())
        marks = tuple(session.scalars(checked))
        infected = infected_of(session, loaded.dossier.id) if action.kind in ASKS_FOR_PAPERS else ()
    suggested = suggestions(action, situation, marks, infected, at)
    promise = promise_of(situation, at) if action.kind in PROMISES else None
    restarts = supplement_restarts(situation, at)
    return ActionForm(loaded, action, refusal(situation, action, actor, at), fields, suggested, promise, restarts, infected)


def promise_of(situation: Situation, at: datetime) -> datetime | None:
    """When the result would be promised if the dossier were accepted now."""
    limit = situation.variant.committed_limit(situation.facts(at), situation.parameters)
    return due_at(situation.calendar, at, limit).due_at if limit else None
