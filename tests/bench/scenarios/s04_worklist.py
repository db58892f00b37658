"""4. The work list of the counter: 50 rows with counters, small and large, first page and a late one, rare filters. Nothing is written."""

from __future__ import annotations

from casework.queries.children import instant
from casework.queries.keyset import Place
from tests.bench.bench import Bench
from tests.bench.cookies import cookie
from tests.bench.data import settings_for
from tests.bench.load import Request, write_requests
from tests.bench.load import run as load
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, alternate
from tests.bench.programs import serving

NUMBER, TITLE = 4, "Work list, 50 rows, counters"
LEAST, FLAT, RARE = 0.50, 1.1, 2.0
ROLE, WHOLE = "reception", "/can-bo/viec-can-lam?pham-vi=tat-ca"
PLACE = """
SELECT urgent_at, id FROM dossiers WHERE closed_at IS NULL ORDER BY urgent_at, id LIMIT 1 OFFSET %s
"""
PAGE, ROWS = 1000, 50


def signed_in(bench: Bench, url: str) -> str:
    """The cookie of the first officer of the counter."""
    officer, epoch = bench.rows(url, "SELECT id, session_epoch FROM officers WHERE login = 'mot-cua'")[0]
    return cookie(bench.app(url), _user_id=f"officer:{officer}:{epoch}", _fresh=True)


def late_page(bench: Bench, url: str) -> str:
    """The address of page 1,000, or of the last whole one when there are fewer."""
    open_ones = bench.rows(url, "SELECT count(*) FROM dossiers WHERE closed_at IS NULL")[0][0]
    skip = max(min(PAGE - 1, open_ones // ROWS - 2), 0) * ROWS
    at, number = bench.rows(url, PLACE, skip)[0]
    # SQLite has instants as text.
    return f"{WHOLE}&trang={Place(instant(at) if isinstance(at, str) else at, number)}"


def run(bench: Bench) -> list[Line]:
    url = bench.url()
    session = signed_in(bench, url)
    first = "/can-bo/viec-can-lam"
    requests = [Request("GET", first, (f"Cookie: {session}",))]
    pages = bench.pages_file([(first, session)])
    with bench.programs(url, bench.limit("pages"), BENCH_PAGES=str(pages)) as programs:
        raced = bench.race(programs, requests)
    ratio, alike = raced.cycles.ratio(PRODUCT, LIMIT), raced.cycles.ratio(AGAIN, LIMIT)
    line = Line(
        "4", f"{TITLE}, {bench.size:,} dossiers", f"{raced.cycles.median(PRODUCT):.0f}/s", f"{raced.cycles.median(LIMIT):.0f}/s",
        str(ratio), f"≥ {LEAST:.2f}", ratio.median >= LEAST and not raced.errors(), alike,
    )
    return [line, *compared(bench, session)]


def compared(bench: Bench, session: str) -> list[Line]:
    """The product beside itself, one connection: sizes, pages, filters. Times, so less is better."""
    small, large = bench.sizes()[0], bench.size
    small_url, url = bench.url(small), bench.url(large)
    asked = {
        "small": (small_url, WHOLE), "large": (url, WHOLE), "late page": (url, late_page(bench, url)),
        "rare filter": (url, f"{WHOLE}&thu-tuc=hoi-nghi-quoc-te&buoc=announcing"),
    }
    log = bench.folder / "worklist.log"
    with serving("small", "wsgi:application", settings_for(small_url), log) as few, serving(
        "large", "wsgi:application", settings_for(url), log
    ) as many:
        at = {small_url: few, url: many}
        files = {
            name: write_requests(bench.folder, name.replace(" ", "-"), [Request("GET", path, (f"Cookie: {session}",))])
            for name, (_, path) in asked.items()
        }

        def measured(name: str) -> float:
            return load(at[asked[name][0]].url, files[name], connections=1, seconds=bench.seconds).p50

        found = alternate({name: (lambda _, name=name: measured(name)) for name in asked}, bench.cycles)
    lines = []
    for name, base, target, what in (
        ("large", "small", FLAT, f"{small:,} → {large:,} dossiers, p50"),
        ("late page", "large", FLAT, f"page {PAGE:,} beside page 1, p50"),
        ("rare filter", "large", RARE, "rare filters beside none, p50"),
    ):
        ratio = found.ratio(name, base)
        lines.append(Line("4", what, f"{found.median(name):.1f} ms", f"{found.median(base):.1f} ms", str(ratio), f"≤ {target}", ratio.median <= target))
    return lines
