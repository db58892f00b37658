"""`python -m tests.bench`: run the scenarios, print the table, end red when one misses or the run is void. `--write` keeps the table."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.load import require_wrk
from tests.bench.measuring import CYCLES, Line, table
from tests.bench.scenarios import known
from tests.bench.server import end_when_told, postgres
from tests.support.postgres import PostgresServer
from tests.support.tree import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"
DEFECTIVE = "tests.bench.defect:application"
# What is raced over SQLite too: a single office with one writer at a time.
ON_SQLITE = (1, 2, 5)
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", default="", help="numbers of scenarios, e.g. 1,4")
    parser.add_argument("--size", type=int, default=1_000_000, help="dossiers of the largest database")
    parser.add_argument("--cycles", type=int, default=CYCLES, help="alternating slices of each program")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a slice")
    parser.add_argument("--defect", action="store_true", help="the product with an extra query for each row: must end red")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql", help="what the programs run over")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    return parser.parse_args()


def main() -> int:
    wanted = asked()
    require_wrk()
    end_when_told()
    scenarios = known()
    numbers = [int(one) for one in wanted.only.split(",") if one] or list(ON_SQLITE if wanted.database == "sqlite" else scenarios)
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, server_for(wanted.database) as server:
        bench = Bench(server, Path(folder), wanted.size, wanted.cycles, wanted.seconds)
        bench.database = wanted.database
        bench.product = DEFECTIVE if wanted.defect else bench.product
        for number in numbers:
            print(f"{number}. {scenarios[number].TITLE} …", file=sys.stderr, flush=True)
            found = scenarios[number].run(bench)
            lines += found
            print(table(found), flush=True)
    print(f"\n{heading()}\n\n{table(lines)}")
    if wanted.write:
        write(lines)
    return 0 if all(one.passed and not one.void for one in lines) else 1


def server_for(database: str) -> AbstractContextManager[PostgresServer | None]:
    """SQLite needs none."""
    return nullcontext() if database == "sqlite" else postgres()


def heading() -> str:
    """When and on what machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    load = os.getloadavg()[0]
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {os.cpu_count()} cores ({processor()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}, load average {load:.1f} at the end."
    )


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def write(lines: list[Line]) -> None:
    """Put the table between its marks."""
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{heading()}\n\n{table(lines)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
