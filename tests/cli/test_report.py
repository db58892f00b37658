"""`flask report tthc`: the report as JSON, CSV and a workbook, and wrong periods refused in one line."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pytest

from casework.gateways.tables import as_csv, write_xlsx
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.desks import Desks
from tests.support.times import vn

PERIOD = ("--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture
def run(app, desks: Desks):
    code = desks.file("abtc", sample_answers(1, persons=1), vn("2026-10-05T08:00"))
    desks.act(Role.RECEPTION, code, "accept", vn("2026-10-05T09:00"))
    return lambda *given: app.test_cli_runner().invoke(args=["report", "tthc", *given])


def test_the_report_as_json(run):
    said = json.loads(run(*PERIOD).stdout)
    assert said["total"]["received"] == said["total"]["online"] == said["total"]["open"] == 1
    assert next(one for one in said["rows"] if one["procedure"] == "abtc")["online"] == 1
    assert (said["from"], said["to"]) == ("2026-10-01", "2026-10-31")
    assert said["readings"]["waiting"] == {"value": "in_time", "confirmed": False}
    assert "received, waiting, ended, direct" in run(*PERIOD).stderr, "what the office still has to confirm"


def test_the_report_as_a_table_that_a_spreadsheet_opens(run):
    out = run(*PERIOD, "--format", "csv").stdout_bytes
    assert out.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(out.decode("utf-8-sig"))))
    assert {len(one) for one in rows} == {13} and rows[0][2] == "Tiếp nhận: tổng số" and rows[1][2] == "1"


def test_the_report_as_a_workbook(run):
    with zipfile.ZipFile(BytesIO(run(*PERIOD, "--format", "xlsx").stdout_bytes)) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist() and book.testzip() is None


@pytest.mark.parametrize("given", [("--from", "2026-10-02", "--to", "2026-10-01"), ("--from", "x", "--to", "2026-10-01"), ("--from", "2026-10-01", "--to", "9999-12-31"), ()])
def test_a_wrong_period_is_refused_in_one_line(run, given):
    refused = run(*given)
    assert refused.exit_code == 2 and refused.stdout == "" and refused.stderr.count("\n") == 1


def test_nothing_somebody_wrote_becomes_a_formula():
    rows = [("=1+1", "+84", "-2", "@x", "\tx", "ok", 5, -5)]
    said = "".join(as_csv(rows))
    assert said == "\ufeff'=1+1,'+84,'-2,'@x,'\tx,ok,5,-5\r\n"
    book = BytesIO()
    write_xlsx(book, "x", rows)
    with zipfile.ZipFile(book) as opened:
        assert b"<f>" not in opened.read("xl/worksheets/sheet1.xml")
