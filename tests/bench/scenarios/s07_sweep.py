"""7. The sweep of deadlines and of what lapsed, a hundred newly late, beside itself with a tenth of the open dossiers. Its notices are only put, not sent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

from casework.periods import DEADLINES, PERIODS
from casework.services.deadlines import LATE, tell_of_deadlines
from casework.services.lapsing import lapse
from tests.bench.bench import Bench
from tests.bench.data import NOW
from tests.bench.measuring import PRODUCT, Line, alternate

NUMBER, TITLE = 7, "SLA sweep"
NEWLY_LATE, AT_MOST_MS, FLAT, TENTH = 100, 50.0, 1.2, "a tenth of them"
# What would come due by itself while it is measured is put off: as many change beside few open dossiers as beside many.
PUT_OFF = "UPDATE dossiers SET urgent_at = %s WHERE closed_at IS NULL AND urgent_at > %s"
OPEN = "SELECT id FROM dossiers WHERE closed_at IS NULL AND phase = 'office' ORDER BY id"
COUNT = "SELECT count(*) FROM dossiers WHERE closed_at IS NULL"
TOLD = "SELECT count(DISTINCT dossier_id) FROM outbox WHERE kind = '{kind}' AND dossier_id IN ({ids})"


class Swept:
    """One database, looked at every five minutes; before each look some dossiers are made due in the minute before it."""

    def __init__(self, bench: Bench, url: str, each: int) -> None:
        self.bench, self.url, self.casework = bench, url, bench.app(url).extensions["casework"]
        self.open = bench.rows(url, COUNT)[0][0]
        ids, turns = [row[0] for row in bench.rows(url, OPEN)], bench.cycles + 1
        # Spread over all, so that no two lie on one page.
        spread = ids[:: max(len(ids) // (each * turns), 1)]
        self.turns: Iterator[list[int]] = iter([spread[turn * each : (turn + 1) * each] for turn in range(turns)])
        self.made_late: list[int] = []
        self.at = NOW
        bench.execute(url, PUT_OFF, NOW + timedelta(days=60), NOW)
        lapse(self.casework, NOW)
        self.sweep(0)

    def sweep(self, _: int) -> float:
        """Milliseconds of one look."""
        late, self.at = next(self.turns), self.at + PERIODS[DEADLINES]
        self.made_late += late
        due = self.at - timedelta(minutes=1)
        self.bench.execute(self.url, f"UPDATE dossiers SET urgent_at = %s, step_due_at = %s WHERE id IN ({listed(late)})", due, due)
        begun = time.perf_counter()
        tell_of_deadlines(self.casework, self.at)
        lapse(self.casework, self.at)
        return (time.perf_counter() - begun) * 1000

    def untold(self) -> int:
        """How many of those made late nobody was told of."""
        return len(self.made_late) - self.bench.rows(self.url, TOLD.format(kind=LATE, ids=listed(self.made_late)))[0][0]


def listed(ids: list[int]) -> str:
    return ", ".join(map(str, ids))


def run(bench: Bench) -> list[Line]:
    with ExitStack() as stack:
        urls = [stack.enter_context(bench.copy(size)) for size in (bench.size // 10, bench.size)]
        each = min(NEWLY_LATE, len(bench.rows(urls[0], OPEN)) // (bench.cycles + 1))
        few, many = (Swept(bench, url, each) for url in urls)
        found = alternate({PRODUCT: many.sweep, TENTH: few.sweep}, bench.cycles)
        untold = many.untold() + few.untold()
    took, ratio = found.median(PRODUCT), found.ratio(PRODUCT, TENTH)
    return [
        Line("7", f"{TITLE}, {many.open:,} open, {each} newly late", f"{took:.1f} ms", f"{AT_MOST_MS:.0f} ms", f"{took / AT_MOST_MS:.2f}",
             f"≤ {AT_MOST_MS:.0f} ms, untold 0", took <= AT_MOST_MS and not untold),
        Line("7", f"the same beside {few.open:,} open", f"{took:.1f} ms", f"{found.median(TENTH):.1f} ms", str(ratio), f"≤ {FLAT}", ratio.median <= FLAT),
    ]
