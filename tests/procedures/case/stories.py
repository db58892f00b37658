"""A dossier of the tiny procedure told step by step by the pure decisions, as the services will. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from procedures.case.decide import Decision, decide
from procedures.case.events import Actor, Event
from procedures.case.permission import Situation, available
from procedures.case.replay import Case, replay
from procedures.clock.calendar import parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import ActionKind, Definition, Role
from tests.procedures.tiny import TINY
from tests.support.times import vn

OFFICE = parse_calendar(OFFICE_CALENDAR_TOML)
CITIZEN = Actor("citizen", 1, "Nguyễn Văn A", frozenset({Role.CITIZEN}))


def officer(number: int, *roles: Role, **more: Any) -> Actor:
    return Actor("officer", number, f"Cán bộ {number}", frozenset(roles), **more)


RECEPTION = officer(10, Role.RECEPTION)
HEAD = officer(11, Role.DIVISION_HEAD, division="consular")
SPECIALIST = officer(12, Role.SPECIALIST, division="consular")
DIRECTOR = officer(13, Role.DIRECTOR)
CLERK = officer(14, Role.CLERK)
ANSWERS = {
    "purpose": "work",
    "starts_on": "2021-12-01",
    "persons": [{"full_name": "Nguyễn Văn A"}, {"full_name": "Trần Thị B"}],
}
GRANT_ALL = {"summary": "Đủ điều kiện", "outcome_0": "granted", "outcome_1": "granted"}


@dataclass
class Story:
    """The history so far; `do` decides one action and records it."""

    definition: Definition = TINY
    answers: dict[str, Any] = field(default_factory=lambda: dict(ANSWERS))
    parameters: dict[str, Any] = field(default_factory=lambda: {"lead_days": 30})
    events: list[Event] = field(default_factory=list)

    @property
    def case(self) -> Case:
        return replay(self.events)

    @property
    def situation(self) -> Situation:
        return Situation(self.definition, self.case, self.answers, self.parameters, OFFICE)

    def file(self, at: str = "2021-10-04T08:00") -> Story:
        data = {"variant": "only", "division": "consular"}
        self.events.append(Event(1, "submit", ActionKind.SUBMIT, vn(at), "citizen", 1, CITIZEN.name, "filed", data))
        return self

    def decided(self, code: str, actor: Actor, at: str, **inputs: Any) -> Decision:
        action = self.situation.variant.action(code)
        return decide(self.situation, action, inputs, actor, vn(at))

    def do(self, code: str, actor: Actor, at: str, **inputs: Any) -> Story:
        found = self.decided(code, actor, at, **inputs)
        number, kind = len(self.events) + 1, found.action.kind
        told = (number, code, kind, vn(at), actor.kind, actor.id, actor.name, found.state, found.data)
        self.events.append(Event(*told))
        return self

    def may(self, actor: Actor, at: str) -> list[str]:
        return [one.code for one in available(self.situation, actor, vn(at))]


def accepted() -> Story:
    """Filed on Monday 4 October 2021 at 08:00 and accepted at 10:00."""
    return Story().file().do("accept", RECEPTION, "2021-10-04T10:00")


def examining() -> Story:
    return accepted().do("assign", HEAD, "2021-10-04T11:00", officer="12")


def proposed(**outcomes: str) -> Story:
    return examining().do("propose", SPECIALIST, "2021-10-05T08:00", **(GRANT_ALL | outcomes))


def at_the_director(**outcomes: str) -> Story:
    return proposed(**outcomes).do("endorse", HEAD, "2021-10-05T09:00")
