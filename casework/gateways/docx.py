"""The same letter as an office document, written in the layout of NĐ 30/2020/NĐ-CP and read back; no sentence enters."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from casework.gateways.papers import MOTTO, NATION, Block, LetterData, Table

_FONT = "Times New Roman"
_BODY_POINTS = 14
_HEAD_POINTS = 12
_INDENT_MM = 10
_ALIGN = {"left": 0, "center": 1, "right": 2, "justify": 3}
# A document carries times; ours are fixed so that equal data make equal bytes.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# Everything that is no Char of XML 1.0, and the carriage return, which a run would keep as a second line break.
# A text: to compile it takes longer than the rest of this file, and few processes write a letter.
_NOT_IN_XML = "[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


# A paragraph, or a table as rows of cells.
Part = str | tuple[tuple[str, ...], ...]


class DocxUnreadable(Exception):
    """Bytes that are not a document Word could open."""


def letter_docx(data: LetterData) -> bytes:
    """A4 DOCX of a letter: margins 20, 20, 30 and 15 mm, Times New Roman 14, head and signature as tables."""
    from docx import Document

    document = Document()
    _set_page(document)
    if data.get("draft_mark"):
        _write(document.add_paragraph(), data["draft_mark"], bold=True, size=_HEAD_POINTS, align="right")
    _add_head(document, data)
    _add_title(document, data)
    _add_addressees(document, data)
    for block in data["body"]:
        _add_block(document, block)
    _add_end(document, data)
    out = io.BytesIO()
    document.save(out)
    return _without_times(out)


def read_docx_text(content: bytes) -> str:
    """Everything written in a document, in reading order, one line a paragraph and one line a table row."""
    lines: list[str] = []
    for part in _parts(_open(content)):
        lines += [part] if isinstance(part, str) else [" | ".join(row) for row in part]
    return "\n".join(lines)


def docx_letter_parts(content: bytes) -> list[Part]:
    """The letter without its head and signature tables: each paragraph as text, each table as rows of cells."""
    parts = list(_parts(_open(content)))
    tables = [place for place, part in enumerate(parts) if not isinstance(part, str)]
    layout: set[int] = set()
    if tables and any(NATION in cell for row in parts[tables[0]] for cell in row):
        layout = {tables[0], tables[-1]}
    return [part for place, part in enumerate(parts) if part and place not in layout]


def _without_times(packed: io.BytesIO) -> bytes:
    """The same parts packed again with one fixed time, because the library writes the time of packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _NO_DATE.timetuple()[:6])
            target.writestr(part, source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _open(content: bytes) -> Any:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return Document(io.BytesIO(content))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, LxmlError) as error:
        raise DocxUnreadable(type(error).__name__) from error


def _parts(document: Any) -> Iterator[Part]:
    """Each paragraph with a text, and each table: an empty cell stays a cell, a row without any text is left out."""
    for part in document.iter_inner_content():
        if not hasattr(part, "rows"):
            if text := _clean(part.text):
                yield text
            continue
        rows = [tuple(_clean(cell.text) for cell in row.cells) for row in part.rows]
        yield tuple(row for row in rows if any(row))


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _set_page(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _add_page_number(section.header.paragraphs[0])
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_BODY_POINTS)
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(script), _FONT)
    style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.language = "vi-VN"
    properties.created = properties.modified = _NO_DATE


