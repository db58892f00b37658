"""What the dossiers of a bulk load need to know of their office, read once. Nothing is decided or written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casework.context import Casework
from casework.models import ParameterRevision
from casework.queries.law_in_force import calendar_revision, current_calendar, parameter_revisions
from casework.queries.situations import Loaded
from casework.queries.surroundings import item_titles, specialists
from cli.demonstration.dossiers.desks import Desks
from cli.demonstration.dossiers.hours import Hours
from procedures.case.events import Actor
from procedures.case.inputs import Surroundings
from procedures.case.permission import Situation, refusal
from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.definition import Action, Choice, Role, Text
from procedures.registry import Registry

# Before the first dossier of any load, and within the calendar.
LONG_AGO = datetime(2021, 1, 4, 7, tzinfo=OFFICE_TIME)


@dataclass(frozen=True, slots=True)
class Remembering(Situation):
    """A situation that derives the facts of a day once: the answers of a dossier stay, only its case goes on."""

    known: dict[tuple[str, date], dict[str, Any]] = field(default_factory=dict)

    def facts(self, at: datetime) -> dict[str, Any]:
        on = at.astimezone(OFFICE_TIME).date()
        key = (self.case.variant, on)
        if key not in self.known:
            self.known[key] = self.definition.facts(self.answers, {**self.parameters, "variant": key[0]}, on)
        return self.known[key]


@dataclass(slots=True)
class World:
    """The law, the calendar, the parameters and the choices of the office. Parameters change by the day only."""

    registry: Registry
    calendar: Calendar
    calendar_revision_id: int | None
    divisions: tuple[Choice, ...]
    officers: dict[str, tuple[Choice, ...]]
    revisions: list[ParameterRevision]
    files: bool

    def revision(self, on: date) -> ParameterRevision | None:
        begun = [one for one in self.revisions if one.in_force_from <= on]
        return max(begun, key=lambda one: (one.in_force_from, one.id)) if begun else None

    def around(self, situation: Situation) -> Surroundings:
        officers = self.officers.get(situation.case.division, ())
        return Surroundings(officers, self.divisions, item_titles(situation), situation.parameters)


class QuickHours(Hours):
    """The same hours; the way back is computed and not searched for, to the minute and not to the quarter of an hour."""

    def before(self, at: datetime, minutes: int) -> datetime:
        return self.after(LONG_AGO, max(self.worked(LONG_AGO, at) - minutes, 0))


class QuickDesks(Desks):
    """The same desks, asked about the one action alone instead of all that they might take."""

    def _who_may(
        self, loaded: Loaded, code: str, at: datetime, role: Role | None
    ) -> list[tuple[Actor, Action]]:
        situation = loaded.situation
        action = next((one for one in situation.variant.actions if one.code == code), None)
        if action is None or situation.case.state not in action.frm:
            return []
        able = [one.actor for one in self.seats if one.actor.roles.intersection((role,) if role else action.by)]
        return [(one, action) for one in able if refusal(situation, action, one, at) == ""]


def world_of(casework: Casework, files: bool) -> World:
    """Read it all; no row is asked for again while dossiers are made."""
    with casework.database.reading() as session:
        revision = calendar_revision(session)
        divisions = tuple(Choice(code, Text(name, name)) for code, name in casework.office.divisions)
        officers = {one.value: specialists(session, one.value) for one in divisions}
        return World(
            casework.registry,
            current_calendar(session),
            revision.id if revision else None,
            divisions,
            {"": specialists(session, ""), **officers},
            parameter_revisions(session),
            files,
        )
