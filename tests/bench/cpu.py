"""`python -m tests.bench.cpu`: processor time of a request inside this process, product beside limit. A quick signal on a busy machine.

What reads is asked again and again; what writes has a draft or a dossier of its own for each call. The lines of the log are written to nowhere.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from logging.config import dictConfig
from pathlib import Path
from typing import TextIO

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import Settings, create_app
from casework.gateways.logs import configuration
from tests.bench.bench import Bench
from tests.bench.cookies import cookie, form_token
from tests.bench.data import settings_for
from tests.bench.limits import pages as limit_of_pages
from tests.bench.limits import uploads as limit_of_uploads
from tests.bench.limits import writes as limit_of_writes
from tests.bench.prepared import SLUG, draft_id, drafts, waiting
from tests.bench.scenarios import s01_track, s02_submit, s03_papers, s04_worklist
from tests.bench.server import end_when_told, postgres

Call = Callable[[], None]
Pages = list[tuple[str, str]]
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Effort:
    """How often something is asked: rounds of so many calls, after some that do not count."""

    rounds: int = 7
    calls: int = 150
    before: int = 20

    @property
    def whole(self) -> int:
        return self.before + self.rounds * self.calls


READING = WRITING = Effort()
# A post of three megabytes takes tens of milliseconds, and what it stores stays until the end.
UPLOADING = Effort(calls=15, before=5)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same request to both."""

    name: str
    product: Call
    limit: Call
    effort: Effort


def spent(call: Call, effort: Effort) -> float:
    """Microseconds of processor time a call, the median of the rounds; what the database spends is not in it."""
    for _ in range(effort.before):
        call()
    found = []
    for _ in range(effort.rounds):
        begun = time.process_time()
        for _ in range(effort.calls):
            call()
        found.append((time.process_time() - begun) / effort.calls * 1e6)
    return statistics.median(found)


def asking(app: Flask, status: int, environs: Iterator[EnvironBuilder]) -> Call:
    """Ask for the next one, without a server in between; another answer than expected is an error."""

    def call() -> None:
        environ = next(environs).get_environ()
        body, answered, _ = run_wsgi_app(app.wsgi_app, environ, buffered=True)
        if not answered.startswith(str(status)):
            raise RuntimeError(f"{environ['PATH_INFO']}: {answered}: {b''.join(body)[:300]!r}")

    return call


def getting(pages: Pages) -> Iterator[EnvironBuilder]:
    """The pages in turn, for ever."""
    while True:
        for path, session in pages:
            yield EnvironBuilder(path, headers={"Cookie": session})


def posting(paths: Iterator[str], session: str, body: bytes, kind: str = FORM) -> Iterator[EnvironBuilder]:
    """The same form to each address."""
    return (
        EnvironBuilder(path, method="POST", headers={"Cookie": session}, data=body, content_type=kind) for path in paths
    )


def reading(bench: Bench, url: str, name: str, pages: Pages) -> Pair:
    os.environ.update(settings_for(url), BENCH_PAGES=str(bench.pages_file(pages)))
    product, limit = asking(bench.app(url), 200, getting(pages)), asking(limit_of_pages.create(), 200, getting(pages))
    return Pair(name, product, limit, READING)


def tracking(bench: Bench, url: str) -> Pair:
    return reading(bench, url, "1 tracking", s01_track.pages(bench, url))


def worklist(bench: Bench, url: str) -> Pair:
    return reading(bench, url, "4 work list", [("/can-bo/viec-can-lam", s04_worklist.signed_in(bench, url))])


def product_and_limit(bench: Bench, url: str, limit: Callable[[], Flask], **more: str) -> tuple[Flask, Flask]:
    """Both over one database, their files in the folder of this run."""
    os.environ.update(settings_for(url, STORAGE_URL=f"file://{bench.folder / 'storage'}"), **more)
    return create_app(Settings.from_environment()), limit()


def submission(bench: Bench, url: str) -> Pair:
    """A complete draft of its own for each call."""
    sample = bench.rows(url, s02_submit.SAMPLE)[0][0]
    product, limit = product_and_limit(bench, url, limit_of_writes.create, BENCH_SAMPLE=sample)
    account = drafts(product, url, 2 * WRITING.whole)
    session = cookie(product, _user_id=f"citizen:{account.id}:{account.session_epoch}", _fresh=True)
    paths = (f"/nop-ho-so/{SLUG}/{draft_id(n)}/nop" for n in count(1))
    sent = posting(paths, session, f"csrf_token={form_token(product)}".encode())
    return Pair("2 submit", asking(product, 302, sent), asking(limit, 302, sent), WRITING)


def papers(bench: Bench, url: str) -> Pair:
    """Three papers of 1 MB to a draft of its own for each call, and its submission."""
    sample = bench.rows(url, s02_submit.SAMPLE)[0][0]
    product, limit = product_and_limit(bench, url, limit_of_uploads.create, BENCH_SAMPLE=sample)
    client = s03_papers.Client(bench, url, 2 * UPLOADING.whole)
    places = (f"/nop-ho-so/{SLUG}/{draft_id(n)}" for n in count(1))

    def both(app: Flask) -> Call:
        def call() -> None:
            place = next(places)
            boundary = f"multipart/form-data; boundary={s03_papers.BOUNDARY}"
            asking(app, 302, posting(iter([f"{place}/giay-to"]), client.cookie, client.papers, boundary))()
            asking(app, 302, posting(iter([f"{place}/nop"]), client.cookie, client.submission))()

        return call

    return Pair("3 papers", both(product), both(limit), UPLOADING)


def action(bench: Bench, url: str) -> Pair:
    """An acceptance of a dossier of its own for each call."""
    codes = waiting(url, 2 * WRITING.whole)
    product, limit = product_and_limit(bench, url, limit_of_writes.create, BENCH_SAMPLE=codes[0])
    session = s04_worklist.signed_in(bench, url)
    body = f"csrf_token={form_token(product)}&seen=1".encode()
    sent = posting((f"/can-bo/ho-so/{code}/accept" for code in codes), session, body)
    return Pair("5 action", asking(product, 302, sent), asking(limit, 302, sent), WRITING)


PAIRS = {"1": tracking, "2": submission, "3": papers, "4": worklist, "5": action}


def log_to(stream: TextIO) -> None:
    """The log as the programs under load write it, every line."""
    lines = configuration("plain")
    lines["handlers"]["stderr"]["stream"] = stream
    dictConfig(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cpu", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--only", default=",".join(PAIRS), help="numbers of scenarios, separated by commas")
    asked = parser.parse_args()
    end_when_told()
    with ExitStack() as stack, Path(os.devnull).open("w") as nowhere:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-")))
        bench = Bench(stack.enter_context(postgres()), folder, asked.size)
        log_to(nowhere)
        for number in asked.only.split(","):
            with bench.copy() as url:
                one = PAIRS[number](bench, url)
                product, limit = spent(one.product, one.effort), spent(one.limit, one.effort)
            print(f"{one.name:12} product {product:8.0f} us   limit {limit:8.0f} us   limit/product {limit / product:.2f}", flush=True)


if __name__ == "__main__":
    main()
