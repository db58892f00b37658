"""9. The 13-column report of one quarter, to HTML, beside its own statement sent bare. Nothing is written."""

from __future__ import annotations

import time
from datetime import date

from casework.queries.report import counted
from procedures.reporting import Rules
from tests.bench.bench import Bench
from tests.bench.cookies import cookie
from tests.bench.data import NOW
from tests.bench.limits.statements import asking
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, alternate

NUMBER, TITLE = 9, "Report of one quarter, to HTML"
AT_MOST = 1.25
SINCE, UNTIL = date(2026, 7, 1), date(2026, 9, 30)
PAGE = f"/can-bo/bao-cao?tu-ngay={SINCE}&den-ngay={UNTIL}"
DIRECTOR = "SELECT id, session_epoch FROM officers WHERE CAST(roles AS text) LIKE '%%director%%' ORDER BY id LIMIT 1"


def run(bench: Bench) -> list[Line]:
    url = bench.url()
    app = bench.app(url)
    officer, epoch = bench.rows(url, DIRECTOR)[0]
    session = cookie(app, _user_id=f"officer:{officer}:{epoch}", _fresh=True)
    client = app.test_client(use_cookies=False)

    def page(_: int) -> float:
        begun = time.perf_counter()
        answer = client.get(PAGE, headers={"Cookie": session})
        took = time.perf_counter() - begun
        if answer.status_code != 200:
            raise RuntimeError(f"{PAGE}: {answer.status}")
        return took * 1000

    with asking(url, [counted(SINCE, UNTIL, NOW, Rules())]) as ask:

        def bare(_: int) -> float:
            begun = time.perf_counter()
            ask()
            return (time.perf_counter() - begun) * 1000

        page(0), bare(0)
        found = alternate({PRODUCT: page, LIMIT: bare, AGAIN: bare}, bench.cycles)
    ratio, alike = found.ratio(PRODUCT, LIMIT), found.ratio(AGAIN, LIMIT)
    return [
        Line(
            "9", f"{TITLE}, {bench.size:,} dossiers", f"{found.median(PRODUCT):.0f} ms", f"{found.median(LIMIT):.0f} ms",
            str(ratio), f"≤ {AT_MOST}", ratio.median <= AT_MOST, alike,
        )
    ]
