"""One dossier of a bulk load: the same decisions as the services take, kept in memory until they are recorded. No database may enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import uuid4

from casework.models import Dossier
from casework.queries.dossier_page import components_of
from casework.queries.law_in_force import parameters_of
from casework.queries.situations import Loaded
from casework.services.acting import InvalidInputs, action_named
from casework.services.filing import Filing, NotComplete, applicant_of, awaited_next, citizen, search_text
from casework.services.recording import notice_params
from cli.demonstration.bulk.world import Remembering, World
from cli.demonstration.dossiers.filling import filled
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.law import law_on
from cli.demonstration.dossiers.matter import Matter
from procedures.answers import validate, validate_fields
from procedures.case.clocks import estimate
from procedures.case.decide import Decision, decide
from procedures.case.events import Actor, Event
from procedures.case.inputs import inputs_for
from procedures.case.ledger import read
from procedures.case.replay import Case, advance, replay
from procedures.definition import Action, ActionKind, Definition, Outcome, Role

REPORT = "Báo cáo kết quả"


@dataclass(slots=True)
class Standing:
    """The row of the dossier as far as its life reads it; what is derived is derived when it is asked for."""

    code: str
    slug: str
    filed_at: datetime
    title: str
    search_text: str
    answers: Mapping[str, Any]
    applicant: Mapping[str, Any]
    definition: Definition
    case: Case
    world: World
    version: int = 1

    @property
    def due_at(self) -> datetime | None:
        return read(self.case.ledger, self.world.calendar, self.case.limit).due_at if self.case.limit else None

    @property
    def division(self) -> str:
        return self.case.division

    @property
    def variant(self) -> str:
        return self.case.variant


@dataclass(frozen=True, slots=True)
class Notice:
    """What the applicant is told, on which occasion."""

    kind: str
    params: Mapping[str, Any]
    occasion: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A file of a component, by its title; `supplement` is the number of the supplement it answered."""

    id: str
    title: str
    component: str
    item: int
    supplement: int
    at: datetime


@dataclass(slots=True)
class Duty:
    """What the applicant owes after the result, and when it was done."""

    code: str
    due_on: date
    fulfilled_at: datetime | None = None


