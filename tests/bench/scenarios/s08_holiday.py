"""8. A holiday is added: every open dossier it touches is recomputed from its history, old and new due times kept. Beside bare SQL that writes the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable

from casework.services.calendars import import_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from tests.bench.bench import Bench
from tests.bench.data import NOW
from tests.bench.limits.moving import REVISION, Move, back, write
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, alternate

NUMBER, TITLE = 8, "A holiday added, old and new due times kept"
AT_MOST, CYCLES_AT_MOST = 1.5, 3
# The first working day to come, so that nearly every running clock moves.
HOLIDAY = '\n[[day]]\ndate = 2026-11-23\nkind = "off"\nname = "Ngày nghỉ giả định"\nsource = "Văn bản giả định"\n'
WITHOUT, WITH = OFFICE_CALENDAR_TOML, OFFICE_CALENDAR_TOML + HOLIDAY
TIMES = "SELECT id, due_at, step_due_at, urgent_at FROM dossiers WHERE closed_at IS NULL ORDER BY id"
KEPT = """
SELECT dossier_id, old_due_at, new_due_at, old_step_due_at, new_step_due_at FROM due_moves
 WHERE calendar_revision_id = (SELECT max(id) FROM calendar_revisions) ORDER BY dossier_id
"""


class Office:
    """One database whose calendar is changed to and fro: whoever's turn it is writes the way from what counts to the other."""

    def __init__(self, bench: Bench, url: str) -> None:
        self.bench, self.url, self.casework = bench, url, bench.app(url).extensions["casework"]
        bench.execute(url, REVISION, WITHOUT, NOW)
        before = bench.rows(url, TIMES)
        self.with_holiday = True
        self.moved = len(import_calendar(self.casework, WITH, "product", NOW))
        self.forward: list[Move] = [
            (*one, *other[1:]) for one, other in zip(before, bench.rows(url, TIMES), strict=True) if one != other
        ]
        self.kept = bench.rows(url, KEPT)

    def flipped(self, how: Callable[[bool], object]) -> float:
        """Milliseconds of one change of the calendar."""
        self.with_holiday = not self.with_holiday
        begun = time.perf_counter()
        how(self.with_holiday)
        return (time.perf_counter() - begun) * 1000

    def product(self, _: int) -> float:
        return self.flipped(lambda to: import_calendar(self.casework, WITH if to else WITHOUT, "product", NOW))

    def limit(self, _: int) -> float:
        moves = back(self.forward) if self.with_holiday else self.forward
        return self.flipped(lambda to: write(self.url, moves, WITH if to else WITHOUT, NOW))

    def same(self) -> bool:
        """Whether the product, asked once more for the holiday, keeps the very rows that the limit wrote."""
        if self.with_holiday:
            self.limit(0)
        self.product(0)
        return bool(self.kept) and self.bench.rows(self.url, KEPT) == self.kept


def run(bench: Bench) -> list[Line]:
    with bench.copy() as url:
        office = Office(bench, url)
        contestants = {PRODUCT: office.product, LIMIT: office.limit, AGAIN: office.limit}
        found = alternate(contestants, min(bench.cycles, CYCLES_AT_MOST))
        same, rows = office.same(), len(office.forward)
        open_ones = bench.rows(url, "SELECT count(*) FROM dossiers WHERE closed_at IS NULL")[0][0]
    ratio, alike = found.ratio(PRODUCT, LIMIT), found.ratio(AGAIN, LIMIT)
    return [
        Line("8", f"{TITLE}, {open_ones:,} open, {rows:,} moved", f"{found.median(PRODUCT) / 1000:.2f} s", f"{found.median(LIMIT) / 1000:.2f} s",
             str(ratio), f"≤ {AT_MOST}", ratio.median <= AT_MOST and same, alike)
    ]
