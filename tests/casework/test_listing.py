"""A list is written in constant memory: twenty times as many rows take no more of it. On both databases, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from flask import Flask
from sqlalchemy import insert, select

from casework.models import Dossier
from procedures.catalog.abtc.samples import sample_answers
from tests.support.desks import Desks
from tests.support.times import vn
from tests.support.tree import ROOT

NOW = vn("2026-10-05T08:00")
ROWS, MORE = 1_000, 20_000
GROWS_AT_MOST = 30 * 1024
# What the largest memory was after each of two exports, in KiB.
EXPORT = """
import io, resource, sys
from datetime import datetime, UTC
from types import SimpleNamespace
from casework.database import Database
from casework.gateways.tables import as_csv, write_xlsx
from casework.queries import listing
from casework.queries.worklist import ALL, Wanted
from itertools import islice
from procedures.case.events import Actor
from procedures.definition import Role

class Nowhere(io.RawIOBase):
    place = largest = 0
    def writable(self): return True
    def write(self, data): self.place += len(data); self.largest = max(self.largest, self.place); return len(data)
    def seekable(self): return True
    def tell(self): return self.place
    def seek(self, to, whence=0): self.place = to if whence == 0 else self.largest + to; return self.place

case = SimpleNamespace(database=Database(sys.argv[1]), revisions={})
actor = Actor("officer", 1, "x", frozenset({Role.RECEPTION}))

def rows(count):
    found = listing.every(case, actor, Wanted(ALL), datetime.now(UTC))
    yield ("code", "title")
    yield from ((one.code, one.title) for one in islice(found, count))
    found.close()

for count in (int(one) for one in sys.argv[2:]):
    written = sum(piece.count("\\r\\n") for piece in as_csv(rows(count)))
    write_xlsx(Nowhere(), "x", rows(count))
    print(written - 1, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_twenty_times_the_rows_take_no_more_memory(app_on_both: Flask):
    desks = Desks(app_on_both.extensions["casework"])
    code, table = desks.file("abtc", sample_answers(1, persons=1), NOW), Dossier.__table__
    with desks.casework.database.unit_of_work() as session:
        one = dict(session.execute(select(table).where(table.c.code == code)).mappings().one())
        del one["id"]
        session.execute(insert(table), [{**one, "code": f"{code[:-7]}{n + 10:07}", "external_code": None} for n in range(MORE)])
    url = desks.casework.database.url
    command = [sys.executable, "-c", EXPORT, url, str(ROWS), str(MORE)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    (few, before), (many, after) = (map(int, line.split()) for line in said.stdout.splitlines())
    assert (few, many) == (ROWS, MORE)
    assert after - before < GROWS_AT_MOST
