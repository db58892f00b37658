"""14. The list of every dossier taken away as CSV and as workbook: how much more memory a worker needs for many rows than for few. Nothing is written."""

from __future__ import annotations

import io
import zipfile
from urllib.request import Request, urlopen

from tests.bench.bench import Bench
from tests.bench.cookies import cookie
from tests.bench.data import settings_for
from tests.bench.measuring import Line
from tests.bench.programs import serving, workers_of
from tests.bench.scenarios.s03_papers import memory

NUMBER, TITLE = 14, "Export of every row"
FEW, MANY, GROWTH_AT_MOST = 1_000, 100_000, 30
KINDS = ("csv", "xlsx")
OFFICER = "SELECT id, session_epoch FROM officers WHERE login = 'mot-cua'"


def rows_in(kind: str, body: bytes) -> int:
    """Rows of the file without its head."""
    if kind == "csv":
        return body.count(b"\r\n") - 1
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return book.read("xl/worksheets/sheet1.xml").count(b"<row ") - 1


def peak(bench: Bench, url: str, kind: str) -> tuple[float, int]:
    """MiB at the most of a worker that has answered nothing but this, and the rows it sent."""
    officer, epoch = bench.rows(url, OFFICER)[0]
    session = cookie(bench.app(url), _user_id=f"officer:{officer}:{epoch}", _fresh=True)
    with serving(f"export-{kind}", bench.product, settings_for(url), bench.folder / "export.log", workers=1) as one:
        asked = Request(f"{one.url}/can-bo/xuat-danh-sach?dang={kind}", headers={"Cookie": session})
        with urlopen(asked, timeout=120) as answer:
            body = answer.read()
        return memory(workers_of(one)[0], "VmHWM"), rows_in(kind, body)


def run(bench: Bench) -> list[Line]:
    sizes = FEW, min(MANY, bench.size)
    lines = []
    for kind in KINDS:
        (few, rows_few), (many, rows_many) = (peak(bench, bench.url(size), kind) for size in sizes)
        grown = many - few
        whole = (rows_few, rows_many) == sizes
        lines.append(
            Line("14", f"{TITLE}, {kind.upper()}, {rows_few:,} → {rows_many:,} rows: a worker's peak memory", f"{many:.1f} MiB", f"{few:.1f} MiB",
                 f"+{grown:.1f} MiB", f"< {GROWTH_AT_MOST} MiB more", grown < GROWTH_AT_MOST and whole)
        )
    return lines
