"""One scenario: an installation, its crews, its killer, and the count of every promise after each batch and at the end."""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from sqlalchemy import func, select

from casework.files import NAMED_BY, Folder
from casework.models import OutboxMessage
from casework.services import turns
from casework.services.delivering import LEASE
from casework.services.sweeping import FILES_KEPT_FOR
from procedures.clock.calendar import OFFICE_TIME
from tests.faults.checks import ALWAYS, WHEN_SETTLED, Promised, judge
from tests.faults.crew import Crew
from tests.faults.errands import work
from tests.faults.killer import Killer
from tests.faults.office import Place, place
from tests.faults.points import BETWEEN
from tests.support.machine import wait_until
from worker.commands import desk_of
from worker.loop import do_duties
from worker.outbox import deliver_outbox

CREWS = 3
BATCH = 50
WORKERS = {"sqlite": 1, "postgresql": 2}
# Not every errand is killed: the others show that the program still works for those who come next.
DEADLY = 0.75


@dataclass
class Outcome:
    """What one scenario did and found. `checks` are (name, looked at, broken) as counted last; `broken` is all that ever was."""

    name: str
    seed: int
    kills: int = 0
    doing: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    checks: dict[str, int] = field(default_factory=dict)
    broken: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def violations(self) -> int:
        return sum(len(one) for one in self.broken.values())

    def note(self, name: str, looked_at: int, broken: list[str]) -> None:
        self.checks[name] = looked_at
        known = self.broken.setdefault(name, [])
        known += [one for one in broken if one not in known]


def run(database: str, kills: int, seed: int, say: Callable[[str], None], defect: str = "") -> Outcome:
    """Kill so often on that kind of database, then settle, sweep and count."""
    began = time.monotonic()
    outcome = Outcome(database, seed)
    with place(database, defect) as here:
        killer = Killer(here.running, random.Random(f"{seed} {database} killer"), WORKERS[database])
        crews = [Crew(here, random.Random(f"{seed} {database} {number}"), number) for number in range(1, CREWS + 1)]
        here.running.start_web()
        for crew in crews:
            crew.open_desks()
        killer.start_workers()
        promised = Promised(here, [one.ledger for one in crews], [], 0)
        while killer.kills < kills:
            _batch(crews, killer, min(kills, killer.kills + BATCH))
            _count(outcome, promised, crews, killer)
            say(f"{database}: {killer.kills} of {kills} kills, {outcome.violations} violations, {time.monotonic() - began:.0f} s")
        _settle(here, killer)
        _count(outcome, promised, crews, killer)
        for found in judge(promised, WHEN_SETTLED):
            outcome.note(*found)
        outcome.note(*_swept(here))
        outcome.note(*_pieces(here))
        for found in judge(replace(promised, hashed=set()), {name: ALWAYS[name] for name in (FILES,)}):
            outcome.note(*found)
    outcome.seconds = time.monotonic() - began
    return outcome


FILES = "files named by a row, with their hash"


def _batch(crews: list[Crew], killer: Killer, until: int) -> None:
    """Crews and killer work at once until so many kills are reached; then every crew ends its errand."""
    over = Event()
    killer.still.clear()
    with ThreadPoolExecutor(len(crews) + 1) as pool:
        working = [pool.submit(killer.at_moments), *(pool.submit(_work, crew, over) for crew in crews)]
        while killer.kills < until and not any(one.done() for one in working):
            time.sleep(0.05)
        over.set()
        killer.still.set()
        for one in working:
            one.result()


def _work(crew: Crew, over: Event) -> None:
    while not over.is_set():
        work(crew, crew.chance.random() < DEADLY)


def _count(outcome: Outcome, promised: Promised, crews: list[Crew], killer: Killer) -> None:
    promised.unfinished = [one for crew in crews for one in crew.unfinished()]
    promised.worker_deaths = killer.worker_deaths + len([1 for one in killer.running.workers if one and one.poll() is not None])
    outcome.kills = killer.kills
    deaths = [one.partition(BETWEEN) for one in killer.running.deaths_so_far()]
    outcome.doing = Counter(doing for doing, _, _ in deaths) + Counter({f"{one}, at a moment": n for one, n in killer.timed.items()})
    outcome.places = Counter(at for _, _, at in deaths)
    outcome.acknowledged = Counter()
    for crew in crews:
        outcome.acknowledged.update(crew.ledger.acknowledgements)
    for found in judge(promised, ALWAYS):
        outcome.note(*found)


def _settle(here: Place, killer: Killer) -> None:
    """Workers that are left alone send what is ready; what dead ones held goes once its lease has ended."""
    killer.stop_workers()
    here.running.workers = [here.running.start_worker() for _ in range(2)]
    wait_until(lambda: _ready(here) == 0, "the workers send what is ready", 180)
    killer.stop_workers()
    ahead = max(LEASE, turns.LEASE) + timedelta(minutes=1)
    desk = replace(desk_of(here.app), clock=lambda: datetime.now(UTC) + ahead)
    do_duties(desk, turns.due_duties(here.casework, desk.clock()))
    deliver_outbox(desk)


def _ready(here: Place) -> int:
    now = datetime.now(UTC)
    free = OutboxMessage.lease_until.is_(None) | (OutboxMessage.lease_until <= now)
    query = select(func.count()).select_from(OutboxMessage)
    with here.casework.database.reading() as session:
        return session.scalar(query.where(OutboxMessage.state == "waiting", OutboxMessage.next_at <= now, free)) or 0


def _swept(here: Place) -> tuple[str, int, list[str]]:
    """The sweep of tomorrow leaves no file without a row, and the second one finds nothing."""
    tomorrow = datetime.now(OFFICE_TIME) + FILES_KEPT_FOR + timedelta(hours=1)
    # Production sweeps no time to come.
    done = json.loads(here.running.flask("sweep", "--json", "--at", tomorrow.strftime("%Y-%m-%dT%H:%M"), APP_ENV="test"))
    with here.casework.database.reading() as session:
        named = {key for column in NAMED_BY for key in session.scalars(select(column))}
    kept = [key for folder in Folder for key in here.casework.storage.keys(folder)]
    looked_at = len(kept) + done["unnamed_files_deleted"]
    return "no file without a row a day later", looked_at, [key for key in kept if key not in named]


def _pieces(here: Place) -> tuple[str, int, list[str]]:
    """What a death left half written goes with the first write of another day."""
    if here.name != "sqlite":
        return "half-written files gone a day later", 0, []
    folder = Path(here.running.folder) / "storage" / ".unfinished"
    left = list(folder.iterdir())
    for one in left:
        os.utime(one, (time.time() - 90_000,) * 2)
    here.casework.storage.check()
    return "half-written files gone a day later", len(left), [one.name for one in left if one.exists()]
