"""What waits for an officer, late first, and how many dossiers each filter would leave. Nothing is decided or written here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, case, false, or_, select, true

from casework.context import Casework
from casework.models import Dossier, Officer
from casework.queries.facets import FACET, LATE, LATE_PROMISE, LATE_STEP, Facet, Facets, counted
from casework.queries.keyset import Place
from casework.queries.law_in_force import calendar_numbered, newest_calendar
from casework.queries.visible import visible_to
from casework.queries.word_pages import Look
from procedures.case.events import Actor
from procedures.clock.calendar import Calendar
from procedures.clock.working_time import add_working_minutes
from procedures.definition import Role

PAGE = 50
# Where a process remembers which calendar was the newest; every page asks whether it still is.
NEWEST = ("newest calendar",)
MINE, HANDLED, DIVISION, ALL = "mine", "handled", "division", "all"
SCOPES = (MINE, HANDLED, DIVISION, ALL)
SOON, IN_TIME = "soon", "in_time"
LATENESS = (LATE, LATE_STEP, LATE_PROMISE, SOON, IN_TIME)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; "" leaves a filter open. `finished_since` is asked by the search alone."""

    scope: str = MINE
    slug: str = ""
    state: str = ""
    phase: str = ""
    division: str = ""
    lateness: str = ""
    words: str = ""
    finished_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: what a screen needs of a dossier, without its answers."""

    id: int
    code: str
    title: str
    slug: str
    definition_version: str
    variant: str
    state: str
    phase: str
    division: str
    waiting_role: str
    assignee_id: int | None
    filed_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    step_due_at: datetime | None
    urgent_at: datetime
    finished_at: datetime | None
    closed_at: datetime | None
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of the list, the facets its filters count by, and the calendar its clocks are read with."""

    entries: tuple[Entry, ...]
    previous: Place | None
    next: Place | None
    facets: Facets
    calendar: Calendar

    def count(self, wanted: Wanted, **instead: str) -> int:
        """How many dossiers the filters would leave, with some of them changed; see `beyond`."""
        return self.facets.count(wanted, **instead)

    def counts(self, wanted: Wanted, name: str) -> dict[str, int]:
        """The same for every value of one filter; "" is that filter left open."""
        return self.facets.counts(wanted, name)

    def beyond(self, wanted: Wanted, **instead: str) -> bool:
        """Whether there may be more than counted: a scope is counted up to `COUNTED`, its most urgent dossiers."""
        return self.facets.beyond(wanted, **instead)

    def total(self, wanted: Wanted) -> tuple[int, bool]:
        """How many dossiers the list has, and whether it may have more."""
        if self.previous is None and self.next is None:
            return len(self.entries), False
        return max(self.count(wanted), len(self.entries)), self.beyond(wanted)


FILING, URGENCY = (Dossier.filed_at, Dossier.id), (Dossier.urgent_at, Dossier.id)
Instant = datetime | BindParameter[datetime]
BEGUN, WITHIN = bindparam("begun", type_=Dossier.due_at.type), bindparam("within", type_=Dossier.due_at.type)
SHOWN = tuple(getattr(Dossier, name) for name in Entry.__dataclass_fields__ if name != "assignee")


def waiting_for(
    casework: Casework,
    actor: Actor,
    wanted: Wanted,
    at: datetime,
    place: Place | None = None,
    size: int = PAGE,
    *,
    exact: bool = False,
) -> Worklist:
    """A page of open dossiers, the most urgent first, with the counts of every filter: two statements.

    `exact` counts everything instead of each scope's most urgent, which takes as long as there are open dossiers.
    """
    with casework.database.asking() as asked:
        known = casework.revisions.get(NEWEST) or newest_calendar(asked)
        while True:
            calendar = calendar_numbered(asked, casework, *known)
            soon = within_a_working_day(calendar, at)
            condition = and_(
                Dossier.closed_at.is_(None), visible_to(actor), in_scope(actor, wanted.scope), *narrowed(wanted, at, soon)
            )
            look = Look(asked, entries().where(condition), condition, URGENCY, _by_urgency, place, size)
            page, by = look.for_words(wanted.words)
            facets, newest = _facets(asked, actor, by, at, soon, exact)
            casework.revisions[NEWEST] = newest or known
            if newest in (None, known):
                return Worklist(_as_entries(page.rows), page.previous, page.next, facets, calendar)
            known = newest  # a calendar came into force since this process looked last


def found(
    casework: Casework, actor: Actor, wanted: Wanted, at: datetime, place: Place | None = None, size: int = PAGE
) -> Worklist:
    """A page of all dossiers the officer may see, closed ones too, the newest first; facets are not counted."""
    with casework.database.asking() as asked:
        calendar = calendar_numbered(asked, casework, *newest_calendar(asked))
        query = entries().where(visible_to(actor), *narrowed(wanted, at, within_a_working_day(calendar, at)))
        look = Look(asked, query, visible_to(actor), FILING, _by_filing, place, size, newest_first=True)
        page, _ = look.for_words(wanted.words)
    return Worklist(_as_entries(page.rows), page.previous, page.next, Facets(()), calendar)


def entries() -> Select[tuple]:
    """The columns of a row, with the name of who handles it."""
    return select(*SHOWN, Officer.name.label("assignee")).outerjoin(Officer, Officer.id == Dossier.assignee_id)


def scopes_of(actor: Actor) -> tuple[str, ...]:
    """The scopes that can hold anything for this officer."""
    apt = {MINE: True, HANDLED: Role.SPECIALIST in actor.roles, DIVISION: bool(actor.division), ALL: True}
    return tuple(scope for scope in SCOPES if apt[scope])


