"""The lists that travel with the originals: signed on receipt, numbered for dispatch. No decision may enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import LABELS, title_of_document
from procedures.catalog.hop_phap_hoa_lanh_su.forms import day
from procedures.catalog.hop_phap_hoa_lanh_su.sources import ND111

ROOM_TO_SIGN = "\n" * 4
RECIPIENTS = {
    "consular_department": "Cục Lãnh sự, Bộ Ngoại giao",
    "hcmc": "Sở Ngoại vụ Thành phố Hồ Chí Minh",
}


def received_content(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What was handed in, paper by paper; `facts["originals"]` holds pages and condition in the order of the papers."""
    documents, originals = facts["answers"]["documents"], facts["originals"]
    rows = [
        [str(number), title_of_document(one), str(got["pages"]), got["condition"]]
        for number, (one, got) in enumerate(zip(documents, originals, strict=True), start=1)
    ]
    pages = sum(int(got["pages"]) for got in originals)
    giver = str(facts.get("giver") or facts["answers"]["applicant_name"])
    return {
        "subject": "Danh sách bản chính đã nhận",
        "addressee": f"Ông/Bà {facts['answers']['applicant_name']}",
        "paragraphs": [
            f"Bộ phận Một cửa đã nhận {len(rows):02} giấy tờ, tổng cộng {pages} trang, của hồ sơ mã số {facts['code']} "
            f"do Ông/Bà {giver} giao. Hai bên cùng ký xác nhận."
        ],
        "tables": [
            {"title": "Giấy tờ", "header": ["STT", "Giấy tờ", "Số trang", "Tình trạng"], "rows": rows},
            _signed_by_both(giver, str(facts.get("receiver", ""))),
        ],
        "recipients": ["Người nộp hồ sơ;", "Lưu: hồ sơ."],
        "legal_bases": [],
    }


def _signed_by_both(giver: str, receiver: str) -> dict[str, Any]:
    """A place for either signature; NĐ 30/2020/NĐ-CP knows one signature, this list has two."""
    header = ["Người giao (ký, ghi rõ họ tên)", "Người nhận (ký, ghi rõ họ tên)"]
    return {"title": "Ký xác nhận", "header": header, "rows": [[ROOM_TO_SIGN + giver, ROOM_TO_SIGN + receiver]]}


def dispatch_content(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The list sent with the originals; `facts` adds recipient, postal_code and, once received, originals."""
    documents = facts["answers"]["documents"]
    originals = facts.get("originals") or [{} for _ in documents]
    rows = [
        [
            str(number),
            title_of_document(one),
            f"{one['issuing_body']}; {one['signer']}, {one['signer_title']}; {day(one['signed_on'])}",
            LABELS[one["work"]].vi,
            str(got.get("pages", one.get("pages", ""))),
            str(one.get("extra_copies", 0)),
        ]
        for number, (one, got) in enumerate(zip(documents, originals, strict=True), start=1)
    ]
    header = ["STT", "Giấy tờ", "Cơ quan cấp; người ký; ngày ký", "Đề nghị", "Số trang", "Bản sao"]
    return {
        "subject": "V/v chuyển hồ sơ chứng nhận lãnh sự, hợp pháp hóa lãnh sự",
        "symbol": "SNgV-LS",
        "addressee": RECIPIENTS.get(facts.get("recipient", ""), RECIPIENTS["consular_department"]),
        "paragraphs": [
            f"Sở Ngoại vụ chuyển hồ sơ mã số {facts['code']} gồm {len(rows):02} giấy tờ theo danh sách dưới đây "
            f"(số hiệu bưu gửi: {facts.get('postal_code', '')}), đề nghị Quý cơ quan xem xét, giải quyết.",
            "Đề nghị Quý cơ quan đối chiếu, ký xác nhận và gửi trả danh sách này kèm kết quả.",
        ],
        "tables": [{"title": "Danh sách giấy tờ", "header": header, "rows": rows}],
        "recipients": ["Như trên;", "Lưu: VT, LS."],
        "legal_bases": [f"Căn cứ Nghị định số {ND111.removeprefix('NĐ ')} của Chính phủ;"],
        "signature": {"prefix": "", "title": "GIÁM ĐỐC", "name": str(facts.get("signer", ""))},
    }
