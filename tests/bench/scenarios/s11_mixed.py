"""11. Of twenty requests sixteen track, two list, one submits, one acts, for a minute, beside a SQLAlchemy-Core program on the same mix."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

from tests.bench.bench import Bench
from tests.bench.cookies import cookie, form_token
from tests.bench.load import Request, Slice, write_requests
from tests.bench.load import run as load
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, Ratio, alternate
from tests.bench.prepared import SLUG, draft_id, drafts, waiting
from tests.bench.scenarios.s01_track import pages
from tests.bench.scenarios.s02_submit import SAMPLE
from tests.bench.scenarios.s04_worklist import signed_in

NUMBER, TITLE = 11, "Mixed 80 track / 10 list / 5 submit / 5 act"
TAIL, WHOLE_SECONDS, SLICES, CONNECTIONS, MOST_A_SECOND = 2.0, 60, 6, 8, 2000
MIX = ("track",) * 16 + ("list",) * 2 + ("submit", "act")
LIST = "/can-bo/viec-can-lam"
WRITTEN = """
SELECT (SELECT count(*) FROM drafts WHERE dossier_id IS NOT NULL), (SELECT count(*) FROM dossiers WHERE code LIKE 'BENCH-%%' AND accepted_at IS NOT NULL)
"""


def mixed(kinds: dict[str, Iterator[Request]], rng: Random) -> Iterator[Request]:
    """Each twenty in an order of its own."""
    while True:
        yield from (next(kinds[one]) for one in rng.sample(MIX, len(MIX)))


def kinds_of(bench: Bench, url: str, opened: list[tuple[str, str]], writes: int) -> dict[str, Iterator[Request]]:
    """Endless reads; writes that are each sent once, `writes` of either kind at most."""
    app, session = bench.app(url), signed_in(bench, url)
    account, codes, token = drafts(app, url, writes), waiting(url, writes), form_token(app)
    citizen = cookie(app, _user_id=f"citizen:{account.id}:{account.session_epoch}", _fresh=True)
    submitting = (f"/nop-ho-so/{SLUG}/{draft_id(number)}/nop" for number in count(1))
    return {
        "track": cycle([Request("GET", path, (f"Cookie: {one}",)) for path, one in opened]),
        "list": cycle([Request("GET", LIST, (f"Cookie: {session}",))]),
        "submit": (Request("POST", path, (f"Cookie: {citizen}",), f"csrf_token={token}") for path in submitting),
        "act": (Request("POST", f"/can-bo/ho-so/{one}/accept", (f"Cookie: {session}",), f"csrf_token={token}&seen=1") for one in codes),
    }


def run(bench: Bench) -> list[Line]:
    length = WHOLE_SECONDS / SLICES if bench.seconds >= 2 else bench.seconds
    a_slice = int(length * MOST_A_SECOND)
    seen: dict[str, list[Slice]] = {PRODUCT: [], LIMIT: [], AGAIN: []}
    with bench.copy() as url:
        sample, opened = bench.rows(url, SAMPLE)[0][0], pages(bench, url)
        asked = mixed(kinds_of(bench, url, opened, 3 * (SLICES + 1) * a_slice // len(MIX) + 100), Random(NUMBER))
        known = bench.pages_file([*opened, (LIST, signed_in(bench, url))])

        def requests(name: str) -> Path:
            return write_requests(bench.folder, f"mixed-{name.replace(' ', '-')}", list(islice(asked, a_slice)))

        with bench.programs(url, "tests.bench.limits.core:application", BENCH_SAMPLE=sample, BENCH_PAGES=str(known)) as programs:
            for name, one in programs.items():  # every worker has seen every page before anything counts
                load(one.url, requests(name), connections=CONNECTIONS, seconds=min(length, 2), once=True)

            def measured(name: str) -> float:
                seen[name].append(load(programs[name].url, requests(name), connections=CONNECTIONS, seconds=length, once=True))
                return seen[name][-1].p99

            found = alternate({name: (lambda _, name=name: measured(name)) for name in programs}, SLICES)
        submitted, acted = bench.rows(url, WRITTEN)[0]
    ratio = found.ratio(PRODUCT, LIMIT)
    # The two copies are compared by their rates: the hundredth slowest of a slice is too few requests to agree within 5 %.
    alike = Ratio.of([again.rate / limit.rate for again, limit in zip(seen[AGAIN], seen[LIMIT], strict=True)])
    errors, sent = sum(one.errors for one in seen[PRODUCT]), sum(one.requests for slices in seen.values() for one in slices)
    whole = min(submitted, acted) >= sent / len(MIX) * 0.98
    rates = {name: sum(one.requests for one in slices) / (length * SLICES) for name, slices in seen.items()}
    return [
        Line("11", f"{TITLE}, {length * SLICES:.0f} s, p99", f"{found.median(PRODUCT):.1f} ms", f"{found.median(LIMIT):.1f} ms (Core)", str(ratio),
             f"≤ {TAIL:.0f}", ratio.median <= TAIL, alike),
        Line("11", f"the same, requests a second; submitted {submitted:,}, acted {acted:,} of {sent:,}", f"{rates[PRODUCT]:.0f}/s",
             f"{rates[LIMIT]:.0f}/s (Core)", f"{rates[PRODUCT] / rates[LIMIT]:.2f}", "–", whole),
        Line("11", "errors of the product", str(errors), "0", "–", "0", errors == 0),
    ]
