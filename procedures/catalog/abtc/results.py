"""The papers the office and the Committee write, as content in the layout of NĐ 30/2020/NĐ-CP. No file and no number book may enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from procedures.catalog.abtc.picklists import PARTNER_ECONOMIES, label_of, post_of
from procedures.catalog.abtc.sources import QD09, QD45, article, before_2023
from procedures.definition import Outcome, ResultPaper, Text

PERSON_HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số hộ chiếu", "Hộ chiếu có giá trị đến", "Chức vụ"]
NOT_THE_CARD = (
    "Văn bản này cho phép sử dụng thẻ, không phải là thẻ ABTC. Trong thời hạn 06 tháng kể từ ngày ký, người có tên nêu "
    "trên nộp hồ sơ đề nghị cấp thẻ tại Cục Quản lý xuất nhập cảnh, Bộ Công an."
)
YEARLY_REPORT = (
    "Doanh nghiệp quản lý việc sử dụng thẻ đúng quy định và gửi báo cáo hằng năm về Sở Ngoại vụ trước ngày 31/12."
)
Facts = Mapping[str, Any]


def _decision(facts: Facts) -> str:
    """The decision in force for the dossier's version; before 10/7/2023 there was no later one to cite."""
    return QD45 if facts.get("version") == "2021-06" else QD09


def in_words(value: Any) -> str:
    """A date as people write it, dd/mm/yyyy."""
    day = value if isinstance(value, date) else date.fromisoformat(value) if value else None
    return f"{day:%d/%m/%Y}" if day else ""


def _with_outcome(facts: Facts, outcome: str) -> list[Mapping[str, Any]]:
    return [item for item in facts["items"] if item.get("outcome") == outcome]


def _row(number: int, person: Mapping[str, Any]) -> list[str]:
    return [
        str(number),
        person.get("full_name", ""),
        in_words(person.get("born_on")),
        person.get("passport_number", ""),
        in_words(person.get("passport_expires_on")),
        post_of(person),
    ]


