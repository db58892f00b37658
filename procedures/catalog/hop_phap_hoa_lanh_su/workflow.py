"""The two variants put together for one edition: receive and forward, or full authority. No rule over answers may enter."""

from __future__ import annotations

from procedures.catalog.hop_phap_hoa_lanh_su import forwarding, full_authority
from procedures.catalog.hop_phap_hoa_lanh_su.fee import FEE_RULE
from procedures.catalog.hop_phap_hoa_lanh_su.originals import AWAITING
from procedures.catalog.hop_phap_hoa_lanh_su.results import RESULTS
from procedures.catalog.hop_phap_hoa_lanh_su.settings import FORWARD, FULL
from procedures.catalog.hop_phap_hoa_lanh_su.sources import FULL_AUTHORITY, Edition
from procedures.definition import Text, Variant


def variants(edition: Edition) -> tuple[Variant, ...]:
    """Full authority exists only since TT 03/2026/TT-BNG, Điều 4."""
    forward = Variant(
        FORWARD,
        Text(
            "Chứng nhận lãnh sự, hợp pháp hóa lãnh sự: tiếp nhận hồ sơ và trả kết quả",
            "Consular certification and legalization: receiving and returning",
        ),
        Text("Cục Lãnh sự hoặc Sở Ngoại vụ TP. Hồ Chí Minh", "Consular Department or the Ho Chi Minh City office"),
        edition.forwarding,
        states=forwarding.states(edition),
        actions=forwarding.actions(edition),
        legs=forwarding.legs(edition),
        results=RESULTS,
        fee=FEE_RULE,
        initial=AWAITING,
        beyond_promise=Text(
            "Lời hẹn không tính thời gian xác minh: khi chưa có mẫu con dấu, chữ ký, Cục Lãnh sự hỏi cơ quan cấp giấy tờ và "
            "cơ quan đó trả lời trong 05 ngày làm việc.",
            "The promise leaves out verification: without a specimen the Consular Department asks the issuing body, which "
            "answers within 5 working days.",
        ),
    )
    full = Variant(
        FULL,
        Text(
            "Chứng nhận lãnh sự, hợp pháp hóa lãnh sự tại Sở",
            "Consular certification and legalization by the department",
        ),
        Text("Sở Ngoại vụ", "Department of Foreign Affairs"),
        FULL_AUTHORITY,
        states=full_authority.states(),
        actions=full_authority.actions(),
        legs=full_authority.legs(),
        results=RESULTS,
        fee=FEE_RULE,
        initial=AWAITING,
        beyond_promise=forward.beyond_promise,
    )
    return (forward, full) if edition.full else (forward,)
