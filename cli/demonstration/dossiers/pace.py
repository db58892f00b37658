"""How long each step takes: early, on time, late, or so that a dossier stands at a given step now. No step is taken here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cli.demonstration.dossiers.matter import Matter

# The parts of a step's own time that its work takes.
FRACTIONS = {"early": (0.15, 0.55), "on_time": (0.45, 0.95), "late": (0.5, 0.95)}
LATE_AT = frozenset({"appraising", "at_committee", "at_department", "at_department_many", "director_review"})
SLOW_AT = frozenset({"at_committee", "at_department", "at_department_many"})
# Where the work waits for the promised day, or passes it.
TIMED = LATE_AT | SLOW_AT | {"issuing"}
A_DAY = 480


@dataclass(slots=True)
class Pace:
    """`kind` is early, on_time or late; with `scale` every step takes that part of its own time instead.

    `accept_at` fixes when reception accepts.
    """

    kind: str = "on_time"
    scale: float | None = None
    accept_at: datetime | None = None

    def leave(self, matter: Matter) -> datetime:
        """When the present step ends."""
        loaded = matter.loaded()
        case, hours = loaded.situation.case, matter.hours
        if self.accept_at and case.accepted_at is None:
            return max(self.accept_at, matter.now)
        step = loaded.situation.variant.state(case.state).step
        whole = hours.worked(case.entered_at, hours.end_of(case.entered_at, step.limit or step.remind_after)) if step else A_DAY
        at = hours.after(case.entered_at, int(whole * self.fraction(matter)))
        at = max(at, hours.after(matter.now, matter.rng.randint(3, 25)))
        if self.scale is not None or case.state not in TIMED:
            return at  # the due time is not asked for: in a bulk load it is derived
        due = loaded.dossier.due_at
        return at if due is None else max(at, self._towards(matter, case.state, due))

    def fraction(self, matter: Matter) -> float:
        if self.scale is not None:
            return self.scale
        low, high = FRACTIONS[self.kind]
        return matter.rng.uniform(low, high)

    def _towards(self, matter: Matter, state: str, due: datetime) -> datetime:
        """Who is on time finishes on the promised day; who is late has passed it at some desk."""
        rng, hours = matter.rng, matter.hours
        if self.kind == "on_time" and state == "issuing":
            return hours.before(due, rng.randint(10, 200))
        if self.kind == "on_time" and state in SLOW_AT:
            return hours.before(due, rng.randint(A_DAY, 2 * A_DAY))
        if self.kind == "late" and state in LATE_AT:
            return hours.after(due, rng.randint(40, 3 * A_DAY))
        return matter.now
