"""Random walks through the process of every procedure: whatever the desks do, the dossier stays sound. Nothing is stored."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.answers import validate_fields
from procedures.case.clocks import clocks_of
from procedures.case.decide import Refused, decide
from procedures.case.events import Actor, Event
from procedures.case.inputs import Surroundings, inputs_for
from procedures.case.permission import Situation, available
from procedures.case.replay import Case, replay
from procedures.catalog.abtc import samples as abtc
from procedures.catalog.hoi_nghi_quoc_te import samples as conference
from procedures.catalog.hop_phap_hoa_lanh_su import samples as legalization
from procedures.clock.calendar import OFFICE_TIME, parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import Action, ActionKind, Choice, Definition, Field, Kind, Phase, Role, Text
from procedures.registry import Registry, load
from tests.support.times import vn

OFFICE = parse_calendar(OFFICE_CALENDAR_TOML)
FILED = vn("2026-06-01T08:00")
WALKS = (
    ("abtc", "", {}),
    ("hoi-nghi-quoc-te", "permit_province", {}),
    ("hoi-nghi-quoc-te", "permit_province", {"delegations": []}),
    ("hoi-nghi-quoc-te", "permit_pm", {}),
    ("hoi-nghi-quoc-te", "host_pm", {}),
    ("hop-phap-hoa-lanh-su", "forward", {}),
    ("hop-phap-hoa-lanh-su", "full", {"mode": [{"from": "2026-05-29", "mode": "full", "document": "mẫu"}]}),
)


@cache
def registry() -> Registry:
    return load()


def answers_for(slug: str, variant: str, number: int) -> dict[str, Any]:
    match slug:
        case "abtc":
            return abtc.sample_answers(number)
        case "hoi-nghi-quoc-te":
            return conference.sample_answers(number, date(2026, 6, 1), variant=variant)
        case _:
            return legalization.sample_answers(number)


def desks(division: str) -> tuple[Actor, ...]:
    """Everybody who may ever act, two specialists and two heads of different divisions among them."""
    at_a_desk = [one for one in Role if one not in (Role.CITIZEN, Role.SYSTEM)]
    home = {Role.SPECIALIST: division, Role.DIVISION_HEAD: division}
    officers = [
        Actor("officer", number, f"Cán bộ {number}", frozenset({role}), home.get(role, ""))
        for number, role in enumerate(at_a_desk, start=10)
    ]
    other = Actor("officer", 50, "Trưởng phòng khác", frozenset({Role.DIVISION_HEAD}), "khac")
    elsewhere = Actor("officer", 51, "Chuyên viên khác", frozenset({Role.SPECIALIST}), "khac")
    citizen = Actor("citizen", 1, "Người nộp", frozenset({Role.CITIZEN}))
    return (citizen, *officers, other, elsewhere, Actor("system", None, "system", frozenset({Role.SYSTEM})))


def typed(one: Field, chance: Random, at: datetime) -> Any:
    """What somebody might enter in a field."""
    match one.kind:
        case Kind.CHOICE:
            return chance.choice(one.choices).value if one.choices else ""
        case Kind.CHOICES:
            return [choice.value for choice in one.choices if chance.random() < 0.8]
        case Kind.INTEGER:
            return str(chance.randint(int(one.minimum or 1), int(one.minimum or 1) + 50))
        case Kind.DATE:
            return at.astimezone(OFFICE_TIME).date().isoformat()
        case _:
            return "Nội dung" if one.required or chance.random() < 0.8 else ""


LEAVING = frozenset({ActionKind.WITHDRAW, ActionKind.REFUSE_RECEPTION, ActionKind.STOP})


def _usual(action: Action) -> int:
    """How often an action is taken: most walks should go far before the dossier is closed."""
    return 2 if action.kind in LEAVING else 40 if action.recommended else 8


@dataclass
class Walk:
    """A dossier and what has happened to it; `step` lets somebody take one of the actions that are offered."""

    definition: Definition
    answers: dict[str, Any]
    parameters: dict[str, Any]
    at: datetime = FILED
    events: list[Event] = field(default_factory=list)

    def begin(self) -> Walk:
        variant = self.definition.variant(self.definition.route(self.answers, self.parameters).variant)
        data = {"variant": variant.code, "division": self.definition.division}
        first = Event(1, "submit", ActionKind.SUBMIT, self.at, "citizen", 1, "Người nộp", variant.initial, data)
        self.events.append(first)
        return self

    @property
    def situation(self) -> Situation:
        return Situation(self.definition, replay(self.events), self.answers, self.parameters, OFFICE)

    def offered(self) -> list[tuple[Actor, Action]]:
        everybody = desks(self.definition.division)
        situation = self.situation
        return [(actor, one) for actor in everybody for one in available(situation, actor, self.at)]

    def step(self, chance: Random) -> None:
        offered = self.offered()
        ((actor, action),) = chance.choices(offered, [_usual(action) for _, action in offered])
        situation = self.situation
        around = self._around(situation)
        fields = inputs_for(action, self.definition, situation.case, around)
        raw = {one.name: typed(one, chance, self.at) for one in fields}
        checked = validate_fields(fields, raw, self.at.astimezone(OFFICE_TIME).date())
        if checked.errors:
            return
        try:
            made = decide(situation, action, checked.answers, actor, self.at)
        except Refused:
            return
        # As the database keeps it: only what JSON can say survives.
        data = json.loads(json.dumps(made.data))
        told = (len(self.events) + 1, action.code, action.kind, self.at, actor.kind, actor.id, actor.name)
        self.events.append(Event(*told, made.state, data))

    def _around(self, situation: Situation) -> Surroundings:
        items = self.answers.get(self.definition.items, []) if self.definition.items else []
        name = self.definition.item_title or str
        specialists = [one for one in desks(self.definition.division) if Role.SPECIALIST in one.roles]
        own = [one for one in specialists if one.division == situation.case.division]
        divisions = (self.definition.division, "khac")
        return Surroundings(
            officers=tuple(Choice(str(one.id), Text(one.name, one.name)) for one in own),
            divisions=tuple(Choice(code, Text(code, code)) for code in divisions),
            items=tuple(name(one) for one in items),
            parameters=self.parameters,
        )


def check(walk: Walk) -> Case:
    """What holds after every step, whatever it was."""
    situation = walk.situation
    case = situation.case
    clocks = clocks_of(case, walk.definition, OFFICE)
    assert clocks == clocks_of(replay(list(walk.events)), walk.definition, OFFICE)
    state = situation.variant.state(case.state)
    if clocks.overall.due_at is not None:
        assert case.accepted_at is not None
        assert clocks.overall.due_at >= case.accepted_at
    if case.promise is not None:
        promised = [one.data["promise"] for one in walk.events if "promise" in one.data]
        assert [case.promise] == [datetime.fromisoformat(one) for one in promised], "one promise, for ever"
    assert bool(case.closed_at) == (state.phase is Phase.CLOSED)
    if case.accepted_at and case.closed_at:
        assert clocks.overall.status == "stopped"
    if case.closed_at:
        assert walk.offered() == [], "a closed dossier offers nothing"
    else:
        assert walk.offered(), f"nobody can do anything in {case.state}"
    return case


@pytest.mark.parametrize(("slug", "variant", "revision"), WALKS)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), number=st.integers(0, 12))
def test_whatever_the_desks_do_the_dossier_stays_sound(
    slug: str, variant: str, revision: dict[str, Any], seed: int, number: int
) -> None:
    chance = Random(seed)
    definition = registry().in_force(slug, FILED.date())
    parameters = definition.merged_parameters(revision) | {"on": FILED.date()}
    walk = Walk(definition, answers_for(slug, variant, number), parameters).begin()
    assert not variant or walk.situation.variant.code == variant
    for _ in range(60):
        if check(walk).closed_at:
            break
        walk.at += timedelta(minutes=chance.choice((0, 7, 90, 200, 1500, 6000, 50_000)))
        walk.step(chance)
