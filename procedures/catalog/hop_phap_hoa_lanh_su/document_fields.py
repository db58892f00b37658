"""One paper of the declaration and what is asked for it. No other page may enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.sources import FEE, FORM
from procedures.definition import Choice, DateRule, Field, Group, Kind, Text

MOST_DOCUMENTS = 100
CERTIFY, LEGALIZE, SEEN, APOSTILLE = "certify", "legalize", "seen", "apostille"
KINDS = (
    Choice("original", Text("Bản chính", "Original")),
    Choice("copy", Text("Bản sao", "Copy")),
    Choice("extract", Text("Trích lục, trích sao", "Extract")),
    Choice("translation", Text("Bản dịch", "Translation")),
)
WORKS = (
    Choice(CERTIFY, Text("Chứng nhận lãnh sự", "Consular certification")),
    Choice(LEGALIZE, Text("Hợp pháp hóa lãnh sự", "Consular legalization")),
    Choice(SEEN, Text("Chứng nhận giấy tờ đã được xuất trình", "Certification that the paper was presented")),
)
APOSTILLE_WORK = Choice(APOSTILLE, Text("Cấp Apostille", "Apostille"))
LABELS: Mapping[str, Text] = {one.value: one.label for one in (*KINDS, *WORKS, APOSTILLE_WORK)}


def title_of_document(document: Mapping[str, Any]) -> str:
    """How one paper is called in lists, e.g. "Bằng tốt nghiệp đại học số 123/ĐH (Trần Thị Bình)"."""
    number = f" số {document['number']}" if document.get("number") else ""
    holder = f" ({document['holder']})" if document.get("holder") else ""
    return f"{document.get('name', '')}{number}{holder}"


def _text(name: str, vi: str, en: str, length: int, *, required: bool = True) -> Field:
    return Field(name, Kind.TEXT, Text(vi, en), required=required, max_length=length, citation=FORM)


def _documents(works: tuple[Choice, ...]) -> Group:
    return Group(
        "documents",
        Text("Giấy tờ đề nghị", "Papers"),
        Text("Giấy tờ", "Paper"),
        (
            _text("name", "Tên giấy tờ", "Name of the paper", 200),
            Field("kind", Kind.CHOICE, Text("Loại bản", "Kind"), choices=KINDS),
            Field("work", Kind.CHOICE, Text("Việc đề nghị", "What you ask for"), choices=works),
            _text("number", "Số hiệu (nếu có)", "Number (if any)", 60, required=False),
            _text("holder", "Tên người được cấp", "Issued to", 120),
            _text("issuing_body", "Cơ quan cấp", "Issuing body", 200),
            _text("signer", "Người ký", "Signed by", 120),
            _text("signer_title", "Chức danh người ký", "Signer's title", 120),
            Field(
                "signed_on",
                Kind.DATE,
                Text("Ngày ký", "Date signed"),
                date_rule=DateRule.NOT_FUTURE,
                citation=FORM,
            ),
            Field("pages", Kind.INTEGER, Text("Số trang", "Pages"), minimum=1, maximum=5000),
            Field(
                "extra_copies",
                Kind.INTEGER,
                Text("Số bản sao xin cấp thêm", "Extra copies wanted"),
                Text("5.000 đồng một bản. Không cần thì ghi 0.", "VND 5,000 each. Write 0 if you need none."),
                minimum=0,
                maximum=50,
                citation=FEE,
            ),
        ),
        min_items=1,
        max_items=MOST_DOCUMENTS,
        help=Text(
            "Mỗi giấy tờ khai một mục. Từ 10 giấy tờ trở lên, thời hạn dài hơn.",
            "One entry for each paper. From 10 papers on the time limit is longer.",
        ),
    )


# The editions that know the Convention also offer what it brings.
DOCUMENTS = {False: _documents(WORKS), True: _documents((*WORKS, APOSTILLE_WORK))}
