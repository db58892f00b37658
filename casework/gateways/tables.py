"""Tables as files, row by row in constant memory: CSV that Excel opens with its accents, XLSX through XlsxWriter. No row is made here."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import IO, Any

BOM = "\ufeff"
# A spreadsheet takes what begins so for a formula and would run what an applicant wrote (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 500

Row = Sequence[Any]


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """The file in pieces; the first row is the head."""
    piece, writer = StringIO(BOM), None
    piece.seek(0, 2)
    writer = csv.writer(piece)
    for number, row in enumerate(rows, 1):
        writer.writerow([_harmless(value) for value in row])
        if number % AT_ONCE == 0:
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue()


def write_xlsx(stream: IO[bytes], name: str, rows: Iterable[Row]) -> None:
    """Write a workbook of one sheet; the first row is its head and stays in sight."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet, bold = book.add_worksheet(name), book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(number, place, value)
                elif value is not None:
                    sheet.write_string(number, place, str(value), bold if number == 0 else None)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
