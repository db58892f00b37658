"""How many dossiers each filter of a list would leave, counted up to a bound. Which dossiers a scope holds is decided elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from casework.models import Dossier
from casework.queries.law_in_force import NEWEST_CALENDAR, NEWEST_CALENDAR_MADE

# Counting a hundred thousand rows takes a hundred times as long as reading a page of them.
COUNTED = 1000
FILTERS = ("slug", "state", "phase", "division", "lateness")
IN_TIME = "in_time"
LATE, LATE_PROMISE, LATE_STEP = "late", "late_promise", "late_step"
# What is counted as late is late in both ways, or in the one that is said; to ask for what is late is to ask for any of them.
MEANT: Mapping[str, frozenset[str]] = {
    LATE: frozenset({LATE, LATE_PROMISE, LATE_STEP}),
    LATE_PROMISE: frozenset({LATE, LATE_PROMISE}),
    LATE_STEP: frozenset({LATE, LATE_STEP}),
}


class Filters(Protocol):
    """What a list is narrowed to, by the names of `FILTERS`; "" leaves one open."""

    @property
    def scope(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the counted dossiers of a scope share these marks."""

    scope: str
    slug: str
    state: str
    phase: str
    division: str
    lateness: str
    count: int


FACET = tuple(Facet.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts of all scopes. Of each scope the `COUNTED` most urgent are counted, all of them when `exact`."""

    facets: tuple[Facet, ...]
    exact: bool = False

    def count(self, wanted: Filters, **instead: str) -> int:
        """How many of them the filters would leave, with some of them changed."""
        return self._bounded(sum(one.count for one in self._among(wanted, instead)))

    def counts(self, wanted: Filters, name: str) -> dict[str, int]:
        """The same for every value of one filter, with the others as they are; "" is that filter left open."""
        found: Counter[str] = Counter()
        for one in self._among(wanted, {name: ""}):
            found[getattr(one, name)] += one.count
        counts = {**found, "": sum(found.values())}
        if name == "lateness":
            counts |= {asked: sum(found[one] for one in meant) for asked, meant in MEANT.items()}
        return {value: self._bounded(count) for value, count in counts.items()}

    def _among(self, wanted: Filters, instead: Mapping[str, str]) -> Iterable[Facet]:
        """The facets that are within the filters."""
        asked = {name: instead.get(name, getattr(wanted, name)) for name in (*FILTERS, "scope")}
        meant = {name: MEANT.get(value, frozenset({value})) for name, value in asked.items() if value}
        return (one for one in self.facets if all(getattr(one, name) in meant[name] for name in meant))

    def _bounded(self, count: int) -> int:
        return count if self.exact else min(count, COUNTED)

    def beyond(self, wanted: Filters, **instead: str) -> bool:
        """Whether there may be more: the scope has more than were counted.

        What is late or soon late comes first, so it was counted whole where something that is neither was counted too.
        """
        scope = instead.get("scope", wanted.scope)
        mine = [one for one in self.facets if one.scope == scope]
        if self.exact or sum(one.count for one in mine) <= COUNTED:
            return False
        asked = instead.get("lateness", getattr(wanted, "lateness", ""))
        return asked in ("", IN_TIME) or all(one.lateness != IN_TIME for one in mine)


def counted(
    scopes: Mapping[str, ColumnElement[bool]],
    lateness: ColumnElement[str],
    order: tuple[Any, ...],
    exact: bool,
) -> Select[Any]:
    """The counts of every scope, and the newest calendar revision beside each."""
    parts = [_of_a_scope(scope, condition, lateness, order, exact) for scope, condition in scopes.items()]
    all_of_them = union_all(*parts).subquery()
    calendar = NEWEST_CALENDAR.label("calendar_id"), NEWEST_CALENDAR_MADE.label("calendar_made")
    return select(*all_of_them.c, *calendar)


def _of_a_scope(
    scope: str, condition: ColumnElement[bool], lateness: ColumnElement[str], order: tuple[Any, ...], exact: bool
) -> Select[Any]:
    marks = (Dossier.slug, Dossier.state, Dossier.phase, Dossier.division, lateness.label("lateness"))
    found = select(*marks).where(condition)
    rows = (found if exact else found.order_by(*order).limit(COUNTED + 1)).subquery()
    return select(literal(scope).label("scope"), *rows.c, func.count().label("count")).group_by(*rows.c)
