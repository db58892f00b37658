"""One procedure of the catalogue as a frozen whole: who, what, how long, how much, by whom. No I/O, no clock reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from datetime import date
from enum import StrEnum
from typing import Any

from procedures.definition.conditions import Condition
from procedures.definition.form import Page
from procedures.definition.papers import Component, FilledForm, ResultPaper
from procedures.definition.words import Citation, Text
from procedures.definition.workflow import Action, ConsultedBody, Leg, State, SupplementRules

Answers = Mapping[str, Any]
Parameters = Mapping[str, Any]


# A field that guards what an office may write; the law's text form leaves it out, for it says nothing of the law.
NO_LAW = {"law": False}


class Applicant(StrEnum):
    """The kinds of account that may file."""

    PERSON = "person"
    ENTERPRISE = "enterprise"
    FOREIGNER = "foreigner"


@dataclass(frozen=True, slots=True)
class Ending:
    """An answer with which this office is not the one to ask: what to do instead. Checked before anything else is typed."""

    code: str
    when: Condition
    text: Text
    citation: Citation


class Severity(StrEnum):
    """An error stops the submission; a warning is shown, explained and kept for the officer."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at a path ("passport_expires_on", "persons.0.born_on"); `params` fill the rule's message."""

    path: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition of the law over several answers. `check(answers, on, parameters)` yields findings; pure.

    `message` may name parameters in braces; dates in params are ISO and shown in the reader's way.
    """

    code: str
    check: Callable[[Answers, date, Parameters], list[Finding]]
    message: Text
    citation: Citation
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the fee: VND."""

    label: Text
    quantity: int
    unit_vnd: int

    @property
    def amount_vnd(self) -> int:
        return self.quantity * self.unit_vnd


@dataclass(frozen=True, slots=True)
class FeeRule:
    """How the fee is computed, on the server only. `lines(answers, parameters)` is pure."""

    lines: Callable[[Answers, Parameters], tuple[FeeLine, ...]]
    summary: Text
    citation: Citation


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an office sets by its own decision; `default` is used until a dated revision says otherwise.

    A dossier keeps the value of the day it was filed on. One that `follows` holds entries with days of their own, such as delegations:
    there a dossier reads what the office wrote last, so that an end or a beginning written down later reaches it too.
    `words` are all that it may say, where it is one of a few words. They are no law: another one would only be misread.
    """

    name: str
    default: Any
    label: Text
    citation: Citation
    follows: bool = False
    words: tuple[str, ...] = with_default(default=(), metadata=NO_LAW)


@dataclass(frozen=True, slots=True)
class Obligation:
    """What falls due for the applicant after the result: `due_on(answers, closed_on)` gives the local date."""

    code: str
    label: Text
    due_on: Callable[[Answers, date], date]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Route:
    """Which variant the answers lead to; `certain` is False when an officer has to decide, for `reason`."""

    variant: str
    certain: bool = True
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One national procedure behind the entrance: its authority, process, legs, papers.

    `initial` is where a filed dossier begins. `national_code` is empty until the office confirms it.
    """

    code: str
    name: Text
    authority: Text
    citation: Citation
    states: tuple[State, ...]
    actions: tuple[Action, ...]
    legs: tuple[Leg, ...]
    results: tuple[ResultPaper, ...]
    bodies: tuple[ConsultedBody, ...] = ()
    fee: FeeRule | None = None
    national_code: str = ""
    initial: str = "filed"
    no_statutory_limit: Text | None = None
    beyond_promise: Text | None = None

    def state(self, code: str) -> State:
        return next(state for state in self.states if state.code == code)

    def action(self, code: str) -> Action:
        return next(action for action in self.actions if action.code == code)

    def legs_for(self, facts: Mapping[str, Any]) -> tuple[Leg, ...]:
        """The legs that apply to a dossier with these answers and facts."""
        return tuple(leg for leg in self.legs if leg.when.holds(facts))

    def committed_limit(self, facts: Mapping[str, Any], parameters: Parameters) -> str:
        """The limit that the receipt promises, e.g. "3wd+20cd+5wd+5wd", with the office's own shortened legs."""
        return "+".join(
            str(parameters.get(f"limit.{self.code}.{leg.code}", leg.committed))
            for leg in self.legs_for(facts)
            if leg.promised
        )


@dataclass(frozen=True, slots=True)
class Definition:
    """One dated version of a procedure. `items` names the group decided one by one ("" when the dossier is one thing).

    `conditions` say in words who may apply, `notes` what to bear in mind.

    `letters` holds the content functions of the office's own drafts: "submission" (tờ trình) and "consultation".
    `result_choice` names the answer that says how the result is wanted; `division` is the code of the one in charge.
    """

    slug: str
    version: str
    in_force_from: date
    made_by: Citation
    name: Text
    field: Text
    summary: Text
    audience: tuple[Applicant, ...]
    pages: tuple[Page, ...]
    components: tuple[Component, ...]
    variants: tuple[Variant, ...]
    route: Callable[[Answers, Parameters], Route]
    supplement: SupplementRules
    reception_limit: str
    reception_citation: Citation
    division: str
    legal_basis: tuple[Citation, ...]
    title_of: Callable[[Answers], str]
    endings: tuple[Ending, ...] = ()
    rules: tuple[Rule, ...] = ()
    forms: tuple[FilledForm, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    notes: tuple[Text, ...] = ()
    conditions: tuple[Text, ...] = ()
    items: str = ""
    item_title: Callable[[Mapping[str, Any]], str] | None = None
    letters: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = with_default(default_factory=dict)
    result_choice: str = ""
    withdrawn_on: date | None = None
    guide_only: Callable[[Parameters], Text | None] | None = None
    derive: Callable[[Answers, Parameters, date], Mapping[str, Any]] | None = None

    def facts(self, answers: Answers, parameters: Parameters, on: date) -> dict[str, Any]:
        """The answers together with what the definition derives from them on a date, for conditions to look at."""
        return {**answers, **(self.derive(answers, parameters, on) if self.derive else {})}

    def merged_parameters(self, revision: Parameters) -> dict[str, Any]:
        """The defaults of the definition overlaid with an office's revision (keys it does not name stay)."""
        return {parameter.name: parameter.default for parameter in self.parameters} | dict(revision)

    def following(self, newest: Parameters) -> dict[str, Any]:
        """What the office's newest revision says of parameters that follow, for a dossier filed under an earlier one."""
        return {one.name: newest[one.name] for one in self.parameters if one.follows and one.name in newest}

    def variant(self, code: str) -> Variant:
        return next(variant for variant in self.variants if variant.code == code)

    def component(self, code: str) -> Component:
        return next(component for component in self.components if component.code == code)