def _persons(items: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    return [_row(number, item["answers"]) for number, item in enumerate(items, 1)]


def _enterprise(facts: Facts) -> str:
    answers = facts["answers"]
    return f"{answers.get('enterprise_name', '')} (mã số thuế {answers.get('tax_code', '')})"


def _chairman(facts: Facts) -> dict[str, str]:
    return {"prefix": "", "title": "CHỦ TỊCH", "name": str(facts.get("signer") or "")}


def _director(facts: Facts) -> dict[str, str]:
    return {"prefix": "", "title": "GIÁM ĐỐC", "name": str(facts.get("signer") or "")}


def permission_content(facts: Facts) -> dict[str, Any]:
    """The permission for the persons agreed to: one, or all of a letter, as the office has set."""
    granted = _with_outcome(facts, Outcome.GRANTED)
    name = facts["answers"].get("enterprise_name", "")
    return {
        "subject": "V/v cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": name,
        "paragraphs": [
            f"Xét đề nghị của {_enterprise(facts)} và Tờ trình của Sở Ngoại vụ, Chủ tịch Ủy ban nhân dân tỉnh đồng ý cho "
            f"phép {len(granted):02d} người của doanh nghiệp có tên dưới đây sử dụng thẻ đi lại doanh nhân APEC:",
            NOT_THE_CARD,
            YEARLY_REPORT,
        ],
        "tables": [{"title": "Danh sách được phép sử dụng thẻ", "header": PERSON_HEADER, "rows": _persons(granted)}],
        "recipients": ["Như trên", "Cục Quản lý xuất nhập cảnh, Bộ Công an", "Sở Ngoại vụ", "Lưu: VT, NgV"],
        "legal_bases": [f"Căn cứ {_decision(facts)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _chairman(facts),
    }


def refusal_content(facts: Facts) -> dict[str, Any]:
    """The refusal with the reason for each person. Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 7."""
    refused = _with_outcome(facts, Outcome.REFUSED)
    rows = [
        [str(number), item["answers"].get("full_name", ""), item["answers"].get("passport_number", ""), item["reason"]]
        for number, item in enumerate(refused, 1)
    ]
    return {
        "subject": "V/v chưa cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": facts["answers"].get("enterprise_name", ""),
        "paragraphs": [
            f"Xét đề nghị của {_enterprise(facts)} và Tờ trình của Sở Ngoại vụ, Chủ tịch Ủy ban nhân dân tỉnh chưa đồng ý "
            "cho phép những người có tên dưới đây sử dụng thẻ đi lại doanh nhân APEC, với lý do ghi ở từng người:",
            "Khi đã đủ điều kiện, doanh nghiệp có thể nộp hồ sơ đề nghị mới.",
        ],
        "tables": [
            {
                "title": "Danh sách chưa được phép sử dụng thẻ",
                "header": ["STT", "Họ và tên", "Số hộ chiếu", "Lý do"],
                "rows": rows,
            }
        ],
        "recipients": ["Như trên", "Sở Ngoại vụ", "Lưu: VT, NgV"],
        "legal_bases": [f"Căn cứ {_decision(facts)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _chairman(facts),
    }


def submission_content(facts: Facts) -> dict[str, Any]:
    """The tờ trình of the department to the Chairman, symbol TTr-SNgV, with what is proposed for each person."""
    granted, refused = _with_outcome(facts, Outcome.GRANTED), _with_outcome(facts, Outcome.REFUSED)
    tables = [{"title": "Đề nghị cho phép", "header": PERSON_HEADER, "rows": _persons(granted)}] if granted else []
    if refused:
        rows = [
            [
                str(number),
                item["answers"].get("full_name", ""),
                item["answers"].get("passport_number", ""),
                item["reason"],
            ]
            for number, item in enumerate(refused, 1)
        ]
        header = ["STT", "Họ và tên", "Số hộ chiếu", "Lý do"]
        tables.append({"title": "Đề nghị chưa cho phép", "header": header, "rows": rows})
    return {
        "subject": "Tờ trình về việc xét, cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": "Chủ tịch Ủy ban nhân dân tỉnh",
        "paragraphs": [
            f"Sở Ngoại vụ nhận được hồ sơ mã số {facts['code']} của {_enterprise(facts)} đề nghị cho phép "
            f"{len(facts['items']):02d} người sử dụng thẻ đi lại doanh nhân APEC.",
            f"Lý do doanh nghiệp nêu: {facts['answers'].get('reason', '')}",
            *([f"Kết quả thẩm định: {facts['summary']}"] if facts.get("summary") else []),
            f"Sở Ngoại vụ kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, cho phép {len(granted):02d} người và chưa cho "
            f"phép {len(refused):02d} người như danh sách dưới đây (kèm dự thảo văn bản).",
        ],
        "tables": tables,
        "recipients": ["Như trên", "Ban Giám đốc Sở", "Lưu: VT, LS"],
        "legal_bases": [f"Căn cứ {_decision(facts)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _director(facts),
    }


def consultation_content(facts: Facts) -> dict[str, Any]:
    """The letter to the consulted bodies, symbol SNgV-LS; `facts["bodies"]` names those it is sent to.

    Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 4 và khoản 5.
    """
    bodies = list(facts.get("bodies") or [])
    economies = [label_of(PARTNER_ECONOMIES, one) for one in facts["answers"].get("economies") or []]
    return {
        "subject": "V/v lấy ý kiến về việc cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": "; ".join(bodies),
        "paragraphs": [
            f"Sở Ngoại vụ đang giải quyết hồ sơ mã số {facts['code']} của {_enterprise(facts)}, địa chỉ "
            f"{facts['answers'].get('enterprise_address', '')}, đề nghị cho phép những người có tên dưới đây sử dụng thẻ "
            f"đi lại doanh nhân APEC để làm việc với đối tác tại: {', '.join(economies)}.",
            "Đề nghị Quý cơ quan cho ý kiến về việc chấp hành pháp luật của doanh nghiệp và của từng người trong phạm vi "
            "quản lý, gửi về Sở Ngoại vụ trong thời hạn 20 ngày kể từ ngày nhận được văn bản này.",
            "Quá thời hạn trên mà không có văn bản trả lời thì được coi là đồng ý và chịu trách nhiệm về ý kiến của mình. "
            "Trường hợp cần thêm thời gian, đề nghị có văn bản gia hạn, tối đa 15 ngày.",
        ],
        "tables": [{"title": "Danh sách đề nghị", "header": PERSON_HEADER, "rows": _persons(facts["items"])}],
        "recipients": ["Như trên", "Ban Giám đốc Sở", "Lưu: VT, LS"],
        "legal_bases": [f"Căn cứ {_decision(facts)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _director(facts),
    }


PAPERS = (
    ResultPaper(
        "permission",
        Text("Văn bản cho phép sử dụng thẻ ABTC", "Permission to use the ABTC"),
        Outcome.GRANTED,
        "committee",
        "UBND-NgV",
        "committee",
        article("Điều 12 khoản 7"),
        permission_content,
    ),
    ResultPaper(
        "refusal",
        Text("Văn bản chưa cho phép sử dụng thẻ ABTC", "Refusal of the permission to use the ABTC"),
        Outcome.REFUSED,
        "committee",
        "UBND-NgV",
        "committee",
        article("Điều 12 khoản 7"),
        refusal_content,
    ),
)


def papers_before_2023() -> tuple[ResultPaper, ...]:
    """The same papers before 10/7/2023; their wording is to be confirmed by the office."""

    def earlier(paper: ResultPaper) -> ResultPaper:
        return replace(
            paper,
            citation=before_2023("văn bản cho phép"),
            content=lambda facts: paper.content({**facts, "version": "2021-06"}),
        )

    return tuple(earlier(paper) for paper in PAPERS)
