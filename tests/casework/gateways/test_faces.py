"""Names in other scripts on the papers: every letter is set, and a paper without one is what it was."""

from __future__ import annotations

import io
import sys
from typing import Any

import pikepdf
import pytest

from casework.gateways.faces import more_faces
from casework.gateways.papers import form_pdf, letter_pdf, receipt_pdf, slip_pdf
from tests.casework.gateways.paper_samples import FORM, LETTER, RECEIPT, SLIP
from tests.support.paper_text import pages_of, squeezed

NAMES = {
    "Korean": "김철수 회장, 대한민국 외교부",
    "Japanese": "田中太郎 さくら カタカナ",
    "Chinese": "王小明, 中华人民共和国; 臺灣",
    "Thai": "สมชาย ใจดี",
    "Lao": "ສົມສັກ ໃຈດີ",
    "Khmer": "សុខ ដារា",
    "Burmese": "အောင်အောင်",
    "Hindi": "अनिल कुमार",
    "Arabic": "عمر",
    "Hebrew": "דוד",
    "symbols": "☎ 😀",
}
NOT_DEFINED = "0000"


def glyphs(content: bytes) -> set[str]:
    """The number of every glyph that is drawn; each font is a subset in which 0 is the box for a letter it has not."""
    drawn = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            assert all(str(font.Encoding) == "/Identity-H" for font in page.Resources.Font.values())
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("Tj", "TJ"):
                    parts = operands[0] if str(operator) == "TJ" else operands
                    codes = "".join(bytes(part).hex() for part in parts if isinstance(part, pikepdf.String))
                    drawn |= {codes[at : at + 4] for at in range(0, len(codes), 4)}
    return drawn


def letter_of(text: str) -> bytes:
    return letter_pdf({**LETTER, "body": [{"text": text}, {"text": text, "style": "heading"}, {"text": text, "style": "basis"}]})


def archivable(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        return metadata.get("pdfaid:part") == "2"


@pytest.mark.parametrize("script", sorted(NAMES))
def test_a_name_in_any_script_of_the_region_is_set_and_not_boxed(script: str) -> None:
    content = letter_of(f"Ông {NAMES[script]}, đại diện tổ chức")
    assert NOT_DEFINED not in glyphs(content)
    assert archivable(content), "a box would be forbidden"


@pytest.mark.parametrize("script", ["Korean", "Japanese", "Chinese"])
def test_it_can_be_copied_from_the_paper(script: str) -> None:
    assert "".join(pages_of(letter_of(NAMES[script]))).count(squeezed(NAMES[script])) == 3


def test_every_kind_of_paper_can() -> None:
    name = NAMES["Korean"]
    row: Any = {"label": "Người nộp", "value": name}
    section: Any = {"title": "", "rows": [row]}
    papers = [
        receipt_pdf({**RECEIPT, "rows": [row]}),
        slip_pdf({**SLIP, "rows": [row]}),
        form_pdf({**FORM, "sections": [section]}),
    ]
    for content in papers:
        assert NOT_DEFINED not in glyphs(content) and squeezed(name) in "".join(pages_of(content))


def test_a_letter_no_face_has_is_still_a_box_and_the_paper_is_there() -> None:
    content = letter_of("Chữ tượng hình \U00013080")
    assert NOT_DEFINED in glyphs(content) and not archivable(content)


def test_a_paper_without_such_letters_reads_no_further_face(monkeypatch: pytest.MonkeyPatch) -> None:
    every_vowel = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1A0, 0x1B0, *range(0x1EA0, 0x1EFA)]))
    assert more_faces(every_vowel + "αω Кирилл – “” … € ₫ → ≤") == []
    for package in ("manimgx_fonts", "manimgx_fonts_cjk"):
        monkeypatch.setitem(sys.modules, package, None)
    assert NOT_DEFINED not in glyphs(letter_of("Ông Nguyễn Văn Thử, Дмитрий, Ελένη: “1–2”"))


@pytest.mark.parametrize(("text", "first"), [("김철수 金", "KR"), ("田中 さくら", "JP"), ("王小明", "SC"), ("สมชาย", "SC")])
def test_signs_are_written_as_in_the_country_of_the_name(text: str, first: str) -> None:
    assert more_faces(text)[0] == f"Noto Sans CJK {first}"
