"""3. Three papers of 1 MB are handed in and the draft is submitted: hashed, type-checked, durable. The memory of the workers is watched."""

from __future__ import annotations

import io
import random
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import pikepdf

from casework.queries.drafts import key_of, open_draft
from portal.paper_uploads import field_name
from tests.bench.bench import Bench
from tests.bench.cookies import cookie, form_token
from tests.bench.measuring import AGAIN, LIMIT, PRODUCT, Line, alternate
from tests.bench.prepared import SLUG, draft_id, drafts
from tests.bench.programs import Serving, workers_of
from tests.bench.scenarios.s02_submit import SAMPLE

NUMBER, TITLE = 3, "Submit with three papers of 1 MB"
LEAST, GROWTH_AT_MOST = 0.75, 16
PAPERS, SIZE, CONNECTIONS, MOST_A_SECOND = 3, 1_000_000, 4, 150
BOUNDARY = "----papers-of-the-bench"
WHOLE = """
SELECT count(*) FROM drafts d WHERE dossier_id IS NOT NULL
   AND (SELECT count(*) FROM attachments a WHERE a.dossier_id = d.dossier_id AND a.size >= %s) = %s
"""


def scan() -> bytes:
    """A PDF of one page with a picture of 1 MB in it, which no packing makes smaller."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    picture = pikepdf.Stream(pdf, random.Random(3).randbytes(SIZE))
    picture.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 1000, "/Height": 1000,
                    "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8})
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def form(fields: dict[str, str], files: Sequence[tuple[str, str, bytes]]) -> bytes:
    """A multipart body."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    for name, file_name, data in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: application/pdf\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


class Client:
    """Hands in papers and submits, draft after draft, over some connections at once. Every answer must be a redirect."""

    def __init__(self, bench: Bench, url: str, drafts_of_all: int) -> None:
        app = bench.app(url)
        account = drafts(app, url, drafts_of_all, files=False)
        session = cookie(app, _user_id=f"citizen:{account.id}:{account.session_epoch}", _fresh=True)
        needed = open_draft(app.extensions["casework"], draft_id(1), account.id, datetime.now(UTC)).needed
        wanted = [field_name(*key_of(one)) for one in needed if one.required]
        if len(wanted) > PAPERS:
            raise RuntimeError(f"this draft requires more than {PAPERS} papers: {wanted}")
        wanted += [field_name(*key_of(one)) for one in needed if not one.required][: PAPERS - len(wanted)]
        paper, token = scan(), form_token(app)
        self.papers = form({"csrf_token": token, "then": "review"}, [(name, f"{n}.pdf", paper) for n, name in enumerate(wanted)])
        self.submission = f"csrf_token={token}".encode()
        self.cookie, self.done, self.failed = session, 0, 0
        self.given: dict[str, Iterator[int]] = {}

    def rate(self, one: Serving, seconds: float) -> float:
        """Submissions a second."""
        until, before = time.monotonic() + seconds, self.done
        threads = [threading.Thread(target=self._go_on, args=(one, until)) for _ in range(CONNECTIONS)]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return (self.done - before) / (time.monotonic() - begun)

    def _go_on(self, one: Serving, until: float) -> None:
        while time.monotonic() < until:
            place = f"/nop-ho-so/{SLUG}/{draft_id(next(self.given[one.name]))}"
            sent = self._post(one, f"{place}/giay-to", self.papers, f"multipart/form-data; boundary={BOUNDARY}")
            whole = sent and self._post(one, f"{place}/nop", self.submission, "application/x-www-form-urlencoded")
            self.done, self.failed = self.done + whole, self.failed + (not whole)

    def _post(self, one: Serving, path: str, body: bytes, content_type: str) -> bool:
        connection = HTTPConnection(one.url.removeprefix("http://"), timeout=60)
        try:
            connection.request("POST", path, body, {"Cookie": self.cookie, "Content-Type": content_type})
            return connection.getresponse().status in (302, 303)
        finally:
            connection.close()


def memory(pid: int, name: str) -> float:
    """MiB of a process as /proc/PID/status names it: VmRSS now, VmHWM at the most since it was last set back."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(name)


def run(bench: Bench) -> list[Line]:
    each = int(bench.cycles * bench.seconds * MOST_A_SECOND) + 200
    with bench.copy(min(bench.size, 100_000)) as url:
        sample = bench.rows(url, SAMPLE)[0][0]
        client = Client(bench, url, 3 * each)
        client.given = {name: count(1 + place * each) for place, name in enumerate((PRODUCT, LIMIT, AGAIN))}
        with bench.programs(url, "tests.bench.limits.uploads:application", BENCH_SAMPLE=sample) as programs:
            for one in programs.values():  # what handling a paper loads is loaded before anything counts
                client.rate(one, 1.0)
            workers = workers_of(programs[PRODUCT])
            before = {pid: memory(pid, "VmRSS") for pid in workers}
            for pid in workers:
                Path(f"/proc/{pid}/clear_refs").write_text("5")
            found = alternate({name: (lambda _, one=one: client.rate(one, bench.seconds)) for name, one in programs.items()}, bench.cycles)
            grown = max(memory(pid, "VmHWM") - before[pid] for pid in workers)
        whole = bench.rows(url, WHOLE, SIZE, PAPERS)[0][0]
    ratio, alike = found.ratio(PRODUCT, LIMIT), found.ratio(AGAIN, LIMIT)
    clean = not client.failed and whole == client.done
    return [
        Line("3", f"{TITLE}, {CONNECTIONS} clients", f"{found.median(PRODUCT):.0f}/s", f"{found.median(LIMIT):.0f}/s", str(ratio),
             f"≥ {LEAST}", ratio.median >= LEAST and clean, alike),
        Line("3", "the most that a worker's memory grew", f"{grown:.1f} MiB", "–", "–", f"≤ {GROWTH_AT_MOST} MiB", grown <= GROWTH_AT_MOST),
        Line("3", f"not whole or failed of {client.done:,}", f"{client.done - whole}, {client.failed}", "0, 0", "–", "0", clean),
    ]
