"""The officers found in the database, and who of them takes an action: only those whom the process permits. No name may enter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

from casework.context import Casework
from casework.queries.desks import Seat, seats
from casework.queries.situations import Loaded
from procedures.case.events import Actor
from procedures.case.permission import available
from procedures.definition import Action, Role

# How often the one in charge acts, and not one who stands in.
IN_CHARGE = 0.8


class NobodyMay(LookupError):
    """No officer of this office may take any of the actions."""


class Desks:
    """The officers of the office."""

    def __init__(self, casework: Casework) -> None:
        with casework.database.reading() as session:
            self.seats = seats(session, casework)

    def of(self, role: Role, division: str = "") -> list[Actor]:
        """Officers with a role: those of the division, or of no division, first the one in charge."""
        found = [one.actor for one in self.seats if role in one.actor.roles]
        inside = [one for one in found if not division or one.division in ("", division)]
        return sorted(inside or found, key=lambda one: one.deputy)

    def seat(self, role: Role, division: str = "") -> Seat:
        """The seat of the first officer with a role."""
        first = self.of(role, division)[0]
        return next(one for one in self.seats if one.actor.id == first.id)

    def handlers(self, division: str) -> list[Actor]:
        """The specialists of a division."""
        return [one for one in self.of(Role.SPECIALIST) if one.division == division]

    def may(self, loaded: Loaded, codes: Sequence[str], at: datetime) -> bool:
        return any(self._who_may(loaded, code, at, None) for code in codes)

    def who(
        self, loaded: Loaded, codes: Sequence[str], at: datetime, rng: Random, role: Role | None
    ) -> tuple[Actor, Action]:
        """One who may take the first of the actions that is offered to anybody; with `role`, somebody of that role."""
        for code in codes:
            found = _at_their_desk(loaded, self._who_may(loaded, code, at, role))
            if found:
                leading = [one for one in found if not one[0].deputy]
                return rng.choice(leading if leading and rng.random() < IN_CHARGE else found)
        raise NobodyMay(f"{loaded.dossier.code} in {loaded.situation.case.state}: {', '.join(codes)}")

    def _who_may(self, loaded: Loaded, code: str, at: datetime, role: Role | None) -> list[tuple[Actor, Action]]:
        return [
            (one.actor, action)
            for one in self.seats
            if role is None or role in one.actor.roles
            for action in available(loaded.situation, one.actor, at)
            if action.code == code
        ]


def _at_their_desk(loaded: Loaded, found: list[tuple[Actor, Action]]) -> list[tuple[Actor, Action]]:
    """Whose step it is comes before others who also may: a head who consulted could not endorse any more."""
    step = loaded.situation.variant.state(loaded.situation.case.state).step
    theirs = [one for one in found if step is not None and step.role in one[0].roles]
    return theirs or found
