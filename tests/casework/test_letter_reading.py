"""A letter changed in a word processor is read as what it says: empty cells stay cells, text below a table stays below it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document

from casework.gateways.docx import docx_letter_parts, letter_docx
from casework.services.letter_reading import content_of
from procedures.letters import compose

OFFICE = {"name": "Sở Ngoại vụ", "parent": "UBND tỉnh", "place": "Bình Sơn"}
HEADER = ["STT", "Tên", "Lý do"]
CONTENT: dict[str, Any] = {
    "kind_title": "TỜ TRÌNH",
    "subject": "Về việc thí dụ",
    "addressee": "Chủ tịch tỉnh",
    "legal_bases": ["Căn cứ một"],
    "paragraphs": ["Đoạn một", "Đoạn hai"],
    "tables": [
        {"title": "Bảng một", "header": HEADER, "rows": [["1", "Người A", ""], ["", "", "Thiếu"], ["3", "", ""]]},
        {"title": "", "header": ["Tên", "Số"], "rows": [["", "7"]]},
    ],
    "closing": ["Kính trình."],
}


def letter_of(content: dict[str, Any]) -> Any:
    return compose(content, OFFICE, body="office", number=None, symbol="TTr-SNgV", issued_on=None)


def read_after(change: Callable[[Document], object], content: dict[str, Any] = CONTENT) -> dict[str, Any]:
    """The content read from its own document after somebody changed that."""
    document, out = docx.Document(io.BytesIO(letter_docx(letter_of(content)))), io.BytesIO()
    change(document)
    document.save(out)
    return content_of(docx_letter_parts(out.getvalue()), content, letter_of(content))


def paragraph(document: Document, words: str) -> Any:
    return next(one for one in document.paragraphs if one.text == words)


def below(document: Document, table: int, text: str) -> None:
    """Type a paragraph directly below a table; the first table of the file is the head of the letter."""
    added = document.add_paragraph(text)
    document.tables[table]._tbl.addnext(added._p)


def test_empty_cells_and_text_below_tables_come_back_as_they_went() -> None:
    assert read_after(lambda document: None) == CONTENT


def test_a_cell_is_emptied_and_another_one_filled() -> None:
    def change(document: Document) -> None:
        rows = document.tables[1].rows
        rows[1].cells[1].text, rows[3].cells[2].text = "", "Có | vạch"

    read = read_after(change)
    assert read["tables"][0]["rows"] == [["1", "", ""], ["", "", "Thiếu"], ["3", "", "Có | vạch"]]
    assert read["tables"][1] == CONTENT["tables"][1]


def test_a_row_that_is_mostly_empty_is_added() -> None:
    def change(document: Document) -> None:
        document.tables[1].add_row().cells[2].text = "Chỉ có lý do"

    assert read_after(change)["tables"][0]["rows"][-1] == ["", "", "Chỉ có lý do"]


def test_a_paragraph_below_a_table_is_below_it() -> None:
    read = read_after(lambda document: below(document, 2, "Viết dưới bảng hai"))
    assert (read["paragraphs"], read["closing"]) == (CONTENT["paragraphs"], ["Viết dưới bảng hai", "Kính trình."])
    assert read["tables"] == CONTENT["tables"]
    again = letter_of(read)["body"]
    assert [one.get("text") for one in again[-2:]] == ["Viết dưới bảng hai", "Kính trình."]


def test_a_paragraph_between_two_tables_takes_no_title() -> None:
    read = read_after(lambda document: below(document, 1, "Viết giữa hai bảng"))
    assert [one["title"] for one in read["tables"]] == ["Bảng một", ""]
    assert read["closing"] == ["Viết giữa hai bảng", "Kính trình."]


def test_a_paragraph_of_a_letter_that_had_none_below_its_table() -> None:
    content = {name: one for name, one in CONTENT.items() if name != "closing"}
    read = read_after(lambda document: below(document, 2, "Kính trình | xem xét | quyết định."), content)
    assert read == content | {"closing": ["Kính trình | xem xét | quyết định."]}


def test_a_paragraph_with_bars_is_no_row() -> None:
    def change(document: Document) -> None:
        paragraph(document, "Đoạn hai").text = "Một | hai | ba"

    read = read_after(change)
    assert read["paragraphs"] == ["Đoạn một", "Một | hai | ba"] and read["tables"] == CONTENT["tables"]


def test_a_column_is_added_and_short_rows_are_filled_up() -> None:
    def change(document: Document) -> None:
        table = document.tables[2]
        for cell, text in zip(table.add_column(200000).cells, ["Ghi chú", ""], strict=True):
            cell.text = text

    assert read_after(change)["tables"][1] == {"title": "", "header": ["Tên", "Số", "Ghi chú"], "rows": [["", "7", ""]]}


def test_a_title_is_changed_and_stays_a_title() -> None:
    def change(document: Document) -> None:
        paragraph(document, "Bảng một").text = "Danh sách"

    assert read_after(change) == CONTENT | {"tables": [{**CONTENT["tables"][0], "title": "Danh sách"}, CONTENT["tables"][1]]}


def test_a_table_is_taken_out_and_no_word_of_the_rest_is_lost() -> None:
    def change(document: Document) -> None:
        table = document.tables[1]._tbl
        table.getparent().remove(table)

    read = read_after(change)
    assert read["tables"] == [CONTENT["tables"][1]]
    assert read["paragraphs"] == ["Đoạn một", "Đoạn hai", "Bảng một"] and read["closing"] == ["Kính trình."]


def test_a_table_of_their_own_is_kept() -> None:
    def change(document: Document) -> None:
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip((one for row in table.rows for one in row.cells), ["A", "B", "", "2"], strict=True):
            cell.text = text
        paragraph(document, "Kính trình.")._p.addprevious(table._tbl)

    assert read_after(change)["tables"] == [*CONTENT["tables"], {"title": "", "header": ["A", "B"], "rows": [["", "2"]]}]
