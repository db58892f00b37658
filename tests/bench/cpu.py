"""`python -m tests.bench.cpu`: processor time of a request inside this process, product beside limit. A quick signal on a busy machine."""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.bench.bench import Bench
from tests.bench.data import settings_for
from tests.bench.limits.pages import create
from tests.bench.scenarios import s01_track, s04_worklist
from tests.bench.server import end_when_told, postgres

ROUNDS, CALLS = 7, 150


def spent(call: Callable[[int], None], rounds: int = ROUNDS, calls: int = CALLS) -> float:
    """Microseconds of processor time a call, the median of the rounds; what the database spends is not in it."""
    for number in range(20):
        call(number)
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        for number in range(calls):
            call(number)
        found.append((time.process_time() - begun) / calls * 1e6)
    return statistics.median(found)


def getting(app: Flask, pages: list[tuple[str, str]]) -> Callable[[int], None]:
    """Ask for the pages in turn, without a server in between."""
    client = app.test_client(use_cookies=False)

    def call(number: int) -> None:
        path, cookie = pages[number % len(pages)]
        response = client.get(path, headers={"Cookie": cookie})
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status}")

    return call


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cpu", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    asked = parser.parse_args()
    end_when_told()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, postgres() as server:
        bench = Bench(server, Path(folder), asked.size)
        url = bench.url()
        worklist = [("/can-bo/viec-can-lam", s04_worklist.signed_in(bench, url))]
        for name, pages in (("1 tracking", s01_track.pages(bench, url)), ("4 work list", worklist)):
            os.environ.update(settings_for(url), BENCH_PAGES=str(bench.pages_file(pages)))
            product, limit = spent(getting(bench.app(url), pages)), spent(getting(create(), pages))
            print(f"{name:14} product {product:8.0f} us   limit {limit:8.0f} us   limit/product {limit / product:.2f}", flush=True)


if __name__ == "__main__":
    main()
