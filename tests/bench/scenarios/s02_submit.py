"""2. A complete draft is submitted: durable, with a gapless code, by one and by eight clients. Without new files."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench.bench import Bench
from tests.bench.cookies import cookie, form_token
from tests.bench.load import Request, Slice, write_requests
from tests.bench.load import run as load
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Cycles, Line, alternate
from tests.bench.prepared import SLUG, draft_id, drafts
from tests.bench.programs import Serving

NUMBER, TITLE = 2, "Submit a complete draft, durable, gapless code"
LEAST, EIGHT, TAIL = 0.55, 1.4, 5.0
FOR_THE_PRODUCT, FOR_A_LIMIT = 20_000, 2_000
SAMPLE = f"SELECT code FROM dossiers WHERE slug = '{SLUG}' ORDER BY id DESC LIMIT 1"
GAPS = """
SELECT coalesce(sum(c.last - d.filed), 0) FROM dossier_counters c
  JOIN (SELECT split_part(code, '-', 2) AS day, count(*) AS filed FROM dossiers WHERE code LIKE 'H99.01-%%' GROUP BY 1) d
    ON d.day = to_char(c.day, 'YYYYMMDD')
"""
DOUBLES = "SELECT count(*) FROM (SELECT dossier_id FROM drafts WHERE dossier_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS twice"


def requests_of(bench: Bench, url: str) -> list[Request]:
    """One post for each draft, signed in as its applicant."""
    app = bench.app(url)
    account = drafts(app, url, FOR_THE_PRODUCT)
    session = cookie(app, _user_id=f"citizen:{account.id}:{account.session_epoch}", _fresh=True)
    body = f"csrf_token={form_token(app)}"
    return [Request("POST", f"/nop-ho-so/{SLUG}/{draft_id(n)}/nop", (f"Cookie: {session}",), body) for n in range(1, FOR_THE_PRODUCT + 1)]


def run(bench: Bench) -> list[Line]:
    with bench.copy() as url:
        sample = bench.rows(url, SAMPLE)[0][0]
        requests = requests_of(bench, url)
        slices: dict[tuple[str, int], list[Slice]] = {}
        with bench.programs(url, "tests.bench.limits.writes:application", BENCH_SAMPLE=sample) as programs:
            found = {count: raced(bench, programs, requests, slices, count) for count in (1, 8)}
        gaps, doubles = bench.rows(url, GAPS)[0][0], bench.rows(url, DOUBLES)[0][0]
        submitted = bench.rows(url, "SELECT count(*) FROM drafts WHERE dossier_id IS NOT NULL")[0][0]
    return lines(found, slices, gaps, doubles, submitted)


def raced(
    bench: Bench, programs: Mapping[str, Serving], requests: list[Request], slices: dict[tuple[str, int], list[Slice]], count: int
) -> Cycles:
    """Each program with so many clients; the product takes no draft twice, a limit begins anew when it has had all."""
    own = write_requests(bench.folder, "submit", requests)
    few = write_requests(bench.folder, "submit-again", requests[-FOR_A_LIMIT:])

    def measured(name: str) -> float:
        sent = sum(one.requests for (who, _), seen in slices.items() if who == name for one in seen)
        file, once = (own, True) if name == PRODUCT else (few, False)
        one = load(programs[name].url, file, connections=count, seconds=bench.seconds, first=sent, once=once)
        if name == PRODUCT and sent + one.requests > len(requests) - FOR_A_LIMIT:
            raise RuntimeError("there were too few drafts for so many cycles")
        slices.setdefault((name, count), []).append(one)
        return one.rate

    return alternate({name: (lambda _, name=name: measured(name)) for name in programs}, bench.cycles)


def lines(found: Mapping[int, Cycles], slices: Mapping[tuple[str, int], list[Slice]], gaps: int, doubles: int, submitted: int) -> list[Line]:
    both = []
    for count, cycles in found.items():
        ratio, alike = cycles.ratio(PRODUCT, LIMIT), cycles.ratio(AGAIN, LIMIT)
        both.append(Line("2", f"{TITLE}, {count} client{'s' * (count > 1)}", f"{cycles.median(PRODUCT):.0f}/s", f"{cycles.median(LIMIT):.0f}/s",
                         str(ratio), f"≥ {LEAST}", ratio.median >= LEAST, alike))
    more = found[8].median(PRODUCT) / found[1].median(PRODUCT)
    eight = sorted(slices[PRODUCT, 8], key=lambda one: one.p99 / max(one.p50, 0.001))
    middle = eight[len(eight) // 2]
    errors = sum(one.errors for seen in slices.values() for one in seen)
    return [
        *both,
        Line("2", "eight clients beside one", f"{found[8].median(PRODUCT):.0f}/s", f"{found[1].median(PRODUCT):.0f}/s", f"{more:.2f}", f"≥ {EIGHT}", more >= EIGHT),
        Line("2", "p99 beside p50, eight clients", f"{middle.p99:.1f} ms", f"{middle.p50:.1f} ms", f"{middle.p99 / middle.p50:.2f}", f"≤ {TAIL}", middle.p99 <= TAIL * middle.p50),
        Line("2", f"gaps, doubles, errors in {submitted:,}", f"{gaps}, {doubles}, {errors}", "0, 0, 0", "–", "0", not gaps and not doubles and not errors and submitted > 0),
    ]
