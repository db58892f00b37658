"""Making and recording a bulk load, piece by piece, on every core there is. No dossier's life is told here."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime

from casework.context import Casework
from casework.services.bulk_recording import (
    Batch,
    accounts_by_email,
    numbers_so_far,
    record_batch,
    refresh_statistics,
    reserve,
)
from casework.services.numbering import shape
from casework.services.proving import hash_of
from cli.demonstration.bulk.lives import Load, applicant, live_through
from cli.demonstration.bulk.people import DOMAIN
from cli.demonstration.bulk.plan import Planned, planned
from cli.demonstration.bulk.rows import account_row, add, empty
from cli.demonstration.bulk.scans import Scan, stored_scans
from cli.demonstration.bulk.world import QuickDesks, QuickHours, world_of
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.people import PASSWORD
from procedures.clock.calendar import OFFICE_TIME

PIECE = 500
AHEAD = 3
ACCOUNTS_AT_ONCE = 5_000
# From here on the start of further processes is worth its while.
WORTH_SHARING = 2_000


@dataclass(frozen=True, slots=True)
class Making:
    """Everything that a process needs to make any piece of a load."""

    load: Load
    plan: list[Planned]
    codes: list[str]
    first_id: int
    accounts: Mapping[str, int]
    scans: Mapping[str, Scan]
    dialect: str


def load(
    casework: Casework,
    *,
    count: int,
    seed: int,
    since: date,
    until: date,
    now: datetime,
    files: bool = False,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Make `count` dossiers filed from `since` to `until`, as they stand at the end of it or `now`; returns their codes.

    The officers must be there, and nobody files meanwhile. `progress(done, count)` is called as they are recorded.
    """
    made = making(casework, count, seed, since, until, now, files)
    for first, batch in _batches(made, workers or (os.cpu_count() or 1)):
        record_batch(casework, batch)
        if progress:
            progress(min(first + PIECE, count), count)
    refresh_statistics(casework)
    return made.codes


def making(
    casework: Casework, count: int, seed: int, since: date, until: date, now: datetime, files: bool
) -> Making:
    """Decide who files what when, open the accounts, give the codes: what must be known before the first is made."""
    world = world_of(casework, files)
    start = datetime.combine(since, datetime.min.time(), OFFICE_TIME)
    end = min(datetime.combine(until, datetime.max.time(), OFFICE_TIME).replace(microsecond=0), now.astimezone(OFFICE_TIME))
    hours = QuickHours(world.calendar)
    known = accounts_by_email(casework, DOMAIN)
    plan = planned(count, seed, hours, start, end, first_applicant=len(known))
    accounts = known | _open_accounts(casework, plan, known, start)
    scans = stored_scans(casework) if files else {}
    dialect = casework.database.engine.dialect.name
    lives = Load(world, hours, QuickDesks(casework), seed, end)
    return Making(lives, plan, codes_for(casework, plan), reserve(casework, "dossiers", count), accounts, scans, dialect)


def codes_for(casework: Casework, plan: list[Planned]) -> list[str]:
    """Codes in the order of filing, each day's numbers going on from what it has."""
    last, codes = numbers_so_far(casework), []
    for one in plan:
        on = local_date(one.filed_at)
        last[on] = last.get(on, 0) + 1
        codes.append(shape(casework.office.code, on, last[on]))
    return codes


def _open_accounts(casework: Casework, plan: list[Planned], known: Mapping[str, int], at: datetime) -> dict[str, int]:
    new = {one.login: one for one in plan if one.login not in known}
    first, opened = reserve(casework, "accounts", len(new)), {}
    secret, dialect = hash_of(PASSWORD), casework.database.engine.dialect.name
    rows: list[list[object]] = []
    for account_id, (login, one) in enumerate(new.items(), first):
        rows.append(account_row(applicant(one), account_id, secret, at))
        opened[login] = account_id
        if len(rows) == ACCOUNTS_AT_ONCE or len(opened) == len(new):
            record_batch(casework, Batch.of(dialect, {"accounts": rows}, {}))
            rows = []
    return opened


def piece(made: Making, first: int) -> Batch:
    """Make one piece of the plan: lives, rows, and the last number of each of its days."""
    tables, counters = empty(), {}
    for place in range(first, min(first + PIECE, len(made.plan))):
        one, code = made.plan[place], made.codes[place]
        matter = live_through(made.load, one, code, made.accounts[one.login])
        add(tables, matter, made.first_id + place, made.scans)
        counters[local_date(one.filed_at)] = int(code.rsplit("-", 1)[-1])
    return Batch.of(made.dialect, tables, counters)


_MAKING: Making | None = None


def _piece_here(first: int) -> Batch:
    if _MAKING is None:
        raise RuntimeError("this process was not forked from the one that loads")
    return piece(_MAKING, first)


def _batches(made: Making, workers: int) -> Iterator[tuple[int, Batch]]:
    """The pieces in order, made a few ahead by other processes when there are many."""
    firsts = range(0, len(made.plan), PIECE)
    if workers < 2 or len(made.plan) < WORTH_SHARING:
        yield from ((first, piece(made, first)) for first in firsts)
        return
    global _MAKING
    _MAKING = made
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            yield from _in_order(pool, firsts, workers + AHEAD)
    finally:
        _MAKING = None


def _in_order(pool: ProcessPoolExecutor, firsts: range, ahead: int) -> Iterator[tuple[int, Batch]]:
    waiting: deque[tuple[int, Future[Batch]]] = deque()
    for first in firsts:
        waiting.append((first, pool.submit(_piece_here, first)))
        if len(waiting) >= ahead:
            place, done = waiting.popleft()
            yield place, done.result()
    while waiting:
        place, done = waiting.popleft()
        yield place, done.result()
