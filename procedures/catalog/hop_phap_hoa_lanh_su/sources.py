"""The documents this procedure rests on, and what differs between its dated editions. No rule and no form may enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procedures.definition import Citation

ND111 = "NĐ 111/2011/NĐ-CP"
TT01 = "TT 01/2012/TT-BNG"
ND196 = "NĐ 196/2025/NĐ-CP"
TT03 = "TT 03/2026/TT-BNG"
TT157 = "TT 157/2016/TT-BTC"
CONVENTION = "Công ước Apostille (Công ước La Hay ngày 05/10/1961)"

CERTIFICATION = Citation(ND111, "Điều 11", date(2011, 12, 5))
LEGALIZATION = Citation(ND111, "Điều 14", date(2011, 12, 5))
LIMIT = Citation(ND111, "Điều 11 khoản 5, Điều 14 khoản 5", date(2011, 12, 5))
FORM = Citation(TT01, "mẫu LS/HPH-2012/TK, thứ tự các mục", date(2012, 3, 20), to_be_confirmed=True)
FEE = Citation(TT157, "Điều 5")
FEE_COLLECTION = Citation(TT157, "Điều 3")
FEE_EXEMPTION = Citation(TT157, "Điều 4", to_be_confirmed=True)
RECEIVE_AND_RETURN = Citation(TT03, "Điều 3", date(2026, 5, 6))
FULL_AUTHORITY = Citation(TT03, "Điều 4", date(2026, 5, 6))
AUTHORISATION = Citation("Văn bản ủy quyền của Bộ Ngoại giao cho địa phương", to_be_confirmed=True)
POSTAL_PRACTICE = Citation("Thực tế giải quyết tại địa phương (07/12 ngày làm việc)", to_be_confirmed=True)
DECLARATION_VALIDITY = Citation("Tờ khai trực tuyến có giá trị 10 ngày làm việc", to_be_confirmed=True)
VERIFICATION = Citation(ND111, "xác minh với cơ quan cấp giấy tờ, 05 ngày làm việc", to_be_confirmed=True)
APOSTILLE = Citation(CONVENTION, "Điều 3, Điều 4; có hiệu lực với Việt Nam từ 11/9/2026", to_be_confirmed=True)
APOSTILLE_SCOPE = Citation(CONVENTION, "Điều 1", to_be_confirmed=True)
APOSTILLE_PARTIES = Citation(CONVENTION, "Điều 12; bảng trạng thái của HCCH", to_be_confirmed=True)
TREATY = Citation("Hiệp định tương trợ tư pháp với nước liên quan", to_be_confirmed=True)

APOSTILLE_FROM = date(2026, 9, 11)


@dataclass(frozen=True, slots=True)
class Edition:
    """What one dated version has of its own.

    `forward_limit` is what law gives the receiving office to send the dossier on ("" when no law does);
    `electronic` admits certified e-copies (NĐ 196/2025/NĐ-CP); `full` knows provinces with full authority;
    `apostille` asks what the Convention needs to know.
    """

    version: str
    in_force_from: date
    made_by: Citation
    forwarding: Citation
    forward_limit: str = ""
    electronic: bool = False
    full: bool = False
    apostille: bool = False


EDITIONS = (
    Edition(
        "2012-05",
        date(2012, 5, 15),
        Citation(TT01, "ngày có hiệu lực", date(2012, 3, 20), to_be_confirmed=True),
        AUTHORISATION,
    ),
    Edition(
        "2025-07",
        date(2025, 7, 4),
        Citation(ND196, "Mục 2a Chương II; ngày có hiệu lực", date(2025, 7, 4), to_be_confirmed=True),
        AUTHORISATION,
        electronic=True,
    ),
    Edition(
        "2026-05",
        date(2026, 5, 9),
        Citation(TT03, "", date(2026, 5, 6)),
        RECEIVE_AND_RETURN,
        "1wd",
        electronic=True,
        full=True,
    ),
    Edition(
        "2026-09",
        APOSTILLE_FROM,
        Citation("NQ 407/NQ-CP và " + CONVENTION, "hiệu lực với Việt Nam", date(2025, 12, 12), to_be_confirmed=True),
        RECEIVE_AND_RETURN,
        "1wd",
        electronic=True,
        full=True,
        apostille=True,
    ),
)
