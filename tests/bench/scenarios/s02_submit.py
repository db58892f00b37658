"""2. A complete draft is submitted: durable, with a gapless code, by one and by eight clients. Without new files."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench.bench import Bench, Raced
from tests.bench.cookies import cookie, form_token
from tests.bench.load import Request
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line
from tests.bench.prepared import SLUG, draft_id, drafts

NUMBER, TITLE = 2, "Submit a complete draft, durable, gapless code"
LEAST, EIGHT, TAIL = 0.55, 1.4, 5.0
RACES = 2
SAMPLE = f"SELECT code FROM dossiers WHERE slug = '{SLUG}' ORDER BY id DESC LIMIT 1"
GAPS = """
SELECT coalesce(sum(c.last - d.filed), 0) FROM dossier_counters c
  JOIN (SELECT substr(code, 8, 8) AS day, count(*) AS filed FROM dossiers WHERE code LIKE 'H99.01-%%' GROUP BY 1) d
    ON d.day = replace(CAST(c.day AS text), '-', '')
"""
DOUBLES = "SELECT count(*) FROM (SELECT dossier_id FROM drafts WHERE dossier_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS twice"


def requests_of(bench: Bench, url: str) -> list[Request]:
    """One post for each draft, signed in as its applicant."""
    app = bench.app(url)
    count = sum(bench.enough(name, RACES) for name in (PRODUCT, LIMIT, AGAIN))
    account = drafts(app, url, count)
    session = cookie(app, _user_id=f"citizen:{account.id}:{account.session_epoch}", _fresh=True)
    body = f"csrf_token={form_token(app)}"
    return [Request("POST", f"/nop-ho-so/{SLUG}/{draft_id(n)}/nop", (f"Cookie: {session}",), body) for n in range(1, count + 1)]


def run(bench: Bench) -> list[Line]:
    with bench.copy() as url:
        sample = bench.rows(url, SAMPLE)[0][0]
        files = bench.shared_out(requests_of(bench, url), RACES)
        sent = dict.fromkeys(files, 0)
        with bench.programs(url, bench.limit("writes"), BENCH_SAMPLE=sample) as programs:
            found = {count: bench.race_apart(programs, files, count, sent) for count in (1, 8)}
        gaps, doubles = bench.rows(url, GAPS)[0][0], bench.rows(url, DOUBLES)[0][0]
        submitted = bench.rows(url, "SELECT count(*) FROM drafts WHERE dossier_id IS NOT NULL")[0][0]
    return lines(found, gaps, doubles, submitted)


def lines(found: Mapping[int, Raced], gaps: int, doubles: int, submitted: int) -> list[Line]:
    both = []
    for count, raced in found.items():
        cycles = raced.cycles
        ratio, alike = cycles.ratio(PRODUCT, LIMIT), cycles.ratio(AGAIN, LIMIT)
        both.append(Line("2", f"{TITLE}, {count} client{'s' * (count > 1)}", f"{cycles.median(PRODUCT):.0f}/s", f"{cycles.median(LIMIT):.0f}/s",
                         str(ratio), f"≥ {LEAST}", ratio.median >= LEAST, alike))
    more = found[8].cycles.median(PRODUCT) / found[1].cycles.median(PRODUCT)
    eight = sorted(found[8].slices[PRODUCT], key=lambda one: one.p99 / max(one.p50, 0.001))
    middle = eight[len(eight) // 2]
    errors = sum(one.errors() for one in found.values())
    return [
        *both,
        Line("2", "eight clients beside one", f"{found[8].cycles.median(PRODUCT):.0f}/s", f"{found[1].cycles.median(PRODUCT):.0f}/s", f"{more:.2f}", f"≥ {EIGHT}", more >= EIGHT),
        Line("2", "p99 beside p50, eight clients", f"{middle.p99:.1f} ms", f"{middle.p50:.1f} ms", f"{middle.p99 / middle.p50:.2f}", f"≤ {TAIL}", middle.p99 <= TAIL * middle.p50),
        Line("2", f"gaps, doubles, errors in {submitted:,}", f"{gaps}, {doubles}, {errors}", "0, 0, 0", "–", "0", not gaps and not doubles and not errors and submitted > 0),
    ]