@dataclass(slots=True)
class PureMatter(Matter):
    """A dossier that lives in memory. Its `office` holds a world instead of services."""

    events: list[Event] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    papers: list[FiledPaper] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    filing: Filing | None = None

    @property
    def world(self) -> World:
        return cast(World, self.office.casework)

    def loaded(self) -> Loaded:
        if self._loaded is None:
            raise RuntimeError("nothing was filed yet")
        return self._loaded

    @property
    def standing(self) -> Standing:
        return cast(Standing, self.loaded().dossier)

    def file(self, slug: str, answers: Mapping[str, Any]) -> None:
        """As `filing.submit` does with a complete draft; nobody of a bulk load owes an overdue report."""
        world, at = self.world, self.now
        on = local_date(at)
        definition = law_on(self.office.casework, slug, on)
        revision = world.revision(on)
        parameters = parameters_of(definition, revision, on)
        known = {**parameters, "overdue_reports": []}
        checked = validate(definition, answers, on, known)
        if checked.errors:
            raise NotComplete(checked.errors, ())
        applicant, by = applicant_of(self.account), citizen(self.account)
        self.filing = Filing(
            definition, checked.answers, checked.warnings, applicant, self.account.id, by, revision, known, world.calendar
        )
        event = self._first_event(self.filing)
        title = definition.title_of(checked.answers)[:300]
        words = search_text(title, applicant, checked.answers)
        case = replay([event])
        row = Standing(self.code, slug, at.astimezone(UTC), title, words, checked.answers, applicant, definition, case, world)
        self.events.append(event)
        situation = Remembering(definition, case, checked.answers, parameters, world.calendar, {})
        self._loaded = Loaded(cast(Dossier, row), situation, ())
        self._tell_of_filing(event, case)
        self._attach_all(situation, at)

    def _first_event(self, filing: Filing) -> Event:
        definition, at, calendar = filing.definition, self.now, self.world.calendar
        route = definition.route(filing.answers, filing.parameters)
        variant = definition.variant(route.variant)
        data: dict[str, Any] = {"variant": variant.code, "division": definition.division, "certain": route.certain}
        if filing.warnings:
            data["warnings"] = [{"path": one.path, "code": one.code, "params": dict(one.params)} for one in filing.warnings]
        facts = definition.facts(filing.answers, filing.parameters, local_date(at))
        data["estimate"] = estimate(definition, variant, facts, filing.parameters, at, calendar).isoformat()
        by = filing.actor
        return Event(1, "submit", ActionKind.SUBMIT, at.astimezone(UTC), by.kind, by.id, by.name, variant.initial, data)

    def _tell_of_filing(self, event: Event, case: Case) -> None:
        row = self.standing
        told = {"code": self.code, "title": row.title, "estimate": event.data["estimate"]}
        told |= awaited_next(case, row.definition, self.world.calendar)
        self.notices.append(Notice("filed", told, "filed", self.now))

    def _attach_all(self, situation: Remembering, at: datetime) -> None:
        if not self.world.files:
            return
        for one in components_of(situation, at):
            if one.required:
                item = -1 if one.item_index is None else one.item_index
                self._attach(one.component.code, item, 0)

    def _attach(self, component: str, item: int, supplement: int) -> str:
        return self._keep(self.standing.definition.component(component).name.vi, component, item, supplement)

    def _keep(self, title: str, component: str, item: int = -1, supplement: int = 0) -> str:
        paper = FiledPaper(uuid4().hex, title, component, item, supplement, self.now)
        self.papers.append(paper)
        return paper.id

    def _act(self, loaded: Loaded, actor: Actor, action: Action, given: Mapping[str, Any]) -> str:
        situation = loaded.situation
        fields = inputs_for(action, situation.definition, situation.case, self.world.around(situation))
        inputs = {**filled(self, loaded, action, fields), **given}
        checked = validate_fields(fields, inputs, local_date(self.now))
        if checked.errors:
            raise InvalidInputs(checked.errors)
        decision = decide(situation, action, checked.answers, actor, self.now)
        return self._record(loaded, decision, actor).state

    def _record(self, loaded: Loaded, decision: Decision, actor: Actor) -> Case:
        """As `recording.record` does; later decisions read an event as the database gives it back, in UTC."""
        at, row = self.now, self.standing
        event = Event(
            self.events[-1].sequence + 1, decision.action.code, decision.action.kind, at.astimezone(UTC),
            actor.kind, actor.id, actor.name, decision.state, decision.data,
        )
        self.events.append(event)
        case = advance(row.case, event)
        row.case, row.version = case, event.sequence
        self._loaded = Loaded(cast(Dossier, row), replace(loaded.situation, case=case), ())
        if decision.notice:
            params = notice_params(cast(Dossier, row), decision.data)
            self.notices.append(Notice(decision.notice, params, f"event-{event.sequence}", at))
        if event.kind is ActionKind.ISSUE:
            self._owe(case)
        return case

    def _owe(self, case: Case) -> None:
        """As `paperwork` does when a result is issued."""
        outcomes = case.decided or case.proposed
        if any(one.outcome == Outcome.GRANTED for one in outcomes.values()):
            row = self.standing
            on = local_date(self.now)
            self.duties += [Duty(one.code, one.due_on(row.answers, on)) for one in row.definition.obligations]

    def answer(self, papers: Sequence[str] = (), **changes: Any) -> None:
        """As `supplementing.answer_supplement` does; no answer of a bulk load is changed by a supplement."""
        if changes:
            raise ValueError("a bulk load changes no answer")
        loaded = self.loaded()
        request = loaded.situation.case.open_supplement
        ids = []
        for one in papers:
            component, _, item = one.partition(":")
            if request and self.world.files:
                ids.append(self._attach(component, int(item) if item else -1, request.number))
        variant = loaded.situation.variant
        action = next(one for one in variant.actions if one.kind is ActionKind.ANSWER_SUPPLEMENT)
        decision = decide(loaded.situation, action, {}, citizen(self.account), self.now)
        decision.data.update(changes={}, files=ids)
        self._record(loaded, decision, citizen(self.account))

    def applicant(self, code: str, **given: Any) -> str:
        loaded = self.loaded()
        return self._act(loaded, citizen(self.account), action_named(loaded.situation.variant.actions, code), given)

    def reported(self) -> bool:
        for duty in self.duties:
            if duty.fulfilled_at is None:
                duty.fulfilled_at = self.now
                if self.world.files:
                    self._keep(REPORT, f"report:{duty.code}")
                return True
        return False

    def note(self, role: Role, text: str) -> None:
        """A bulk load keeps no notes."""

    def check(self, role: Role, wrong: Mapping[str, str] | None = None) -> None:
        """Nor check marks."""

    def may_hand(self, frm: Role, to: Role) -> bool:
        """Nor paper that changes hands between units."""
        return False
