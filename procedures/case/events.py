"""What happened to a dossier, as immutable facts. No decision and no database may enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from procedures.definition import ActionKind, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `kind` is "citizen", "officer" or "system"; `deputy` tells a deputy head or deputy director.

    `fields` are the procedures' slugs a deputy director signs for; empty means all.
    """

    kind: str
    id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    division: str = ""
    deputy: bool = False
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history. `state` is the state after it; `at` is aware."""

    sequence: int
    action: str
    kind: ActionKind
    at: datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    state: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry of the clock's ledger: what happened to the running time, when, why, on what basis.

    `effect` is start, pause, resume, restart, extend or stop; `days` belongs to extend (calendar days).
    """

    effect: str
    at: datetime
    reason: str
    basis: str
    actor_name: str = ""
    days: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "effect": self.effect,
            "at": self.at.isoformat(),
            "reason": self.reason,
            "basis": self.basis,
            "days": self.days,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], actor_name: str) -> LedgerEntry:
        return cls(
            data["effect"],
            datetime.fromisoformat(data["at"]),
            data["reason"],
            data["basis"],
            actor_name,
            data.get("days", 0),
        )
