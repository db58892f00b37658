"""The papers that leave with the originals: the return slip and the notice of refusal. No decision may enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import LABELS, title_of_document
from procedures.catalog.hop_phap_hoa_lanh_su.forms import day
from procedures.catalog.hop_phap_hoa_lanh_su.settings import FULL
from procedures.catalog.hop_phap_hoa_lanh_su.sources import LIMIT, ND111, RECEIVE_AND_RETURN, TT03, TT157
from procedures.countries import name as country_name
from procedures.definition import Citation, Outcome, ResultPaper, Text

DEPARTMENT = "Cục Lãnh sự (Bộ Ngoại giao) hoặc Sở Ngoại vụ Thành phố Hồ Chí Minh"
SUBJECT = "Chứng nhận lãnh sự, hợp pháp hóa lãnh sự"
# A book of its own: these slips are many and do not use up the numbers of the office's letters.
BOOK = "legalization"
BASES = [
    f"Căn cứ Nghị định số {ND111.removeprefix('NĐ ')} ngày 05 tháng 12 năm 2011 của Chính phủ về chứng nhận lãnh sự, hợp pháp hóa lãnh sự;",
    f"Căn cứ Thông tư số {TT157.removeprefix('TT ')} của Bộ Tài chính quy định mức thu phí chứng nhận lãnh sự, hợp pháp hóa lãnh sự;",
]


def _of(facts: Mapping[str, Any], outcome: Outcome) -> list[Mapping[str, Any]]:
    return [one for one in facts.get("items", []) if one.get("outcome") == outcome]


def _decided_by(facts: Mapping[str, Any]) -> str:
    variant = facts["variant"]
    return "Sở Ngoại vụ" if getattr(variant, "code", variant) == FULL else DEPARTMENT


def _applicant(facts: Mapping[str, Any]) -> str:
    return str(facts["answers"].get("applicant_name") or facts.get("applicant", {}).get("name", ""))


def _paper(facts: Mapping[str, Any], kind: str, paragraphs: list[str], table: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind_title": kind,
        "subject": SUBJECT,
        "addressee": f"Ông/Bà {_applicant(facts)}",
        "paragraphs": paragraphs,
        "tables": [table],
        "recipients": ["Như trên;", "Bộ phận Một cửa;", "Lưu: VT, LS."],
        "legal_bases": [*BASES, *_own_basis(facts)],
        "signature": {"prefix": "", "title": "GIÁM ĐỐC", "name": str(facts.get("signer", ""))},
    }


def _own_basis(facts: Mapping[str, Any]) -> list[str]:
    if str(facts.get("issued_on", "")) < "2026-05-09":
        return []
    return [f"Căn cứ Thông tư số {TT03.removeprefix('TT ')} ngày 06 tháng 5 năm 2026 của Bộ trưởng Bộ Ngoại giao;"]


def returned(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The slip that goes with the papers that were certified, legalized or given an apostille."""
    granted = _of(facts, Outcome.GRANTED)
    rows = [
        [
            str(number),
            title_of_document(one["answers"]),
            day(one["answers"].get("signed_on")),
            LABELS[one["answers"]["work"]].vi,
            str(one["answers"].get("extra_copies", 0)),
        ]
        for number, one in enumerate(granted, start=1)
    ]
    first = (
        f"Hồ sơ mã số {facts['code']} gồm {len(facts['answers']['documents']):02} giấy tờ. {_decided_by(facts)} đã giải quyết "
        f"{len(granted):02} giấy tờ dưới đây; bản chính được trả kèm phiếu này."
    )
    second = (
        "Việc chứng nhận lãnh sự, hợp pháp hóa lãnh sự chỉ xác nhận con dấu, chữ ký, chức danh trên giấy tờ, không xác nhận nội dung "
        "của giấy tờ."
    )
    header = ["STT", "Giấy tờ", "Ngày ký", "Đã giải quyết", "Bản sao cấp thêm"]
    table = {"title": "Danh sách giấy tờ trả lại", "header": header, "rows": rows}
    return _paper(facts, "PHIẾU TRẢ KẾT QUẢ", [first, second], table)


def refused(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The notice with the reason for each paper that was not certified (TT 03/2026/TT-BNG, Điều 3: the office explains)."""
    items = _of(facts, Outcome.REFUSED)
    rows = [
        [str(number), title_of_document(one["answers"]), one["reason"]] for number, one in enumerate(items, start=1)
    ]
    country = country_name(facts["answers"].get("country", ""))
    paragraphs = [
        f"{_decided_by(facts)} không chứng nhận {len(items):02} giấy tờ trong hồ sơ mã số {facts['code']} (nước liên quan: {country}), "
        "với lý do ghi trong danh sách dưới đây.",
        "Bản chính được trả lại nguyên trạng. Ông/Bà có thể nộp hồ sơ mới sau khi khắc phục, hoặc khiếu nại theo quy định của pháp luật.",
    ]
    table = {"title": "Giấy tờ không được chứng nhận", "header": ["STT", "Giấy tờ", "Lý do"], "rows": rows}
    return _paper(facts, "THÔNG BÁO KHÔNG CHỨNG NHẬN", paragraphs, table)


RESULTS = (
    ResultPaper(
        "return_slip",
        Text("Phiếu trả kết quả", "Return slip"),
        Outcome.GRANTED,
        BOOK,
        "PTKQ-SNgV",
        "office",
        Citation(LIMIT.document, "trả kết quả; ký hiệu theo sổ của Sở", LIMIT.issued_on, to_be_confirmed=True),
        returned,
        (
            Text(
                "Con dấu, chữ ký, chức danh trên giấy tờ đã được chứng nhận; nội dung giấy tờ không thuộc phần chứng nhận.",
                "Seals, signatures and titles were certified; what the paper says was not.",
            ),
        ),
    ),
    ResultPaper(
        "refusal",
        Text("Thông báo không chứng nhận", "Notice of refusal"),
        Outcome.REFUSED,
        BOOK,
        "TB-SNgV",
        "office",
        RECEIVE_AND_RETURN,
        refused,
        (
            Text(
                "Bản chính được trả lại cùng thông báo; lý do ghi trong thông báo.",
                "The originals go back with the notice, which gives the reason.",
            ),
        ),
    ),
)
