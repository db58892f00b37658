"""13. From the start of the process to the first answered page, and the memory of a worker that has answered a few. Nothing is written."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.bench.bench import PRODUCT_APPLICATION, Bench
from tests.bench.data import settings_for
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, alternate
from tests.bench.programs import serving, workers_of

NUMBER, TITLE = 13, "Cold start to the first page, one worker"
START_AT_MOST, MEMORY_AT_MOST = 1.7, 1.5
PAGES, ASKED = ("/tra-cuu", "/thu-tuc", "/tra-cuu?ma=H99.01-20250303-0000001"), 30


def proportional_set(pid: int) -> float:
    """MiB of a process, with its share of what it shares (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss")


def resident_set(pid: int) -> float:
    """MiB of a process in memory (RSS)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 1024**2


def run(bench: Bench) -> list[Line]:
    environment = settings_for(bench.url(min(bench.size, 10_000)))
    memory: dict[str, list[tuple[float, float]]] = {PRODUCT: [], LIMIT: [], AGAIN: []}

    def started(name: str, program: str) -> float:
        begun = time.monotonic()
        with serving(name, program, environment, bench.folder / f"cold-{name}.log", workers=1) as one:
            took = time.monotonic() - begun
            for number in range(ASKED):
                try:
                    urlopen(f"{one.url}{PAGES[number % len(PAGES)]}", timeout=10).close()
                except HTTPError:
                    continue
            worker = workers_of(one)[0]
            memory[name].append((resident_set(worker), proportional_set(worker)))
        return took

    programs = {PRODUCT: PRODUCT_APPLICATION, LIMIT: "tests.bench.limits.cold:application", AGAIN: "tests.bench.limits.cold:application"}
    for name, program in programs.items():  # byte code and page caches are warm before anything counts
        started(name, program)
    found = alternate({name: (lambda _, name=name, program=program: started(name, program)) for name, program in programs.items()}, bench.cycles)
    ratio, alike = found.ratio(PRODUCT, LIMIT), found.ratio(AGAIN, LIMIT)
    rss, pss = ({name: sorted(one[place] for one in seen)[len(seen) // 2] for name, seen in memory.items()} for place in (0, 1))
    more = rss[PRODUCT] / rss[LIMIT]
    return [
        Line("13", TITLE, f"{found.median(PRODUCT) * 1000:.0f} ms", f"{found.median(LIMIT) * 1000:.0f} ms", str(ratio),
             f"≤ {START_AT_MOST}", ratio.median <= START_AT_MOST, alike),
        Line("13", "memory of a worker (RSS; PSS)", f"{rss[PRODUCT]:.0f}; {pss[PRODUCT]:.0f} MiB", f"{rss[LIMIT]:.0f}; {pss[LIMIT]:.0f} MiB",
             f"{more:.2f}", f"≤ {MEMORY_AT_MOST}", more <= MEMORY_AT_MOST),
    ]
