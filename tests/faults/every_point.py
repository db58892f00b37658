"""One errand killed at each of its points in turn, without any luck: for the deliberate defects and for the program as it is."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.faults.checks import ALWAYS, Promised, judge
from tests.faults.crew import Crew
from tests.faults.office import Place

Errand = Callable[[Crew, float | None], None]


def killed_at_every_point(here: Place, errand: Errand, name: str) -> tuple[int, dict[str, list[str]]]:
    """(how many points, what was broken by promise) after the errand died once at every point it has."""
    crew = Crew(here, random.Random(name), 1)
    if here.running.web is None:
        here.running.start_web()
    errand(crew, None)
    before = len(here.running.deaths_so_far())
    points = crew.points[name]
    for point in range(points):
        errand(crew, (point + 0.5) / points)
    died = len(here.running.deaths_so_far()) - before
    promised = Promised(here, [crew.ledger], crew.unfinished(), 0)
    return died, {check: broken for check, _, broken in judge(promised, ALWAYS) if broken}
