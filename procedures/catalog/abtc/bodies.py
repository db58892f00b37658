"""The bodies asked for their opinion since 10/7/2023, each with its time. No letter and no step may enter."""

from __future__ import annotations

from procedures.catalog.abtc.sources import article
from procedures.definition import ConsultedBody, Text

CONSULTATION_LIMIT, EXTENSION = "20cd", "15cd"


def _body(code: str, vi: str, en: str, always: bool = True) -> ConsultedBody:
    """Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 4, 5: silence is consent, one extension of at most 15 days."""
    cited = article("Điều 12 khoản 4, khoản 5")
    return ConsultedBody(code, Text(vi, en), CONSULTATION_LIMIT, cited, EXTENSION, True, always)


BODIES = (
    _body("tax", "Cơ quan thuế", "Tax authority"),
    _body("customs", "Cơ quan hải quan", "Customs authority"),
    _body("insurance", "Bảo hiểm xã hội", "Social insurance"),
    _body("police", "Công an tỉnh", "Provincial police"),
    _body("registration", "Cơ quan đăng ký kinh doanh", "Business registration office", always=False),
    _body("labour", "Cơ quan quản lý lao động", "Labour authority", always=False),
)


def name_of(code: str) -> str:
    """The Vietnamese name of a body; an unknown code stays as it is."""
    return next((body.name.vi for body in BODIES if body.code == code), code)
