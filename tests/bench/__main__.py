"""`python -m tests.bench`: run the scenarios over each database, print the tables, end red when one misses or is void. `--write` keeps them."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from tests.bench.bench import Bench
from tests.bench.load import require_wrk
from tests.bench.measuring import CYCLES, Line, table
from tests.bench.scenarios import known
from tests.bench.server import end_when_told, postgres
from tests.support.postgres import PostgresServer
from tests.support.tree import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"
DEFECTIVE = "tests.bench.defect:application"
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
# What is measured over SQLite too; docs/performance.md says why the others are not.
ON_SQLITE = (1, 2, 4, 5, 7, 8, 9, 10, 14)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", default="", help="numbers of scenarios, e.g. 1,4")
    parser.add_argument("--size", type=int, default=1_000_000, help="dossiers of the largest PostgreSQL database")
    parser.add_argument("--sqlite-size", type=int, default=100_000, help="dossiers of the largest SQLite database")
    parser.add_argument("--cycles", type=int, default=CYCLES, help="alternating slices of each program")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a slice")
    parser.add_argument("--defect", action="store_true", help="the product with an extra query for each row: must end red")
    parser.add_argument("--database", choices=(*NAMES, "both"), default="both", help="what the programs run over")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args()


def main() -> int:
    wanted = asked()
    require_wrk()
    end_when_told()
    tables, lines = {}, []
    for database in NAMES if wanted.database == "both" else (wanted.database,):
        found = measured(database, wanted)
        tables[database] = f"{heading(database, wanted)}\n\n{table(found)}"
        lines += found
        if wanted.write:  # at once: what one database took half an hour for is not lost with the other
            write(database, tables[database])
    print("", *tables.values(), sep="\n\n")
    return 0 if all(one.passed and not one.void for one in lines) else 1


def measured(database: str, wanted: argparse.Namespace) -> list[Line]:
    """The lines of every scenario that is asked for and makes sense over this database."""
    scenarios, lines = known(), []
    numbers = [int(one) for one in wanted.only.split(",") if one] or list(scenarios)
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, server_for(database) as server:
        bench = Bench(server, Path(folder), size_on(database, wanted), wanted.cycles, wanted.seconds, database=database)
        bench.product = DEFECTIVE if wanted.defect else bench.product
        for number in numbers:
            if database == "sqlite" and number not in ON_SQLITE:
                continue
            print(f"{NAMES[database]}, {number}. {scenarios[number].TITLE} …", file=sys.stderr, flush=True)
            found = tried(scenarios[number], bench)
            print(table(found), flush=True)
            lines += found
    return lines


def tried(scenario: ModuleType, bench: Bench) -> list[Line]:
    """The lines of a scenario; one that is void is measured once more, whatever it said, before the run is called void."""
    found = scenario.run(bench)
    if any(one.void for one in found):
        print(f"{table(found)}\nvoid: measured once more …", file=sys.stderr, flush=True)
        found = scenario.run(bench)
    return found


def size_on(database: str, wanted: argparse.Namespace) -> int:
    return wanted.sqlite_size if database == "sqlite" else wanted.size


def server_for(database: str) -> AbstractContextManager[PostgresServer | None]:
    """SQLite needs none."""
    return nullcontext() if database == "sqlite" else postgres()


def heading(database: str, wanted: argparse.Namespace) -> str:
    """Over what, when and on what machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    load = os.getloadavg()[0]
    return (
        f"{NAMES[database]}, {size_on(database, wanted):,} dossiers. Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {wanted.cycles} cycles: {os.cpu_count()} cores "
        f"({processor()}), {memory:.0f} GiB, Python {platform.python_version()}, load average {load:.1f} at the end."
    )


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def write(database: str, found: str) -> None:
    """Put a table between its marks; that of the other database stays."""
    begin, end = (f"<!-- table of {database}: {mark} -->" for mark in ("begin", "end"))
    before, _, rest = DOCUMENT.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    DOCUMENT.write_text(f"{before}{begin}\n{found}\n{end}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
