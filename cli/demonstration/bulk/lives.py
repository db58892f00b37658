"""The lives of planned dossiers, one after another: the same plots, turns and paces as the demonstration's. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any, cast

from casework.context import Casework
from casework.models import Account
from cli.demonstration.bulk import people
from cli.demonstration.bulk.matter import PureMatter
from cli.demonstration.bulk.plan import Planned
from cli.demonstration.bulk.world import World
from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Clock, Course
from cli.demonstration.dossiers.books import NumberBooks
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.desks import Desks
from cli.demonstration.dossiers.hours import Hours, local_date
from cli.demonstration.dossiers.matter import Matter, Office
from cli.demonstration.dossiers.names import EVENTS, FOREIGN_ORGANISERS
from cli.demonstration.dossiers.pace import Pace
from cli.demonstration.dossiers.plots import BUNDLE, FOREIGN, INWARD, PROVINCE, STATE
from cli.demonstration.dossiers.scans import Scans
from cli.demonstration.dossiers.turns import ABTC, CONFERENCE, live

# A dossier enters at most so many numbers; the next one's begin behind them, so that no two want the same.
NUMBERS_A_DOSSIER = 8
# Where the numbers begin anew, within what a form takes: a bulk load keeps no numbered paper that could clash.
ROUND = 12_000


class OwnNumbers(NumberBooks):
    """The numbers of one dossier: as if the books had been shared out beforehand, so that each can be made alone."""

    def __init__(self, number: int) -> None:
        self._next = number % ROUND * NUMBERS_A_DOSSIER

    def next(self, book: str, on: date) -> int:
        self._next += 1
        return self._next


@dataclass(frozen=True, slots=True)
class Load:
    """What all lives of one load share."""

    world: World
    hours: Hours
    desks: Desks
    seed: int
    until: datetime


def live_through(load: Load, planned: Planned, code: str, account_id: int) -> PureMatter:
    """Let one dossier come to where it stands at the end."""
    clock = Clock(planned.filed_at)
    office = Office(
        cast(Casework, load.world), clock, load.hours, load.desks, OwnNumbers(planned.number), cast(Scans, None)
    )
    account = applicant(planned)
    account.id = account_id
    matter = PureMatter(office, account, chance(load.seed, planned.number), code)
    steps = course(matter, planned)
    at: datetime | None = planned.filed_at
    while at is not None and at <= load.until:
        clock.now = max(at, clock.now)
        at = next(steps, None)
    return matter


def course(matter: Matter, planned: Planned) -> Course:
    """File it, then let its life happen."""
    matter.file(planned.plot.slug, filing(planned, matter.account, matter.rng))
    pace = Pace(planned.plot.pace, planned.scale, _accepted(matter, planned))
    yield from live(matter, pace, planned.plot.turn, planned.plot.stay)


def _accepted(matter: Matter, planned: Planned) -> datetime | None:
    """What is open at the end was accepted soon; else most of it would still be at reception."""
    return None if planned.scale is None else matter.hours.after(planned.filed_at, matter.rng.randint(40, 240))


def applicant(planned: Planned) -> Account:
    return people.account(planned.sort, planned.applicant)


def filing(planned: Planned, account: Account, rng: Random) -> dict[str, Any]:
    """What the applicant answers."""
    plot, on = planned.plot, local_date(planned.filed_at)
    if plot.slug == ABTC:
        firm = people.firm(planned.applicant, plot.sort == STATE)
        return answers.abtc(account, firm, on, rng, persons=rng.choice((1, 1, 1, 2, 2, 3)))
    if plot.slug != CONFERENCE:
        return answers.legalization(account, on, rng, foreign=plot.sort == INWARD, bundle=plot.sort == BUNDLE)
    event = rng.choice(EVENTS)
    if plot.sort == FOREIGN:
        foreign = FOREIGN_ORGANISERS[planned.applicant % len(FOREIGN_ORGANISERS)]
        return answers.foreign_conference(account, foreign, event, on, rng)
    one = people.organiser(planned.applicant)
    given = answers.conference(account, one, event, on, rng, variant=plot.sort or PROVINCE)
    return given | ({"top_rank": "unsure"} if plot.turn == "rerouted" else {})
