"""`python -m tests.faults`: so many seeded kills, then every promise is counted. Exit status 1 when one is broken."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import defects
from tests.faults.scenario import Outcome, run
from tests.faults.table import NAMES, table, write

# A kill costs more where a new process has to open a store over the network.
SHARES = {"sqlite": 3, "postgresql": 2}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=500, help="how often something is killed, over all databases")
    parser.add_argument("--seed", type=int, default=20261122, help="chooses errands, points and moments")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--defect", choices=sorted(defects.DEFECTS), default="", help="make the program wrong on purpose")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this document")
    return parser.parse_args()


def outcomes_of(databases: list[str], kills: int, seed: int, defect: str = "") -> list[Outcome]:
    """Every database at once, each with its share of the kills."""
    together = sum(SHARES[one] for one in databases)

    def say(line: str) -> None:
        print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)

    with ThreadPoolExecutor(len(databases)) as pool:
        return list(pool.map(lambda one: run(one, -(-kills * SHARES[one] // together), seed, say, defect), databases))


def main() -> int:
    given = arguments()
    databases = list(NAMES) if given.database == "both" else [given.database]
    outcomes = outcomes_of(databases, given.kills, given.seed, given.defect)
    print(table(outcomes))
    for one in outcomes:
        for name, broken in one.broken.items():
            for line in broken[:20]:
                print(f"{one.name}: {name}: {line}")
    if given.write:
        write(given.write, outcomes)
    return 1 if any(one.violations for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
