"""Complete, valid answers of plainly fictional people, for demonstration data and tests. Nobody real may enter."""

from __future__ import annotations

from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import APOSTILLE, CERTIFY, LEGALIZE
from procedures.catalog.hop_phap_hoa_lanh_su.treatment import INCOMING, OUTGOING

FAMILIES = ("Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi")
GIVEN = ("Thị Mẫu", "Văn Thử", "Minh Họa", "Thị Ví Dụ", "Quang Giả Định", "Thu Tập Dượt")
# Countries that are not in the table of the Convention, so that a sample fits every dated version.
OUTWARD, INWARD = ("AE", "TW", "MY", "QA"), ("TW", "MY", "AE")
VIETNAMESE_PAPERS = (
    ("Bằng tốt nghiệp đại học", "Trường Đại học Giả Định", "Hiệu trưởng"),
    ("Giấy xác nhận tình trạng hôn nhân", "UBND xã Sông Mẫu", "Chủ tịch"),
    ("Phiếu lý lịch tư pháp số 2", "Sở Tư pháp tỉnh Giả Định", "Phó Giám đốc"),
)
FOREIGN_PAPERS = (
    ("Degree certificate", "Example University", "Registrar"),
    ("Certificate of incorporation", "Sample Companies Registry", "Registrar of Companies"),
)


def person(n: int) -> str:
    return f"{FAMILIES[n % len(FAMILIES)]} {GIVEN[n // len(FAMILIES) % len(GIVEN)]}"


def sample_document(n: int, index: int, work: str, holder: str) -> dict[str, Any]:
    """One paper; the number tells papers of one kind apart."""
    papers = FOREIGN_PAPERS if work == LEGALIZE else VIETNAMESE_PAPERS
    name, body, title = papers[(n + index) % len(papers)]
    return {
        "name": name,
        "kind": "original",
        "work": work,
        "number": f"{n + 1:04}/{index + 1:02}-VD",
        "holder": holder,
        "issuing_body": body,
        "signer": "Jane Sample" if work == LEGALIZE else "Nguyễn Văn Ví Dụ",
        "signer_title": title,
        "signed_on": f"2019-{1 + n % 12:02}-15",
        "pages": 1 + index % 3,
        "extra_copies": n % 2,
    }


def sample_answers(n: int, *, apostille: bool = False) -> dict[str, Any]:
    """Answers no. `n`: every third is a foreign paper, every tenth a bundle of 12 diplomas.

    With `apostille` a Vietnamese paper goes to Japan, valid only in versions that know the Convention.
    """
    incoming = n % 3 == 2 and not apostille
    work = LEGALIZE if incoming else APOSTILLE if apostille else CERTIFY
    holder = person(n)
    country = INWARD[n % len(INWARD)] if incoming else "JP" if apostille else OUTWARD[n % len(OUTWARD)]
    count = 12 if n % 10 == 9 else 1 + n % 3
    return {
        "country": country,
        "direction": INCOMING if incoming else OUTGOING,
        "judicial_use": False,
        "outside_convention": False,
        "applicant_name": holder,
        "id_kind": "personal_id",
        "personal_id": f"0511{80 + n % 20:02}{n % 1_000_000:06}",
        "id_issued_on": "2021-03-01",
        "id_issued_by": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "address": f"Số {n + 1} đường Ví Dụ, xã Sông Mẫu",
        "phone": f"+849012{n % 100_000:05}",
        "email": f"nguoi-nop-{n}@example.vn",
        "purpose": ("study", "work", "business")[n % 3],
        **({"original_language": "other" if n % 2 else "vi_en"} if incoming else {}),
        "documents": [sample_document(n, index, work, person(n + index)) for index in range(count)],
        "originals_by": "counter",
        "has_delegate": False,
        **_return(n, holder),
        "result_form": "paper_and_scan",
        "truthful": True,
    }


def _return(n: int, holder: str) -> dict[str, Any]:
    if n % 4:
        return {"postal_return": False}
    address = f"Số {n + 1} đường Ví Dụ, xã Sông Mẫu"
    return {
        "postal_return": True,
        "return_receiver": holder,
        "return_address": address,
        "return_phone": f"+849012{n % 100_000:05}",
    }
