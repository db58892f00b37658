"""The 13-column report of a period in one statement (form 06a/VPCP/KSTT, TT 01/2020/TT-VPCP). No words for people, nothing written.

A dossier that was never accepted is not in it. What is open at the end of the period is late by the promise known today.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, Select, and_, case, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from casework.context import Casework
from casework.models import Dossier
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Phase
from procedures.reporting import COLUMNS, Row, Rules

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
    start, end = begins(since), begins(until + timedelta(days=1))
    sums = (func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in _conditions(start, end, min(end, at), rules))
    return (
        select(Dossier.slug, *(one.label(name) for name, one in zip(COLUMNS, sums, strict=True)))
        .where(
            Dossier.intake.in_(INTAKES),
            or_(Dossier.closed_at.is_(None), Dossier.closed_at >= start),
            Dossier.accepted_at < end,
            or_(ENDED.is_(None), start <= ENDED),
        )
        .group_by(Dossier.slug)
    )


def _conditions(start: datetime, end: datetime, judged_at: datetime, rules: Rules) -> tuple[ColumnElement[bool], ...]:
    """In the order of `COLUMNS`."""
    new, direct = Dossier.accepted_at >= start, Dossier.intake.in_(sorted(rules.direct_intakes))
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
        *(and_(new, ~direct), and_(new, direct), Dossier.accepted_at < start),
        *(and_(solved, early, neither[0]), and_(solved, *neither), and_(solved, late)),
        *(and_(opened, func.coalesce(overdue, False).is_(False)), and_(opened, overdue)),
    )
