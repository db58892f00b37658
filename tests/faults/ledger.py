"""What the people of the suite were promised: every acknowledgement of the server, with its time. Reads no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Paper = tuple[str, int, str]


@dataclass
class Writing:
    """One draft: what its applicant typed and uploaded, and which code the server gave for it.

    `answers` are those acknowledged; `papers` are (component, item, sha256) acknowledged. Times are of one monotonic clock.
    """

    draft: str
    account: int
    answers: dict[str, Any] = field(default_factory=dict)
    papers: set[Paper] = field(default_factory=set)
    typed: dict[str, Any] = field(default_factory=dict)
    first_tried: float = 0.0
    code: str = ""
    acknowledged: float = 0.0


@dataclass
class Deed:
    """One action that somebody tried to take on a dossier whose last event was `seen`."""

    code: str
    action: str
    seen: int
    acknowledged: bool = False


@dataclass
class Ledger:
    """Everything promised in one run."""

    writings: list[Writing] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    supplements: list[tuple[str, Paper]] = field(default_factory=list)
    errands: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @property
    def submitted(self) -> list[Writing]:
        return [one for one in self.writings if one.code]

    @property
    def acknowledgements(self) -> Mapping[str, int]:
        """How many acknowledgements of each kind."""
        return {
            "submissions": len(self.submitted),
            "acts": sum(one.acknowledged for one in self.deeds),
            "papers": sum(len(one.papers) for one in self.writings) + len(self.supplements),
            "answers": sum(len(one.answers) for one in self.writings),
        }
