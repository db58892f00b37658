"""10. A page of what a search finds by a name without diacritics, beside the same words asked of the index bare; and by a surname alone. Nothing is written."""

from __future__ import annotations

import json
import time
from typing import Any

from casework.models import Dossier
from casework.queries.words import by_words
from casework.queries.worklist import ALL, PAGE, Wanted, entries, found
from procedures.case.events import Actor
from procedures.definition import Role
from procedures.identifiers import fold
from tests.bench.bench import Bench
from tests.bench.data import NOW
from tests.bench.limits.statements import asking
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, alternate

NUMBER, TITLE = 10, "Search by a name without diacritics"
AT_MOST, SURNAME_MS, NAMES, SURNAME = 2.0, 10.0, 40, "nguyen"
ASKING = Actor("officer", 1, "bench", frozenset({Role.RECEPTION}))
PERSONS = """
SELECT applicant FROM dossiers WHERE slug = 'hop-phap-hoa-lanh-su' AND id %% greatest((SELECT max(id) FROM dossiers) / %s, 1) < 3 ORDER BY id LIMIT %s
"""


def names(bench: Bench, url: str) -> list[str]:
    """Whole names of applicants from all parts of the archive, as one types them in a hurry."""
    rows = bench.rows(url, PERSONS, 2 * NAMES, NAMES)
    return sorted({fold((row[0] if isinstance(row[0], dict) else json.loads(row[0]))["name"]) for row in rows})


def bare(wanted: list[str]) -> list[Any]:
    """Each name asked of the index of words, the newest fifty and one with what a row shows: one statement a name."""
    newest = (Dossier.filed_at.desc(), Dossier.id.desc())
    return [entries().where(*by_words(name)).order_by(*newest).limit(PAGE + 1) for name in wanted]


def run(bench: Bench) -> list[Line]:
    url = bench.url()
    casework, wanted = bench.app(url).extensions["casework"], names(bench, url)

    def searched(words: list[str]) -> float:
        """Milliseconds a search."""
        begun = time.perf_counter()
        for one in words:
            found(casework, ASKING, Wanted(ALL, words=one), NOW)
        return (time.perf_counter() - begun) * 1000 / len(words)

    with asking(url, bare(wanted)) as ask:

        def limit(_: int) -> float:
            begun = time.perf_counter()
            ask()
            return (time.perf_counter() - begun) * 1000 / len(wanted)

        searched(wanted), limit(0)
        by_name = alternate({PRODUCT: lambda _: searched(wanted), LIMIT: limit, AGAIN: limit}, bench.cycles)
    surname = alternate({PRODUCT: lambda _: searched([SURNAME] * NAMES)}, bench.cycles).median(PRODUCT)
    least = min(len(found(casework, ASKING, Wanted(ALL, words=one), NOW).entries) for one in [*wanted, SURNAME])
    ratio, alike = by_name.ratio(PRODUCT, LIMIT), by_name.ratio(AGAIN, LIMIT)
    return [
        Line("10", f"{TITLE}, {bench.size:,} dossiers", f"{by_name.median(PRODUCT):.2f} ms", f"{by_name.median(LIMIT):.2f} ms", str(ratio),
             f"≤ {AT_MOST:.0f}", ratio.median <= AT_MOST and least > 0, alike),
        Line("10", f"by the surname “{SURNAME}” alone, the first page", f"{surname:.2f} ms", f"{SURNAME_MS:.0f} ms", f"{surname / SURNAME_MS:.2f}",
             f"≤ {SURNAME_MS:.0f} ms", surname <= SURNAME_MS),
    ]
