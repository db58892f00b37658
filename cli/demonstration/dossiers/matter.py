"""One dossier in the making: what its applicant and the officers do to it now, by the real services. When is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from casework.context import Casework
from casework.models import Account
from casework.queries.desks import open_duty
from casework.queries.dossier_page import components_of
from casework.queries.officers import units
from casework.queries.situations import DossierNotFound, Loaded, load
from casework.queries.surroundings import surroundings_of
from casework.services.acting import act, action_named
from casework.services.attaching import attach_to_draft, attach_to_supplement
from casework.services.checking import Finding, save_findings
from casework.services.custody import give, receive
from casework.services.drafting import begin_draft
from casework.services.duties import report
from casework.services.filing import NotComplete, citizen, submit
from casework.services.notes import add_note
from casework.services.paperwork import NumberTaken
from casework.services.supplementing import answer_supplement
from cli.demonstration.dossiers.agenda import Clock
from cli.demonstration.dossiers.books import NumberBooks
from cli.demonstration.dossiers.desks import Desks
from cli.demonstration.dossiers.filling import filled
from cli.demonstration.dossiers.hours import Hours, local_date
from cli.demonstration.dossiers.law import law_on
from cli.demonstration.dossiers.scans import Scans
from procedures.case.events import Actor
from procedures.case.inputs import inputs_for
from procedures.definition import Action, Role

TRIES = 200


@dataclass(slots=True)
class Office:
    """What all dossiers share: services, clock, working time, desks, number books, scans, and the codes filed so far."""

    casework: Casework
    clock: Clock
    hours: Hours
    desks: Desks
    books: NumberBooks
    scans: Scans
    codes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Matter:
    """A dossier and its applicant. `handler` asks for the specialist by position; chance is its own."""

    office: Office
    account: Account
    rng: Random
    code: str = ""
    handler: int | None = None
    carried: bool = False
    _loaded: Loaded | None = None

    @property
    def now(self) -> datetime:
        return self.office.clock.now

    @property
    def hours(self) -> Hours:
        return self.office.hours

    def loaded(self) -> Loaded:
        """The dossier as it stands; nobody else works on it, so it is read again only after it has changed."""
        if self._loaded is None:
            with self.office.casework.database.reading() as session:
                self._loaded = load(session, self.office.casework, self.code)
        return self._loaded

    @property
    def state(self) -> str:
        return self.loaded().situation.case.state

    def file(self, slug: str, answers: Mapping[str, Any]) -> None:
        """File a complete dossier with every required paper."""
        casework, account = self.office.casework, self.account
        draft = begin_draft(casework, account.id, slug, answers, self.now)
        try:
            self.code = submit(casework, draft, account.id, self.now)
        except NotComplete as lacking:
            if lacking.errors:
                raise
            definition = law_on(casework, slug, local_date(self.now))
            for component, item in lacking.missing:
                upload = self.office.scans.of(definition, component)
                attach_to_draft(casework, draft, account.id, component, item, [upload], self.now)
            self.code = submit(casework, draft, account.id, self.now)
        self.office.codes.append(self.code)

    def take(self, *codes: str, role: Role | None = None, **given: Any) -> str:
        """Let somebody who may take the first of these actions that is offered; returns the state after it."""
        loaded = self.loaded()
        actor, action = self.office.desks.who(loaded, codes, self.now, self.rng, role)
        return self._act(loaded, actor, action, given)

    def applicant(self, code: str, **given: Any) -> str:
        """Let the applicant take an action."""
        loaded = self.loaded()
        return self._act(loaded, citizen(self.account), action_named(loaded.situation.variant.actions, code), given)

    def offered(self, *codes: str) -> bool:
        """Whether any officer may take one of these actions now."""
        return self.office.desks.may(self.loaded(), codes, self.now)

    def _act(self, loaded: Loaded, actor: Actor, action: Action, given: Mapping[str, Any]) -> str:
        situation = loaded.situation
        with self.office.casework.database.reading() as session:
            around = surroundings_of(session, self.office.casework, situation)
        fields = inputs_for(action, situation.definition, situation.case, around)
        for _ in range(TRIES):
            inputs = {**filled(self, loaded, action, fields), **given}
            try:
                done = act(
                    self.office.casework,
                    self.code,
                    action.code,
                    inputs,
                    by=actor,
                    at=self.now,
                    seen=loaded.dossier.version,
                )
            except NumberTaken:  # a letter of somebody else has it
                continue
            self._loaded = None
            return done.state
        raise RuntimeError(f"{self.code}: no free number for {action.code}")

    def answer(self, papers: Sequence[str] = (), **changes: Any) -> None:
        """Answer the open supplement: papers as "code" or "code:item", and changed answers."""
        loaded = self.loaded()
        for one in papers:
            component, _, item = one.partition(":")
            upload = self.office.scans.of(loaded.situation.definition, component)
            place = int(item) if item else -1
            attach_to_supplement(self.office.casework, self.code, self.account.id, component, place, [upload], self.now)
        answer_supplement(
            self.office.casework,
            self.code,
            changes,
            by=citizen(self.account),
            at=self.now,
            seen=loaded.dossier.version,
        )
        self._loaded = None

    def note(self, role: Role, text: str) -> None:
        """An internal note by somebody of that role who may see the dossier."""
        self._seen_by(role, lambda actor: add_note(self.office.casework, self.code, text, actor, self.now))

    def check(self, role: Role, wrong: Mapping[str, str] | None = None) -> None:
        """Mark every paper of the dossier in order, but those in `wrong` (component: remark)."""
        wrong = wrong or {}
        loaded = self.loaded()
        shown = components_of(loaded.situation, loaded.dossier.filed_at)
        keys = [(one.component.code, -1 if one.item_index is None else one.item_index) for one in shown if one.required]
        findings = {key: Finding("wrong", wrong[key[0]]) if key[0] in wrong else Finding("ok") for key in keys}
        self._seen_by(role, lambda actor: save_findings(self.office.casework, self.code, findings, actor, self.now))

    def hand(self, what: str, frm: Role, to: Role) -> int:
        """Paper leaves the hands of one unit for another's; returns what the receiver signs for."""
        desks = self.office.desks
        return give(self.office.casework, self.code, what, desks.seat(to).unit, desks.seat(frm).actor, self.now)

    def may_hand(self, frm: Role, to: Role) -> bool:
        """Whether the two sit in different units of this office."""
        desks, casework = self.office.desks, self.office.casework
        with casework.database.reading() as session:
            known = units(session, casework)
        return desks.seat(to).unit in known and desks.seat(frm).unit != desks.seat(to).unit

    def signed_for(self, movement: int, to: Role) -> None:
        """The receiver signs."""
        receive(self.office.casework, self.code, movement, self.office.desks.seat(to).actor, self.now)

    def reported(self) -> bool:
        """Send the report that fell due after the result, if there is one."""
        with self.office.casework.database.reading() as session:
            duty = open_duty(session, load(session, self.office.casework, self.code).dossier.id)
        if duty is None:
            return False
        upload = self.office.scans.named("Báo cáo kết quả")
        report(self.office.casework, self.code, duty, by=citizen(self.account), at=self.now, files=[upload])
        return True

    def _seen_by(self, role: Role, do: Any) -> None:
        for actor in self.office.desks.of(role, self.loaded().dossier.division):
            try:
                do(actor)
            except DossierNotFound:
                continue
            return
