"""Paired measuring: programs in alternating slices, ratios taken inside one cycle. Knows no scenario and no program."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

CYCLES = 7
# Two copies of the limit must agree within this, or the run says nothing.
ALIKE = (0.95, 1.05)
PRODUCT, LIMIT, AGAIN = "product", "limit", "limit again"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio over the cycles: its median and its ends."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Ratio:
        return cls(statistics.median(values), min(values), max(values))

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}–{self.high:.2f})"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured beside what, what it must reach, and whether it does.

    `alike` is the ratio of the two copies of the limit; None where the figure is not a race between programs.
    """

    scenario: str
    what: str
    figure: str
    limit: str
    ratio: str
    target: str
    passed: bool
    alike: Ratio | None = None
    note: str = ""

    @property
    def void(self) -> bool:
        return self.alike is not None and not ALIKE[0] <= self.alike.median <= ALIKE[1]

    @property
    def verdict(self) -> str:
        return "void" if self.void else "pass" if self.passed else "FAIL"


@dataclass(slots=True)
class Cycles:
    """The values of each contestant, cycle by cycle."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def median(self, name: str) -> float:
        return statistics.median(self.values[name])

    def ratio(self, name: str, to: str) -> Ratio:
        """One contestant's values over another's of the same cycle."""
        return Ratio.of([one / other for one, other in zip(self.values[name], self.values[to], strict=True) if other])


def alternate(contestants: Mapping[str, Callable[[int], float]], cycles: int) -> Cycles:
    """Let each contestant run once a cycle; every other cycle goes the other way round, so that drift hits all alike."""
    found = Cycles({name: [] for name in contestants})
    for cycle in range(cycles):
        order = list(contestants.items())
        for name, measure in order if cycle % 2 == 0 else reversed(order):
            found.values[name].append(measure(cycle))
    return found


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    head = "| # | Scenario | Figure | Limit | Ratio (median, min–max) | Must reach | A/A | Verdict |\n|---|---|---|---|---|---|---|---|"
    rows = [
        f"| {one.scenario} | {one.what} | {one.figure} | {one.limit} | {one.ratio} | {one.target} | {one.alike or '–'} | {one.verdict} |"
        for one in lines
    ]
    return "\n".join([head, *rows])
