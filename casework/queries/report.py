"""The 13-column report of a period in one statement (form 06a/VPCP/KSTT, TT 01/2020/TT-VPCP). No words for people, nothing written.

What is open at the end of the period is late by the promise known today. How dossiers of doubt are read, the office decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, Select, and_, case, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from casework.context import Casework
from casework.models import Dossier
from casework.queries.law_in_force import parameter_revision, parameters_of
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Phase
from procedures.reporting import COLUMNS, REPORT, Reading, Row, Rules, rules_of

# Every way a dossier comes in, so that the index that begins with it (ix_dossiers_reported) is read in ranges.
INTAKES = ("local", "dvcqg")
ENDED = func.coalesce(Dossier.finished_at, Dossier.closed_at)


class WholeMinute(FunctionElement[datetime]):
    """An instant without its seconds: due times are whole minutes, and a minute begun is not late."""

    name = "whole_minute"
    type = DateTime()
    inherit_cache = True


class OfficeDay(FunctionElement[date]):
    """The date of an instant in Asia/Ho_Chi_Minh, seven hours before UTC all the year."""

    name = "office_day"
    type = Date()
    inherit_cache = True


@compiles(WholeMinute, "postgresql")
def _minute_on_postgresql(element: WholeMinute, compiler: Any, **how: Any) -> str:
    return f"date_trunc('minute', {compiler.process(element.clauses, **how)})"


@compiles(WholeMinute, "sqlite")
def _minute_on_sqlite(element: WholeMinute, compiler: Any, **how: Any) -> str:
    return f"(substr({compiler.process(element.clauses, **how)}, 1, 16) || ':00.000000')"


@compiles(OfficeDay, "postgresql")
def _day_on_postgresql(element: OfficeDay, compiler: Any, **how: Any) -> str:
    return f"date_trunc('day', ({compiler.process(element.clauses, **how)}) AT TIME ZONE 'UTC' + interval '7 hours')"


@compiles(OfficeDay, "sqlite")
def _day_on_sqlite(element: OfficeDay, compiler: Any, **how: Any) -> str:
    return f"date({compiler.process(element.clauses, **how)}, '+7 hours')"


@dataclass(frozen=True, slots=True)
class Read:
    """One reading as it counts, and whether the office has decided it."""

    reading: Reading
    value: str
    decided: bool


def readings_on(casework: Casework, day: date) -> tuple[Read, ...]:
    """How the office reads dossiers of doubt in a period that ends on that day."""
    with casework.database.reading() as session:
        revision = parameter_revision(session, day)
    values = parameters_of(REPORT, revision, day)
    own = revision.values.get(REPORT.slug, {}) if revision else {}
    return tuple(Read(one, values[one.name], one.name in own) for one in REPORT.parameters)


def rules_from(readings: tuple[Read, ...]) -> Rules:
    return rules_of({one.reading.name: one.value for one in readings})


def report(casework: Casework, since: date, until: date, at: datetime, rules: Rules = Rules()) -> list[Row]:
    """A row for every procedure of the catalogue, in its order; both dates belong to the period."""
    with casework.database.asking() as asked:
        found = {row.slug: Row(*row) for row in asked.execute(counted(since, until, at, rules))}
    slugs = dict.fromkeys([*casework.registry.slugs(), *sorted(found)])
    return [found.get(slug, Row(slug)) for slug in slugs]


def begins(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICE_TIME)


def counted(since: date, until: date, at: datetime, rules: Rules) -> Select[Any]:
    """The statement: one pass over what was open at some time of the period."""
    start, end, received_at = begins(since), begins(until + timedelta(days=1)), _received_at(rules)
    sums = (func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in _conditions(start, end, min(end, at), rules))
    return (
        select(Dossier.slug, *(one.label(name) for name, one in zip(COLUMNS, sums, strict=True)))
        .where(
            Dossier.intake.in_(INTAKES),
            or_(Dossier.closed_at.is_(None), Dossier.closed_at >= start),
            received_at < end,
            or_(ENDED.is_(None), start <= ENDED),
        )
        .group_by(Dossier.slug)
    )


def _received_at(rules: Rules) -> Any:
    return Dossier.filed_at if rules.received_when_filed else Dossier.accepted_at


def _conditions(start: datetime, end: datetime, judged_at: datetime, rules: Rules) -> tuple[ColumnElement[bool], ...]:
    """In the order of `COLUMNS`."""
    received_at = _received_at(rules)
    new, direct = received_at >= start, Dossier.intake.in_(sorted(rules.direct_intakes))
    solved, opened = end > ENDED, or_(ENDED.is_(None), end <= ENDED)
    counts = Dossier.due_at.is_not(None)
    if not rules.ended_judged_by_end:
        counts = and_(counts, Dossier.finished_at.is_not(None))
    late = and_(counts, WholeMinute(ENDED) > Dossier.due_at)
    early = and_(counts, OfficeDay(ENDED) < OfficeDay(Dossier.due_at))
    overdue = and_(Dossier.due_at.is_not(None), Dossier.due_at < judged_at.replace(second=0, microsecond=0))
    if rules.waiting_is_in_time:
        overdue = and_(overdue, Dossier.phase != str(Phase.CITIZEN))
    neither = func.coalesce(late, False).is_(False), func.coalesce(early, False).is_(False)
    return (
        *(and_(new, ~direct), and_(new, direct), received_at < start),
        *(and_(solved, early, neither[0]), and_(solved, *neither), and_(solved, late)),
        *(and_(opened, func.coalesce(overdue, False).is_(False)), and_(opened, overdue)),
    )
