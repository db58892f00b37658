"""1. The timeline of a dossier opened with its access code, whole content, eight connections. Nothing is written."""

from __future__ import annotations

import time

from tests.bench.bench import Bench
from tests.bench.cookies import cookie
from tests.bench.load import Request
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line

NUMBER, TITLE = 1, "Tracking timeline, 8 connections"
LEAST, P99_AT_MOST = 0.60, 1.5
DOSSIERS = 200
# Spread over all, by an arithmetic that is the same in every run; those with a long history and a short one alike.
SPREAD = "SELECT code FROM dossiers WHERE id %% greatest((SELECT max(id) FROM dossiers) / %s, 1) = 0 ORDER BY id LIMIT %s"


def pages(bench: Bench, url: str) -> list[tuple[str, str]]:
    """Addresses with cookies in which each dossier was opened just now."""
    app, until = bench.app(url), int(time.time()) + 3600
    codes = [row[0] for row in bench.rows(url, SPREAD, DOSSIERS, DOSSIERS)]
    return [(f"/tra-cuu?ma={code}", cookie(app, opened={code: until})) for code in codes]


def run(bench: Bench) -> list[Line]:
    url = bench.url()
    wanted = pages(bench, url)
    requests = [Request("GET", path, (f"Cookie: {one}",)) for path, one in wanted]
    with bench.programs(url, bench.limit("pages"), BENCH_PAGES=str(bench.pages_file(wanted))) as programs:
        raced = bench.race(programs, requests)
    ratio, alike = raced.cycles.ratio(PRODUCT, LIMIT), raced.cycles.ratio(AGAIN, LIMIT)
    slower = raced.p99(PRODUCT) / raced.p99(LIMIT)
    return [
        Line(
            "1", f"{TITLE}, {bench.size:,} dossiers", f"{raced.cycles.median(PRODUCT):.0f}/s",
            f"{raced.cycles.median(LIMIT):.0f}/s", str(ratio), f"≥ {LEAST:.2f}", ratio.median >= LEAST and not raced.errors(), alike,
        ),
        Line(
            "1", "the same, p99", f"{raced.p99(PRODUCT):.1f} ms", f"{raced.p99(LIMIT):.1f} ms", f"{slower:.2f}",
            f"≤ {P99_AT_MOST}", slower <= P99_AT_MOST, alike,
        ),
    ]
