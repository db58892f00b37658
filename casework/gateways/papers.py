"""The four papers of the office and the data each is made of; every sentence comes from the caller.

Layout of letters: NĐ 30/2020/NĐ-CP, Phụ lục I. Fields of the counter papers: TT 01/2018/TT-VPCP, mẫu 01 to 03. Only the
national heading is written here, because the decree fixes its words. Text is plain: a line break is a line break and
nothing else has a meaning. An empty value of a row becomes a dotted line to be filled by hand.
"""

from datetime import datetime
from typing import Any, Literal, NotRequired, TypedDict

from casework.gateways.pdf import TYPST_LIBRARY, render_pdf

# Căn cứ: NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, khoản 1.
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# A code names its mask and is read with any of the eight; trying all of them for the neatest took most of the time of a code.
MASK = 3


class Row(TypedDict):
    """One labelled value."""

    label: str
    value: str


class Column(TypedDict):
    """`weight` shares the width (default 1); `align` default left."""

    title: str
    weight: NotRequired[float]
    align: NotRequired[Literal["left", "center", "right"]]


class Table(TypedDict):
    """Each row has as many cells as there are columns."""

    columns: list[Column]
    rows: list[list[str]]


class Block(TypedDict, total=False):
    """A paragraph (`text`) or a `table`. `style`: body, basis (căn cứ, italic), heading (bold), centred."""

    text: str
    style: Literal["body", "basis", "heading", "centred"]
    table: Table


class Signature(TypedDict):
    """`lines` in capitals: authority first, e.g. ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NGOẠI VỤ"] or ["KT. GIÁM ĐỐC", …]."""

    lines: list[str]
    name: str
    note: NotRequired[str]


class Heading(TypedDict):
    """Left column of the head: `parent_agency` may be empty, a long name breaks where "\\n" stands; `number_line` e.g.
    "Số: 12/SNgV-LS"."""

    parent_agency: str
    agency: str
    number_line: str


class LetterData(Heading):
    """Công văn, tờ trình, quyết định, giấy phép.

    `kind_title` is empty for a công văn, whose `subject` ("V/v …") then stands below the number; otherwise the title in
    capitals with `subject` below it. `place_date` e.g. "Bình Sơn, ngày 21 tháng 10 năm 2021". `draft_mark` e.g. "DỰ THẢO".
    """

    place_date: str
    kind_title: str
    subject: str
    addressees_label: str
    addressees: list[str]
    body: list[Block]
    signature: Signature
    recipients_label: str
    recipients: list[str]
    draft_mark: NotRequired[str]


class ReceiptData(Heading):
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01, A5).

    `qr_content` is what the QR says (the tracking address); `rows` are about the person, `facts` are numbered from
    `components` on: number of sets, time by rule, received at, due at, way of return, fee.
    """

    form_name: str
    place_date: str
    title: str
    code_label: str
    code: str
    access_label: str
    access_code: str
    qr_content: str
    rows: list[Row]
    components_title: str
    components: Table
    facts: list[Row]
    notes: list[str]
    signatures: list[Signature]


class SlipData(Heading):
    """Phiếu yêu cầu bổ sung (mẫu 02), phiếu từ chối (mẫu 03), phiếu xin lỗi (mẫu 04)."""

    form_name: str
    place_date: str
    title: str
    code_label: str
    code: str
    rows: list[Row]
    paragraphs: list[str]
    table: NotRequired[Table]
    reasons_label: str
    reasons: list[str]
    closing: list[str]
    signatures: list[Signature]


class Section(TypedDict, total=False):
    """A part of a form: rows are numbered through all sections."""

    title: str
    rows: list[Row]
    table: Table
    paragraphs: list[str]


class FormData(TypedDict):
    """A form filled from the answers, to be signed by the applicant (CV01, Mẫu 01, tờ khai).

    `sample_mark` lies across every page of one that only shows how it is filled, e.g. "MẪU THAM KHẢO / SAMPLE".
    """

    form_name: str
    letterhead: list[str]
    number_line: str
    title: str
    subtitle: str
    addressees_label: str
    addressees: list[str]
    sections: list[Section]
    commitments: list[str]
    place_date: str
    signatures: list[Signature]
    footer: str
    sample_mark: NotRequired[str]


def letter_pdf(data: LetterData, *, issued_at: datetime | None = None) -> bytes:
    """A4 PDF/A-2b of a letter or decision."""
    return _paper("letter", dict(data), issued_at)


def receipt_pdf(data: ReceiptData, *, issued_at: datetime | None = None) -> bytes:
    """A5 PDF/A-2b of a receipt with its QR."""
    return _paper("receipt", {**data, "qr": qr_svg(data["qr_content"])}, issued_at)


def slip_pdf(data: SlipData, *, issued_at: datetime | None = None) -> bytes:
    """A5 PDF/A-2b of a slip of the counter."""
    return _paper("slip", dict(data), issued_at)


def form_pdf(data: FormData, *, issued_at: datetime | None = None) -> bytes:
    """A4 PDF/A-2b of a form to sign."""
    return _paper("form", dict(data), issued_at)


def qr_svg(content: str) -> str:
    """A QR code (error correction M) as SVG text without a border: the paper around it is white."""
    import segno

    return segno.make(content, error="m", micro=False, mask=MASK).svg_inline(border=0, scale=1)


def _paper(template: str, data: dict[str, Any], issued_at: datetime | None) -> bytes:
    given = {**data, "nation": NATION, "motto": MOTTO}
    return render_pdf(TYPST_LIBRARY / f"{template}.typ", given, issued_at=issued_at)
