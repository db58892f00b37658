"""Conditions over answers, as data: the server decides with them and the page hides with them. No code of a procedure may enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class When:
    """True when the answer called `field` is one of `values`; a list answer matches when it holds one of them."""

    field: str
    values: tuple[str | bool, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        given = answers.get(self.field)
        if isinstance(given, list):
            return any(one in self.values for one in given)
        return given in self.values

    def as_json(self) -> dict[str, Any]:
        return {"field": self.field, "values": list(self.values)}


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part holds; with no part it always holds."""

    parts: tuple[Condition, ...] = ()

    def holds(self, answers: Mapping[str, Any]) -> bool:
        # Most questions are always asked: no part, nothing to walk through.
        return not self.parts or all(part.holds(answers) for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        return {"all": [part.as_json() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part holds; with no part it never holds."""

    parts: tuple[Condition, ...] = ()

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return any(part.holds(answers) for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        return {"any": [part.as_json() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part does not hold."""

    part: Condition

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return not self.part.holds(answers)

    def as_json(self) -> dict[str, Any]:
        return {"not": self.part.as_json()}


Condition = When | AllOf | AnyOf | Not

ALWAYS = AllOf()
NEVER = AnyOf()


def fields_of(condition: Condition) -> set[str]:
    """Names of the answers a condition looks at."""
    match condition:
        case When(field=name):
            return {name}
        case Not(part=part):
            return fields_of(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return set().union(*(fields_of(part) for part in parts))