def _add_page_number(paragraph: Any) -> None:
    """From the second page on, centred at the top (Phụ lục I, phần I, mục I, khoản 7)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = _ALIGN["center"]
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _write(
    paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: float = _BODY_POINTS, align: str = ""
) -> Any:
    """Add a run of plain text; a line break stays one, and what XML cannot hold is left out."""
    from docx.shared import Pt

    run = paragraph.add_run(re.sub(_NOT_IN_XML, "", unicodedata.normalize("NFC", text)))
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), _FONT
    if align:
        paragraph.alignment = _ALIGN[align]
    return paragraph


def _layout_table(document: Any, rows: int, widths: tuple[int, int]) -> Any:
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=2)
    _set_widths(table, [Mm(width) for width in widths])
    return table


def _set_widths(table: Any, widths: Sequence[int]) -> None:
    """On columns for LibreOffice and on cells for Word: each reads only one of the two."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _line_below(paragraph: Any, indent_mm: float) -> None:
    """The short line under a heading: a bottom border of an empty small paragraph drawn in from both sides."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent_mm)
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _add_head(document: Any, data: LetterData) -> None:
    from docx.shared import Pt

    table = _layout_table(document, 2, (72, 93))
    left, right = table.rows[0].cells
    first = left.paragraphs[0]
    if data["parent_agency"]:
        _write(first, data["parent_agency"], size=_HEAD_POINTS, align="center")
        first = left.add_paragraph()
    _write(first, data["agency"], bold=True, size=_HEAD_POINTS, align="center")
    _line_below(left.add_paragraph(), 22)
    _write(right.paragraphs[0], NATION, bold=True, size=_HEAD_POINTS, align="center")
    _write(right.add_paragraph(), MOTTO, bold=True, size=13, align="center")
    _line_below(right.add_paragraph(), 18)
    left, right = table.rows[1].cells
    line = _write(left.paragraphs[0], data["number_line"], size=13, align="center")
    if not data["kind_title"]:
        _write(left.add_paragraph() if data["number_line"] else line, data["subject"], size=_HEAD_POINTS, align="center")
    _write(right.paragraphs[0], data["place_date"], italic=True, size=13, align="center")
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)


def _add_title(document: Any, data: LetterData) -> None:
    from docx.shared import Pt

    if not data["kind_title"]:
        return
    title = _write(document.add_paragraph(), data["kind_title"], bold=True, align="center")
    title.paragraph_format.space_before = Pt(12)
    _write(document.add_paragraph(), data["subject"], bold=True, align="center")
    _line_below(document.add_paragraph(), 66)


def _add_addressees(document: Any, data: LetterData) -> None:
    from docx.shared import Mm, Pt

    if not data["addressees"]:
        return
    single = len(data["addressees"]) == 1
    first = f"{data['addressees_label']} {data['addressees'][0]}" if single else data["addressees_label"]
    opening = _write(document.add_paragraph(), first, align="center" if single else "left")
    opening.paragraph_format.space_before = Pt(12)
    opening.paragraph_format.space_after = Pt(6)
    if single:
        return
    opening.paragraph_format.left_indent = Mm(22)
    for addressee in data["addressees"]:
        line = _write(document.add_paragraph(), f"- {addressee}", align="left")
        line.paragraph_format.left_indent = Mm(42)


def _add_block(document: Any, block: Block) -> None:
    from docx.shared import Mm, Pt

    if "table" in block:
        _add_table(document, block["table"])
        return
    style = block.get("style", "body")
    bold = style in ("heading", "centred")
    align = {"centred": "center", "heading": "left"}.get(style, "justify")
    paragraph = _write(document.add_paragraph(), block["text"], bold=bold, italic=style == "basis", align=align)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.keep_with_next = style == "heading"
    if style != "centred":
        paragraph.paragraph_format.first_line_indent = Mm(_INDENT_MM)


def _add_table(document: Any, given: Table) -> None:
    from docx.shared import Mm

    columns = given["columns"]
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    total = sum(column.get("weight", 1) for column in columns)
    widths = [Mm(165 * column.get("weight", 1) / total) for column in columns]
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        _write(cell.paragraphs[0], column["title"], bold=True, size=_HEAD_POINTS, align="center")
    for values in given["rows"]:
        for cell, value, column in zip(table.add_row().cells, values, columns, strict=True):
            _write(cell.paragraphs[0], value, size=_HEAD_POINTS, align=column.get("align", "left"))
    _set_widths(table, widths)


def _add_end(document: Any, data: LetterData) -> None:
    from docx.shared import Pt

    document.add_paragraph().paragraph_format.line_spacing = Pt(8)
    left, right = _layout_table(document, 1, (75, 90)).rows[0].cells
    if data["recipients"]:
        _write(left.paragraphs[0], data["recipients_label"], bold=True, italic=True, size=12)
        for recipient in data["recipients"]:
            _write(left.add_paragraph(), f"- {recipient}", size=11)
    paragraph = right.paragraphs[0]
    for line in data["signature"]["lines"]:
        _write(paragraph, line, bold=True, align="center")
        paragraph = right.add_paragraph()
    if data["signature"].get("note"):
        _write(paragraph, data["signature"]["note"], italic=True, size=12, align="center")
        paragraph = right.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(64)
    _write(paragraph, data["signature"]["name"], bold=True, align="center")
