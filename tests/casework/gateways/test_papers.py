"""The papers as a reader gets them: right letters, fixed bytes, and nothing that a person typed ever runs."""

import copy
import io
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.gateways.papers import MOTTO, NATION, form_pdf, letter_pdf, qr_svg, receipt_pdf, slip_pdf
from casework.gateways.pdf import PaperError, render_pdf
from casework.gateways.uploads import inspect_upload
from tests.casework.gateways.paper_samples import FORM, LETTER, PROPOSAL, RECEIPT, SLIP
from tests.support.paper_text import pages_of, squeezed

PAPERS: dict[str, tuple[Callable[..., bytes], Any]] = {
    "letter": (letter_pdf, LETTER),
    "proposal": (letter_pdf, PROPOSAL),
    "receipt": (receipt_pdf, RECEIPT),
    "slip": (slip_pdf, SLIP),
    "form": (form_pdf, FORM),
}
A4, A5 = (595, 842), (420, 595)
EVERY_VOWEL = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
]


def text_of(content: bytes) -> str:
    return "".join(pages_of(content))


def words_of(data: Any) -> list[str]:
    """Every text of the data that the paper is meant to show."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        hidden = {"style", "align", "weight", "qr_content"}
        return [word for key, value in data.items() if key not in hidden for word in words_of(value)]
    return [word for value in data for word in words_of(value)] if isinstance(data, list) else []


def letter_saying(*paragraphs: str) -> bytes:
    return letter_pdf({**LETTER, "body": [{"text": text} for text in paragraphs]})


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_says_everything_it_was_given(name: str) -> None:
    render, data = PAPERS[name]
    shown = text_of(render(data))
    missing = [word for word in [*words_of(data), NATION, MOTTO] if squeezed(word) not in shown]
    assert missing == []


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_is_the_same_bytes_every_time_and_one_page(name: str) -> None:
    render, data = PAPERS[name]
    content = render(data)
    assert content == render(copy.deepcopy(data))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (page,) = pdf.pages
        size = tuple(round(float(side)) for side in page.mediabox[2:])
    assert size == (A5 if name in ("receipt", "slip") else A4)


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_claims_pdf_a_names_its_language_and_is_harmless(name: str) -> None:
    render, data = PAPERS[name]
    content = render(data)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.MarkInfo.Marked
        assert metadata["dc:title"]
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert all("SourceSerif4" in font for font in fonts)
    inspect_upload(content, "a.pdf", max_bytes=10**7, allowed=frozenset({"pdf"}))


def test_the_date_of_issue_is_the_only_time_in_a_paper() -> None:
    first, second = (datetime(2021, 10, day, 3, tzinfo=UTC) for day in (21, 22))
    assert letter_pdf(LETTER, issued_at=first) == letter_pdf(LETTER, issued_at=first)
    assert letter_pdf(LETTER, issued_at=first) != letter_pdf(LETTER, issued_at=second)
    with pikepdf.open(io.BytesIO(letter_pdf(LETTER, issued_at=first))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20211021")


@pytest.mark.parametrize("style", ["body", "basis", "heading"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_is_set_in_every_face(style: str, form: Any) -> None:
    words = "".join(EVERY_VOWEL) + "đĐ"
    text = " ".join(unicodedata.normalize(form, letter) for letter in words)
    shown = text_of(letter_pdf({**LETTER, "body": [{"text": text, "style": style}]}))
    assert words in shown


def test_composed_and_decomposed_text_give_the_same_paper() -> None:
    text = "Nguyễn Thị Tưởng Tượng, phường Ngưỡng Nghiễng"
    assert letter_saying(unicodedata.normalize("NFD", text)) == letter_saying(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "typed",
    [
        '*#panic() #read("/etc/passwd")',
        '#import "parts.typ": *',
        "#{while true {}}",
        "_nghiêng_ *đậm* `mã` $x^2$ @ref <label>",
        "= Tiêu đề\n- mục\n+ số\n/ a: b",
        '"}); #eval("1+1")',
        "\\ \\u{41} ~ -- ... // /* */",
        "{{ 7*7 }} ${7*7} %s",
        "http://example.vn/?a=1&b=2",
    ],
)
def test_what_a_person_types_comes_out_as_text(typed: str) -> None:
    shown = text_of(letter_saying(typed))
    assert squeezed(typed) in shown
    assert "root:" not in shown


@settings(max_examples=40)
@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=80))
def test_any_typed_line_comes_out_as_typed(typed: str) -> None:
    assert squeezed(typed) in text_of(letter_saying(typed))


def test_a_long_letter_goes_on_and_numbers_its_later_pages() -> None:
    pages = pages_of(letter_saying(*[f"Đoạn thứ {number}. " + "Nội dung đoạn văn. " * 15 for number in range(1, 31)]))
    assert len(pages) >= 3
    assert "Đoạnthứ30." in "".join(pages)
    numbered = [text.startswith(str(page)) or text.endswith(str(page)) for page, text in enumerate(pages, start=1)]
    assert numbered == [False] + [True] * (len(pages) - 1)


def test_a_letter_without_recipients_addressees_or_parent_is_still_a_letter() -> None:
    shown = text_of(letter_pdf({**LETTER, "parent_agency": "", "addressees": [], "recipients": []}))
    assert "SỞNGOẠIVỤ" in shown


def test_the_qr_carries_its_address_and_nothing_of_the_page() -> None:
    assert qr_svg("http://127.0.0.1/a") == qr_svg("http://127.0.0.1/a") != qr_svg("http://127.0.0.1/b")
    assert receipt_pdf(RECEIPT) != receipt_pdf({**RECEIPT, "qr_content": "http://127.0.0.1/khac"})


def test_the_mark_of_a_sample_lies_across_its_page_in_one_line() -> None:
    content, size, lines = form_pdf({**FORM, "sample_mark": "MẪU THAM KHẢO / SAMPLE"}), 0.0, 0
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tf":
                size = float(operands[1])
            lines += str(operator) in ("Tj", "TJ") and size > 30
    assert lines == 1


def test_a_template_reads_nothing_outside_its_root(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    inside = tmp_path / "root"
    inside.mkdir()
    template = inside / "a.typ"
    template.write_text('#read("../secret.txt")')
    with pytest.raises(PaperError):
        render_pdf(template, {}, root=inside)
