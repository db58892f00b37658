"""The letter as an office document, opened again as an officer's program would."""

import io
import time
import unicodedata

import docx
import pytest
from docx.shared import Mm, Pt

from casework.gateways.docx import DocxUnreadable, docx_letter_parts, letter_docx, read_docx_text
from casework.gateways.papers import MOTTO, NATION
from casework.gateways.uploads import inspect_upload
from tests.casework.gateways.paper_samples import LETTER, PROPOSAL


def reopened(data=LETTER):
    return docx.Document(io.BytesIO(letter_docx(data)))


def test_the_page_is_the_one_of_the_decree() -> None:
    section = reopened().sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [20, 20, 30, 15]


def test_every_run_is_times_new_roman_between_11_and_14_points() -> None:
    document = reopened()
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    runs = [run for holder in [document, *cells] for paragraph in holder.paragraphs for run in paragraph.runs]
    assert {run.font.name for run in runs} == {"Times New Roman"}
    assert all(Pt(11) <= run.font.size <= Pt(14) for run in runs)
    assert document.styles["Normal"].font.size == Pt(14)


def test_the_head_has_agency_left_and_nation_right() -> None:
    head = reopened().tables[0]
    left, right = head.rows[0].cells
    assert [text for text in left.text.split("\n") if text] == ["ỦY BAN NHÂN DÂN", "TỈNH BÌNH SƠN", "SỞ NGOẠI VỤ"]
    assert [text for text in right.text.split("\n") if text] == [NATION, MOTTO]
    left, right = head.rows[1].cells
    assert left.text.split("\n") == [LETTER["number_line"], LETTER["subject"]]
    assert right.text == LETTER["place_date"]
    assert all(run.italic for run in right.paragraphs[0].runs)


def test_a_titled_document_has_its_subject_below_the_title() -> None:
    document = reopened(PROPOSAL)
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[:4] == ["DỰ THẢO", "TỜ TRÌNH", PROPOSAL["subject"], "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Bình Sơn"]
    assert PROPOSAL["subject"] not in document.tables[0].rows[1].cells[0].text


def test_the_end_has_recipients_left_and_signature_right() -> None:
    left, right = reopened().tables[-1].rows[0].cells
    assert left.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Chủ tịch UBND tỉnh (để báo cáo);", "- Lưu: VT, LS."]
    assert right.text.split("\n") == ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NGOẠI VỤ", "Lê Văn Ví Dụ"]


def test_the_table_of_the_body_is_a_table() -> None:
    table = reopened().tables[1]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Nguyễn Thị Tưởng Tượng", "Giám đốc", "C0000001"]
    assert table.columns[1].width > table.columns[0].width


def test_versions_are_compared_by_the_lines_of_the_letter() -> None:
    first = docx_letter_parts(letter_docx(LETTER))
    changed = {**LETTER, "body": [*LETTER["body"][:-1], {"text": "Xin trân trọng cảm ơn./."}]}
    second = docx_letter_parts(letter_docx(changed))
    assert [line for line in second if line not in first] == ["Xin trân trọng cảm ơn./."]
    assert first[-1] == "Trân trọng./."
    (table,) = (one for one in first if not isinstance(one, str))
    assert ("1", "Nguyễn Thị Tưởng Tượng", "Giám đốc", "C0000001") in table
    assert not any(NATION in str(one) or "Lê Văn Ví Dụ" in str(one) for one in first)


def test_the_whole_text_has_head_and_signature_too() -> None:
    text = read_docx_text(letter_docx(LETTER))
    for words in (NATION, LETTER["number_line"], "Trân trọng./.", "Lê Văn Ví Dụ"):
        assert words in text


def test_a_document_of_another_writer_is_read_whole() -> None:
    document = docx.Document()
    document.add_paragraph(unicodedata.normalize("NFD", "Đoạn   thứ nhất"))
    document.add_table(rows=2, cols=2).rows[0].cells[1].text = "ô"
    out = io.BytesIO()
    document.save(out)
    assert docx_letter_parts(out.getvalue()) == ["Đoạn thứ nhất", (("", "ô"),)], "an empty cell is one, an empty row is none"


def test_text_that_xml_cannot_hold_does_not_break_the_document() -> None:
    body = [{"text": "a\x00b\x0b<w:t>&amp;\nhàng hai"}]
    lines = docx_letter_parts(letter_docx({**LETTER, "body": body}))
    assert "ab<w:t>&amp; hàng hai" in lines


def test_equal_data_make_equal_bytes_that_pass_as_an_upload() -> None:
    content = letter_docx(LETTER)
    time.sleep(2.1)  # the clock inside a zip ticks every two seconds
    assert content == letter_docx(LETTER)
    assert inspect_upload(content, "a.docx", max_bytes=10**7, allowed=frozenset({"docx"})).kind == "docx"


@pytest.mark.parametrize("content", [b"", b"not a zip", letter_docx(LETTER)[:2000]])
def test_what_is_not_a_document_is_said_so(content: bytes) -> None:
    with pytest.raises(DocxUnreadable):
        read_docx_text(content)