def in_scope(actor: Actor, scope: str) -> ColumnElement[bool]:
    """Which open dossiers a scope holds: waiting for me, handled by me, of my division, or all I may see."""
    match scope:
        case "mine":
            return or_(*(_waits(role, actor) for role in actor.roles)) if actor.roles else false()
        case "handled":
            return Dossier.assignee_id == actor.id
        case "division":
            return Dossier.division == actor.division if actor.division else false()
        case _:
            return true()


def _waits(role: Role, actor: Actor) -> ColumnElement[bool]:
    """Whether a dossier waits for this officer in this role, as `procedures.case.permission` would let one act."""
    here = Dossier.waiting_role == str(role)
    match role:
        case Role.SPECIALIST:
            return and_(here, Dossier.assignee_id == actor.id)
        case Role.DIVISION_HEAD:
            return and_(here, Dossier.division == actor.division)
        case Role.DIRECTOR if actor.deputy and actor.fields:
            return and_(here, Dossier.slug.in_(sorted(actor.fields)))
        case _:
            return here


def is_late(at: Instant) -> ColumnElement[bool]:
    """Beyond the due minute of the whole limit or of the step; due times are whole minutes."""
    return or_(breaks_its_promise(at), is_late_in_its_step(at))


def breaks_its_promise(at: Instant) -> ColumnElement[bool]:
    """Beyond the due minute of the whole limit and not finished."""
    return and_(Dossier.due_at < _begun(at), Dossier.finished_at.is_(None))


def is_late_in_its_step(at: Instant) -> ColumnElement[bool]:
    return Dossier.step_due_at < _begun(at)


def _begun(at: Any) -> Any:
    """The minute that has begun; an instant that is given when the statement is asked is such a minute."""
    return at if isinstance(at, BindParameter) else at.replace(second=0, microsecond=0)


def within_a_working_day(calendar: Calendar, at: datetime) -> datetime:
    day = calendar.pattern_on(calendar.instant_of(calendar.minute_of(at)).date()).day_minutes
    return add_working_minutes(calendar, at, day)


def narrowed(wanted: Wanted, at: datetime, soon: datetime) -> Iterable[ColumnElement[bool]]:
    """The conditions of the filters, those of the words apart."""
    for name in ("slug", "state", "phase", "division"):
        if value := getattr(wanted, name):
            yield getattr(Dossier, name) == value
    if wanted.lateness:
        yield _is(wanted.lateness, at, soon)
    if wanted.finished_since is not None:
        yield Dossier.finished_at >= wanted.finished_since


def lateness(at: Instant, soon: Instant) -> ColumnElement[str]:
    """Which of `LATENESS` a dossier is; `LATE` is late in both ways."""
    broken, in_step = breaks_its_promise(at), is_late_in_its_step(at)
    late = (and_(broken, in_step), LATE), (broken, LATE_PROMISE), (in_step, LATE_STEP)
    return case(*late, (Dossier.urgent_at <= soon, SOON), else_=IN_TIME)


def _is(wanted: str, at: datetime, soon: datetime) -> ColumnElement[bool]:
    """The same as a condition. What is urgent bounds it, so that an index in that order begins or ends there, and it is
    said without the case above, of which PostgreSQL cannot guess how many rows are meant."""
    begun = _begun(at)
    if how_late := {LATE: is_late, LATE_PROMISE: breaks_its_promise, LATE_STEP: is_late_in_its_step}.get(wanted):
        return and_(Dossier.urgent_at < begun, how_late(at))
    if wanted == IN_TIME:
        return Dossier.urgent_at > soon
    in_time = or_(Dossier.due_at.is_(None), Dossier.due_at >= begun, Dossier.finished_at.is_not(None))
    step_in_time = or_(Dossier.step_due_at.is_(None), Dossier.step_due_at >= begun)
    return and_(Dossier.urgent_at <= soon, in_time, step_in_time)


def _facets(
    asked: Connection, actor: Actor, by: list[ColumnElement[bool]], at: datetime, soon: datetime, exact: bool
) -> tuple[Facets, tuple[int | None, datetime] | None]:
    """The counts, and with them the newest calendar revision; None for it when there is nothing to count."""
    query = _counting(actor, exact, *by) if by else _counting_all(actor, exact)
    rows = asked.execute(query, {BEGUN.key: _begun(at), WITHIN.key: soon}).all()
    newest = (rows[0].calendar_id, rows[0].calendar_made) if rows else None
    return Facets(tuple(Facet(*row[: len(FACET)]) for row in rows), exact), newest


def _counting(actor: Actor, exact: bool, *by: ColumnElement[bool]) -> Select[Any]:
    """The counts of every scope this officer may look into, to be asked with the instants of the moment."""
    openly = and_(Dossier.closed_at.is_(None), visible_to(actor), *by)
    scopes = {scope: and_(openly, in_scope(actor, scope)) for scope in scopes_of(actor)}
    return counted(scopes, lateness(BEGUN, WITHIN), URGENCY, exact)


# Put together once for each officer: it holds no row and no instant, and putting it together took as long as asking it.
_counting_all = lru_cache(maxsize=512)(_counting)


def _by_urgency(row: Any) -> tuple[datetime, int]:
    return row.urgent_at, row.id


def _by_filing(row: Any) -> tuple[datetime, int]:
    return row.filed_at, row.id


def _as_entries(rows: Iterable) -> tuple[Entry, ...]:
    return tuple(Entry(**row._mapping) for row in rows)
