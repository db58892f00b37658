"""5. An officer accepts a dossier: permission, version check, event, clocks, outbox. One client after the other."""

from __future__ import annotations

from tests.bench.bench import Bench
from tests.bench.cookies import cookie, form_token
from tests.bench.load import Request
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line
from tests.bench.prepared import waiting

NUMBER, TITLE = 5, "One workflow action (accept), one client"
LEAST = 0.45
DONE = "SELECT count(*) FROM dossiers WHERE code LIKE 'BENCH-%%' AND accepted_at IS NOT NULL"


def run(bench: Bench) -> list[Line]:
    with bench.copy() as url:
        codes = waiting(url, sum(bench.enough(name) for name in (PRODUCT, LIMIT, AGAIN)))
        app = bench.app(url)
        officer, epoch = bench.rows(url, "SELECT id, session_epoch FROM officers WHERE login = 'mot-cua'")[0]
        session = cookie(app, _user_id=f"officer:{officer}:{epoch}", _fresh=True)
        body = f"csrf_token={form_token(app)}&seen=1"
        requests = [Request("POST", f"/can-bo/ho-so/{code}/accept", (f"Cookie: {session}",), body) for code in codes]
        files = bench.shared_out(requests)
        with bench.programs(url, bench.limit("writes"), BENCH_SAMPLE=codes[0]) as programs:
            raced = bench.race_apart(programs, files, 1, dict.fromkeys(files, 0))
        done = bench.rows(url, DONE)[0][0]
    sent = sum(one.requests for seen in raced.slices.values() for one in seen)
    ratio, alike = raced.cycles.ratio(PRODUCT, LIMIT), raced.cycles.ratio(AGAIN, LIMIT)
    whole = not raced.errors() and done >= sent
    return [
        Line("5", TITLE, f"{raced.cycles.median(PRODUCT):.0f}/s", f"{raced.cycles.median(LIMIT):.0f}/s", str(ratio), f"≥ {LEAST}",
             ratio.median >= LEAST and whole, alike, note=f"{done} accepted, {sent} answered")
    ]
