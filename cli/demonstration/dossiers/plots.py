"""Which dossiers there are beside the stories: who files what, when, and what comes of it. Nothing is filed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from casework.models import Account
from cli.demonstration.dossiers import answers
from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.applicants import Applicants
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.law import law_on
from cli.demonstration.dossiers.matter import Matter, Office
from cli.demonstration.dossiers.names import EVENTS, FIRMS
from cli.demonstration.dossiers.pace import A_DAY, Pace
from cli.demonstration.dossiers.turns import ABTC, CONFERENCE, LEGALIZATION, live

PROVINCE, PRIME_MINISTER, HOST, HOST_PM, FOREIGN = "permit_province", "permit_pm", "host_province", "host_pm", "foreign"
STATE, BUNDLE, INWARD = "state", "bundle", "inward"


@dataclass(frozen=True, slots=True)
class Plot:
    """A dossier to be. `sort` tells kinds of one procedure apart; `stay` and `mood` are for one that is open at the end."""

    slug: str
    sort: str = ""
    turn: str = ""
    pace: str = "on_time"
    stay: str = ""
    mood: str = ""


OPEN = (
    Plot(ABTC, stay="appraising", mood="overdue"),
    Plot(CONFERENCE, stay="filed", mood="fresh"),
    Plot(LEGALIZATION, stay="at_department", mood="soon"),
    Plot(ABTC, stay="consulting", mood="fresh"),
    Plot(CONFERENCE, PRIME_MINISTER, stay="with_prime_minister", mood="fresh"),
    Plot(LEGALIZATION, stay="awaiting_originals", mood="fresh"),
    Plot(ABTC, turn="asked", stay="supplement", mood="fresh"),
    Plot(CONFERENCE, stay="head_review", mood="soon"),
    Plot(LEGALIZATION, INWARD, stay="in_post", mood="fresh"),
    Plot(ABTC, stay="at_committee", mood="overdue"),
    Plot(CONFERENCE, FOREIGN, stay="consulting", mood="fresh"),
    Plot(LEGALIZATION, stay="issuing", mood="overdue"),
    Plot(ABTC, stay="filed", mood="fresh"),
    Plot(CONFERENCE, turn="supplement", stay="supplement_check", mood="fresh"),
    Plot(LEGALIZATION, BUNDLE, stay="at_department_many", mood="fresh"),
    Plot(ABTC, stay="issuing", mood="soon"),
    Plot(CONFERENCE, HOST, stay="to_committee", mood="fresh"),
    Plot(LEGALIZATION, stay="forwarding", mood="fresh"),
    Plot(ABTC, stay="director_review", mood="soon"),
    Plot(CONFERENCE, stay="appraising", mood="overdue"),
    Plot(ABTC, stay="preparing", mood="fresh"),
    Plot(CONFERENCE, stay="issuing", mood="soon"),
    Plot(ABTC, STATE, stay="dispatching", mood="fresh"),
    Plot(LEGALIZATION, stay="result_ready", mood="fresh"),
    Plot(ABTC, turn="withdrawal_asked", stay="withdrawal_requested", mood="fresh"),
)
RARE = (
    Plot(ABTC, turn="stopped"),
    Plot(CONFERENCE, PRIME_MINISTER, turn="central_asks"),
    Plot(LEGALIZATION, turn="lapsed"),
    Plot(ABTC, turn="extension"),
    Plot(CONFERENCE, HOST, turn="withdrawal_asked"),
    Plot(LEGALIZATION, turn="withdrawal_asked"),
    Plot(ABTC, turn="committee_returns"),
    Plot(CONFERENCE, turn="rerouted"),
    Plot(LEGALIZATION, turn="stopped"),
    Plot(ABTC, turn="withdrawal_declined"),
    Plot(CONFERENCE, turn="refused_at_reception"),
    Plot(LEGALIZATION, turn="withdrawn"),
    Plot(ABTC, turn="refused_in_part"),
    Plot(CONFERENCE, turn="stopped"),
    Plot(LEGALIZATION, turn="refused_at_reception"),
    Plot(CONFERENCE, turn="supplement"),
    Plot(LEGALIZATION, turn="supplement"),
    Plot(ABTC, turn="withdrawal_asked"),
    Plot(CONFERENCE, HOST_PM),
    Plot(LEGALIZATION, BUNDLE),
    Plot(ABTC, STATE),
    Plot(CONFERENCE, HOST),
    Plot(LEGALIZATION, turn="withdrawn_at_once"),
    Plot(ABTC, turn="refused_at_reception"),
    Plot(CONFERENCE, turn="withdrawn"),
    Plot(ABTC, turn="late_supplement"),
    Plot(ABTC, turn="asked_more"),
    Plot(CONFERENCE, turn="refused_in_part"),
    Plot(ABTC, turn="head_returns"),
    Plot(CONFERENCE, turn="director_returns"),
    Plot(ABTC, turn="handed_on"),
    Plot(LEGALIZATION, turn="refused_in_part"),
)
ORDINARY = (
    *(Plot(ABTC),) * 6,
    Plot(ABTC, STATE),
    *(Plot(CONFERENCE),) * 4,
    Plot(CONFERENCE, FOREIGN),
    Plot(CONFERENCE, PRIME_MINISTER),
    *(Plot(LEGALIZATION),) * 7,
    *(Plot(LEGALIZATION, INWARD),) * 3,
    Plot(ABTC, turn="supplement"),
    Plot(LEGALIZATION, turn="supplement_at_reception"),
)
PACES = ("early",) * 33 + ("on_time",) * 60 + ("late",) * 7
ONE_IN = 6
BEFORE_THE_END = timedelta(days=1)


def chosen(count: int, rng: Random) -> list[Plot]:
    """So many plots: about a sixth open at the end, then what is rare once each, then the ordinary ones."""
    open_ones = list(OPEN[: min(len(OPEN), max(count // ONE_IN, min(count, 1)))])
    rare = [replace(one, pace=rng.choice(PACES)) for one in RARE[: count - len(open_ones)]]
    left = count - len(open_ones) - len(rare)
    ordinary = [replace(rng.choice(ORDINARY), pace=rng.choice(PACES)) for _ in range(left)]
    return [*open_ones, *rare, *ordinary]


def begin(
    plot: Plot, number: int, office: Office, applicants: Applicants, since: datetime, until: datetime, rng: Random
) -> tuple[datetime, Course]:
    """When a dossier is filed, and its course from there."""
    if plot.stay:
        account, given = _filing(plot, number, applicants, local_date(until), rng)
        at, pace = _so_that_it_stands(plot, given, office, until, rng)
    else:
        at, pace = _some_day(office, since, until, rng), Pace(plot.pace)
    account, given = _filing(plot, number, applicants, local_date(at), rng)
    matter = Matter(office, account, rng)
    return at, _course(matter, plot, given, pace)


def _course(matter: Matter, plot: Plot, given: dict[str, Any], pace: Pace) -> Iterator[datetime]:
    matter.file(plot.slug, given)
    yield from live(matter, pace, plot.turn, plot.stay)


def _some_day(office: Office, since: datetime, until: datetime, rng: Random) -> datetime:
    """A working hour of a day between the two; now and then an evening, when people have time."""
    span = max(int((until - since - BEFORE_THE_END).total_seconds() // 60), 1)
    at = office.hours.after(since + timedelta(minutes=rng.randint(0, span)), rng.randint(0, 300))
    evening = office.hours.at(local_date(at), f"{rng.randint(18, 21)}:{rng.randint(0, 59):02d}")
    return evening if rng.random() < 0.12 and evening < until else at


def _filing(plot: Plot, number: int, applicants: Applicants, on: date, rng: Random) -> tuple[Account, dict[str, Any]]:
    if plot.slug == ABTC:
        states = [index for index, one in enumerate(FIRMS) if one.state]
        place = states[number % len(states)] if plot.sort == STATE else number % (len(FIRMS) - len(states))
        account, firm = applicants.firm(place)
        return account, answers.abtc(account, firm, on, rng, persons=rng.choice((1, 1, 1, 2, 2, 3)))
    if plot.slug == CONFERENCE:
        return _conference(plot, number, applicants, on, rng)
    account = applicants.person(number)
    return account, answers.legalization(account, on, rng, foreign=plot.sort == INWARD, bundle=plot.sort == BUNDLE)


def _conference(
    plot: Plot, number: int, applicants: Applicants, on: date, rng: Random
) -> tuple[Account, dict[str, Any]]:
    event = rng.choice(EVENTS)
    if plot.sort == FOREIGN:
        account, foreign = applicants.foreign_organiser(number)
        return account, answers.foreign_conference(account, foreign, event, on, rng)
    account, organiser = applicants.organiser(number)
    given = answers.conference(account, organiser, event, on, rng, variant=plot.sort or PROVINCE)
    return account, given | ({"top_rank": "unsure"} if plot.turn == "rerouted" else {})


def _so_that_it_stands(
    plot: Plot, given: dict[str, Any], office: Office, until: datetime, rng: Random
) -> tuple[datetime, Pace]:
    """When to file and how fast to go, so that the dossier has come to `stay` now: fresh, due soon or overdue."""
    hours = office.hours
    definition = law_on(office.casework, plot.slug, local_date(until))
    parameters = definition.merged_parameters({}) | {"on": local_date(until)}
    variant = definition.variant(definition.route(given, parameters).variant)
    if plot.stay == variant.initial:
        return hours.before(until, rng.randint(60, 300)), Pace()
    path = _minutes_before(plot, office, variant, until)
    rest = rng.randint(30, 150)
    if plot.mood == "fresh":
        scale = 0.6
        accepted = hours.before(until, int(path * scale) + rest + _turning(plot))
    else:
        limit = variant.committed_limit(definition.facts(given, parameters, local_date(until)), parameters)
        aim = (
            hours.after(until, rng.randint(60, 700))
            if plot.mood == "soon"
            else hours.before(until, rng.randint(300, 1500))
        )
        accepted = _accepted_for(office, limit, aim, until)
        scale = max(0.05, (hours.worked(accepted, until) - rest) / max(path, 1) * 0.9)
    return hours.before(accepted, rng.randint(60, 240)), Pace(scale=scale, accept_at=accepted)


def _turning(plot: Plot) -> int:
    """Working minutes that the turn before may take."""
    return {"": 0, "asked": A_DAY, "supplement": 6 * A_DAY}.get(plot.turn, A_DAY)


def _minutes_before(plot: Plot, office: Office, variant: Any, until: datetime) -> int:
    """The time of all steps before the one where it stays."""
    usual = (
        *("forwarding", "in_post", "at_department_many" if plot.sort == BUNDLE else "at_department"),
        *("dispatching", "preparing", "consulting", "appraising", "head_review", "director_review"),
        *("to_committee", "at_committee", "with_prime_minister", "announcing", "issuing"),
    )
    known = {one.code: one for one in variant.states if one.step}
    after_turn = {
        "supplement": "dispatching",
        "supplement_check": "dispatching",
        "withdrawal_requested": "at_committee",
    }
    stay = after_turn.get(plot.stay, plot.stay)
    start = until - timedelta(days=40)
    minutes = 0
    for code in usual:
        if code == stay:
            break
        if code in known:
            step = known[code].step
            minutes += office.hours.worked(start, office.hours.end_of(start, step.limit or step.remind_after))
    return minutes + (300 if stay == "result_ready" else 0)


def _accepted_for(office: Office, limit: str, aim: datetime, until: datetime) -> datetime:
    """The latest acceptance whose limit ends by `aim`."""
    accepted = office.hours.before(until, 60)
    while office.hours.end_of(accepted, limit) > aim:
        accepted = office.hours.before(accepted, 120)
    return accepted
