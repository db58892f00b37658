"""What a province sets by its own decision: its dated mode and the tables by country. No process may enter."""

from __future__ import annotations

from datetime import date
from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.sources import (
    APOSTILLE_PARTIES,
    CERTIFICATION,
    FEE_EXEMPTION,
    RECEIVE_AND_RETURN,
    TREATY,
)
from procedures.definition import Citation, Parameter, Parameters, Text

INFORM, FORWARD, FULL = "inform", "forward", "full"

# A fictional demonstration province that receives and returns; a real office replaces it by its own document.
MODE_BY_DEFAULT = [
    {"from": "2012-05-15", "mode": FORWARD, "document": "Văn bản ủy quyền của Bộ Ngoại giao (cần xác nhận)"}
]

# Well-known parties of the Convention; dates and objections are to be confirmed against the HCCH status table.
_PARTY_SINCE = {
    "AT": "1968-01-13",
    "AU": "1995-03-16",
    "BE": "1976-02-09",
    "BR": "2016-08-14",
    "CA": "2024-01-11",
    "CH": "1973-03-11",
    "CN": "2023-11-07",
    "CZ": "1999-03-16",
    "DE": "1966-02-13",
    "DK": "2006-12-29",
    "ES": "1978-09-25",
    "FI": "1985-08-26",
    "FR": "1965-01-24",
    "GB": "1965-01-24",
    "HU": "1973-01-18",
    "ID": "2022-06-04",
    "IE": "1999-03-09",
    "IN": "2005-07-14",
    "IT": "1978-02-11",
    "JP": "1970-07-27",
    "KR": "2007-07-14",
    "NL": "1965-10-08",
    "NO": "1983-07-29",
    "NZ": "2001-11-22",
    "PH": "2019-05-14",
    "PL": "2005-08-14",
    "PT": "1969-02-04",
    "RU": "1992-05-31",
    "SE": "1999-05-01",
    "SG": "2021-09-16",
    "UA": "2003-12-22",
    "US": "1981-10-15",
}
APOSTILLE_BY_DEFAULT = {code: {"party_since": since, "objection": False} for code, since in _PARTY_SINCE.items()}
EXEMPT_BY_DEFAULT = {
    code: {"document": f"Hiệp định tương trợ tư pháp giữa Việt Nam và {name}"}
    for code, name in {"CN": "Trung Quốc", "CZ": "Séc", "LA": "Lào", "PL": "Ba Lan", "RU": "Liên bang Nga"}.items()
}

PARAMETERS = (
    Parameter(
        "mode",
        MODE_BY_DEFAULT,
        Text("Chế độ của tỉnh theo ngày", "The province's mode by date"),
        Citation(RECEIVE_AND_RETURN.document, "Điều 3, Điều 4, Điều 10 khoản 5", to_be_confirmed=True),
    ),
    Parameter(
        "apostille_parties",
        APOSTILLE_BY_DEFAULT,
        Text("Thành viên Công ước Apostille", "Parties of the Apostille Convention"),
        APOSTILLE_PARTIES,
    ),
    Parameter(
        "exempt_by_treaty",
        EXEMPT_BY_DEFAULT,
        Text("Nước có điều ước miễn hợp pháp hóa", "Countries whose treaty exempts"),
        TREATY,
    ),
    Parameter(
        "certification_suffices",
        [],
        Text("Nước chỉ cần chứng nhận lãnh sự", "Countries that ask for no embassy step"),
        Citation(CERTIFICATION.document, "thông báo của nước tiếp nhận", to_be_confirmed=True),
    ),
    Parameter(
        "fee_exempt_countries",
        [],
        Text("Nước có thỏa thuận miễn phí", "Countries whose fee is waived"),
        FEE_EXEMPTION,
    ),
)
DEFAULTS: dict[str, Any] = {one.name: one.default for one in PARAMETERS}


def setting(parameters: Parameters, name: str) -> Any:
    """A parameter, or its default where a revision does not name it."""
    return parameters.get(name, DEFAULTS[name])


def mode_entry(parameters: Parameters, on: date | str | None) -> dict[str, Any]:
    """The entry in force on a date; without a date the latest one. Before the first entry the office only informs."""
    entries = sorted(setting(parameters, "mode"), key=lambda one: str(one["from"]))
    in_force = [one for one in entries if on is None or str(one["from"]) <= str(on)]
    return in_force[-1] if in_force else {"from": "", "mode": INFORM, "document": ""}


def guide_only(parameters: Parameters) -> Text | None:
    """What the page says while the province may only inform; None when something can be filed.

    `parameters["on"]` is the local date asked about; a revision without it is read as a whole.
    """
    if mode_entry(parameters, parameters.get("on"))["mode"] != INFORM:
        return None
    return Text(
        "Sở Ngoại vụ chưa được giao tiếp nhận thủ tục này. Ông/Bà nộp hồ sơ tại Cục Lãnh sự (Bộ Ngoại giao), Sở Ngoại vụ "
        "Thành phố Hồ Chí Minh hoặc Cổng Dịch vụ công quốc gia; trang này hướng dẫn giấy tờ cần chuẩn bị.",
        "This department may not yet receive this procedure. File with the Consular Department (Ministry of Foreign "
        "Affairs), the Department of Foreign Affairs of Ho Chi Minh City or the National Public Service Portal; this "
        "page tells you what to prepare.",
    )
