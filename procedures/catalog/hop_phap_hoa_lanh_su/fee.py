"""The fee: VND 30,000 a paper and 5,000 a copy, computed on the server. No payment and no receipt may enter."""

from __future__ import annotations

from procedures.catalog.hop_phap_hoa_lanh_su.settings import setting
from procedures.catalog.hop_phap_hoa_lanh_su.sources import FEE
from procedures.definition import Answers, FeeLine, FeeRule, Parameters, Text

DOCUMENT_VND, COPY_VND = 30_000, 5_000
PER_DOCUMENT = Text("Chứng nhận lãnh sự, hợp pháp hóa lãnh sự", "Consular certification or legalization")
PER_COPY = Text("Cấp bản sao giấy tờ", "Copies of the papers")


def fee_lines(answers: Answers, parameters: Parameters) -> tuple[FeeLine, ...]:
    """Căn cứ: TT 157/2016/TT-BTC, Điều 5; nothing where a treaty waives it (Điều 4)."""
    documents = answers.get("documents", [])
    if not documents or answers.get("country") in setting(parameters, "fee_exempt_countries"):
        return ()
    copies = sum(int(one.get("extra_copies") or 0) for one in documents)
    lines = [FeeLine(PER_DOCUMENT, len(documents), DOCUMENT_VND)]
    if copies:
        lines.append(FeeLine(PER_COPY, copies, COPY_VND))
    return tuple(lines)


def fee_vnd(answers: Answers, parameters: Parameters) -> int:
    return sum(line.amount_vnd for line in fee_lines(answers, parameters))


FEE_RULE = FeeRule(
    fee_lines,
    Text(
        "30.000 đồng một giấy tờ; 5.000 đồng một bản sao cấp thêm. Nộp khi giao bản chính.",
        "VND 30,000 a paper and VND 5,000 an extra copy, paid when the originals are handed in.",
    ),
    FEE,
)
