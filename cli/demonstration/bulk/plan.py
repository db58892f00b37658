"""What is filed when in a bulk load, decided before anything is made: so that codes follow the time of filing. Nothing is filed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from cli.demonstration.bulk.people import FIRM, FOREIGNER, ORGANISER, PERSON, STATE_FIRM, login
from cli.demonstration.dossiers.chance import chance
from cli.demonstration.dossiers.hours import Hours
from cli.demonstration.dossiers.plots import FOREIGN, OPEN, ORDINARY, PACES, RARE, STATE, Plot
from cli.demonstration.dossiers.turns import ABTC, CONFERENCE, LEGALIZATION

# Of a hundred dossiers: how many are of each procedure, are open at the end, have something out of the ordinary, come in the evening.
SHARES = {LEGALIZATION: 70, ABTC: 25, CONFERENCE: 5}
OPEN_SHARE, RARE_SHARE, EVENING_SHARE = 0.085, 0.12, 0.12
# Working minutes within which a dossier of each procedure is usually settled.
USUAL_SPAN = {ABTC: 30 * 510, CONFERENCE: 20 * 510, LEGALIZATION: 7 * 510}
# How long ago, in spans, an open dossier was filed; beyond the first it is late.
LONGEST_OPEN = 1.35
DOSSIERS_A_PERSON = 7


@dataclass(frozen=True, slots=True)
class Planned:
    """One dossier to be: its number in the load (the source of its chance), when, which plot, by whom, how fast."""

    filed_at: datetime
    number: int
    plot: Plot
    applicant: int
    scale: float | None = None

    @property
    def sort(self) -> str:
        if self.plot.slug == LEGALIZATION:
            return PERSON
        if self.plot.slug == ABTC:
            return STATE_FIRM if self.plot.sort == STATE else FIRM
        return FOREIGNER if self.plot.sort == FOREIGN else ORGANISER

    @property
    def login(self) -> str:
        return login(self.sort, self.applicant)


def planned(
    count: int, seed: int, hours: Hours, since: datetime, until: datetime, *, first_applicant: int = 0
) -> list[Planned]:
    """So many dossiers in the order of their filing. An enterprise files once, so nobody owes an overdue report."""
    rng = chance(seed, "bulk plan")
    days = Days(hours, since, until)
    persons = max(count * SHARES[LEGALIZATION] // 100 // DOSSIERS_A_PERSON, 1)
    found = [_one(number, rng, days, persons, first_applicant) for number in range(count)]
    return sorted(found, key=lambda one: (one.filed_at, one.number))


def _one(number: int, rng: Random, days: Days, persons: int, first: int) -> Planned:
    slug = rng.choices(tuple(SHARES), tuple(SHARES.values()))[0]
    applicant = rng.randrange(persons) if slug == LEGALIZATION else first + number
    if rng.random() < OPEN_SHARE:
        plot = rng.choice(BY_SLUG["open", slug])
        ago = int(USUAL_SPAN[slug] * rng.uniform(0.0, LONGEST_OPEN))
        return Planned(days.before_the_end(ago, rng), number, plot, applicant, rng.uniform(0.35, 1.25))
    plots = BY_SLUG["rare" if rng.random() < RARE_SHARE else "ordinary", slug]
    plot = rng.choice(plots)
    return Planned(days.any_time(rng), number, PACED[plot, rng.choice(PACES)], applicant)



def _by_slug() -> dict[tuple[str, str], tuple[Plot, ...]]:
    kinds = {"open": OPEN, "rare": RARE, "ordinary": ORDINARY}
    return {
        (kind, slug): tuple(one for one in plots if one.slug == slug) for kind, plots in kinds.items() for slug in SHARES
    }


BY_SLUG = _by_slug()
PACED = {
    (plot, pace): Plot(plot.slug, plot.sort, plot.turn, pace)
    for plot in {*RARE, *ORDINARY}
    for pace in set(PACES)
}


class Days:
    """Working minutes of the whole period by their place in it, and now and then an evening."""

    def __init__(self, hours: Hours, since: datetime, until: datetime) -> None:
        self._hours, self._since, self._until = hours, since, until
        self._minutes = max(hours.worked(since, until), 1)

    def any_time(self, rng: Random) -> datetime:
        at = self._at(rng.randrange(self._minutes), rng)
        evening = at.replace(hour=rng.randint(18, 21))
        return evening if rng.random() < EVENING_SHARE and evening < self._until else at

    def before_the_end(self, minutes: int, rng: Random) -> datetime:
        return self._at(max(self._minutes - 1 - minutes, 0), rng)

    def _at(self, minute: int, rng: Random) -> datetime:
        at = self._hours.after(self._since, minute).replace(second=0, microsecond=0)
        return min(at + timedelta(seconds=rng.randrange(60)), self._until)
