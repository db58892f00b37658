"""The papers the office and the Committee write, as content in the layout of NĐ 30/2020/NĐ-CP. No file and no number book may enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from procedures.catalog.abtc.bodies import name_of
from procedures.catalog.abtc.picklists import PARTNER_ECONOMIES, label_of, post_of
from procedures.catalog.abtc.sources import QD09, QD45, article, before_2023
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Outcome, ResultPaper, Text

PERSON_HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số hộ chiếu", "Hộ chiếu có giá trị đến", "Chức vụ"]
REFUSED_HEADER = ["STT", "Họ và tên", "Số hộ chiếu", "Lý do"]
NOT_THE_CARD = (
    "Văn bản này cho phép sử dụng thẻ, không phải là thẻ ABTC. Trong thời hạn 06 tháng kể từ ngày ký, người có tên "
    "trong danh sách nộp hồ sơ đề nghị cấp thẻ tại Cục Quản lý xuất nhập cảnh, Bộ Công an."
)
YEARLY_REPORT = (
    "Doanh nghiệp quản lý việc sử dụng thẻ đúng quy định và gửi báo cáo hằng năm về Sở Ngoại vụ trước ngày 31/12."
)
Facts = Mapping[str, Any]


def _decision(facts: Facts) -> str:
    """The decision in force for the dossier's version."""
    return _written_out(QD45 if facts.get("before_2023") else QD09)


def _written_out(cited: str) -> str:
    """A document as a letter cites it; the short form is for screens."""
    return cited.replace("QĐ ", "Quyết định số ")


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


def _refused(items: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    return [
        [str(number), item["answers"].get("full_name", ""), item["answers"].get("passport_number", ""), item["reason"]]
        for number, item in enumerate(items, 1)
    ]


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
    return {
        "subject": "V/v chưa cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": facts["answers"].get("enterprise_name", ""),
        "paragraphs": [
            f"Xét đề nghị của {_enterprise(facts)} và Tờ trình của Sở Ngoại vụ, Chủ tịch Ủy ban nhân dân tỉnh chưa đồng ý "
            "cho phép những người có tên dưới đây sử dụng thẻ đi lại doanh nhân APEC, với lý do ghi ở từng người:",
            "Khi đã đủ điều kiện, doanh nghiệp có thể nộp hồ sơ đề nghị mới.",
        ],
        "tables": [
            {"title": "Danh sách chưa được phép sử dụng thẻ", "header": REFUSED_HEADER, "rows": _refused(refused)}
        ],
        "recipients": ["Như trên", "Sở Ngoại vụ", "Lưu: VT, NgV"],
        "legal_bases": [f"Căn cứ {_decision(facts)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _chairman(facts),
    }


def office_refusal_content(facts: Facts) -> dict[str, Any]:
    """The department's own refusal, with nobody left to submit. Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 6."""
    refused = _with_outcome(facts, Outcome.REFUSED)
    return {
        "subject": "V/v từ chối đề nghị cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": facts["answers"].get("enterprise_name", ""),
        "paragraphs": [
            f"Sau khi thẩm định hồ sơ mã số {facts['code']} của {_enterprise(facts)} và lấy ý kiến các cơ quan liên quan, Sở "
            "Ngoại vụ từ chối đề nghị cho phép những người có tên dưới đây sử dụng thẻ đi lại doanh nhân APEC, với lý do ghi "
            "ở từng người:",
            "Khi đã đủ điều kiện, doanh nghiệp có thể nộp hồ sơ đề nghị mới.",
        ],
        "tables": [{"title": "Danh sách bị từ chối", "header": REFUSED_HEADER, "rows": _refused(refused)}],
        "recipients": ["Như trên", "Ban Giám đốc Sở", "Lưu: VT, LS"],
        "legal_bases": [f"Căn cứ khoản 6 Điều 12 {_written_out(QD09)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _director(facts),
    }


OPINIONS = {
    "agree": "Đồng ý",
    "disagree": "Không đồng ý",
    "silent": "Không trả lời trong hạn, được coi là đồng ý",
    "": "Không trả lời trong hạn, được coi là đồng ý",
}


def submission_content(facts: Facts) -> dict[str, Any]:
    """The tờ trình of the department to the Chairman, symbol TTr-SNgV, with what is proposed for each person."""
    granted, refused = _with_outcome(facts, Outcome.GRANTED), _with_outcome(facts, Outcome.REFUSED)
    return {
        "kind_title": "TỜ TRÌNH",
        "symbol": "TTr-SNgV",
        "subject": "Về việc xét, cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": "Chủ tịch Ủy ban nhân dân tỉnh",
        "paragraphs": [
            f"Sở Ngoại vụ nhận được hồ sơ mã số {facts['code']} của {_enterprise(facts)} đề nghị cho phép "
            f"{len(facts['items']):02d} người sử dụng thẻ đi lại doanh nhân APEC.",
            f"Lý do doanh nghiệp nêu: {facts['answers'].get('reason', '')}",
            *([f"Kết quả thẩm định: {facts['summary']}"] if facts.get("summary") else []),
            f"Sở Ngoại vụ kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, {_asked(len(granted), len(refused))} như danh sách "
            "dưới đây (kèm dự thảo văn bản).",
        ],
        "tables": [*_proposals(granted, refused), *_opinions(facts.get("opinions") or [])],
        "recipients": ["Như trên", "Ban Giám đốc Sở", "Lưu: VT, LS"],
        "legal_bases": [f"Căn cứ {_decision(facts)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _director(facts),
    }


def _asked(granted: int, refused: int) -> str:
    """What the Chairman is asked to do, without those of whom there are none."""
    yes, no = f"cho phép {granted:02d} người", f"chưa cho phép {refused:02d} người"
    return " và ".join(words for words, count in ((yes, granted), (no, refused)) if count)


def _proposals(granted: list[Mapping[str, Any]], refused: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    tables = []
    if granted:
        tables.append({"title": "Đề nghị cho phép", "header": PERSON_HEADER, "rows": _persons(granted)})
    if refused:
        tables.append({"title": "Đề nghị chưa cho phép", "header": REFUSED_HEADER, "rows": _refused(refused)})
    return tables


def _opinions(opinions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = [
        [
            name_of(one["body"]),
            OPINIONS.get(one["opinion"], one["opinion"]),
            one.get("reference") or one.get("note") or "",
        ]
        for one in opinions
    ]
    header = ["Cơ quan", "Ý kiến", "Văn bản, ghi chú"]
    return [{"title": "Ý kiến các cơ quan", "header": header, "rows": rows}] if rows else []


def consultation_content(facts: Facts) -> dict[str, Any]:
    """The letter to one consulted body, symbol SNgV-LS; `body` is the body, `due` the instant its time ends.

    Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 12 khoản 4 và khoản 5.
    """
    economies = [label_of(PARTNER_ECONOMIES, one) for one in facts["answers"].get("economies") or []]
    until = f"{datetime.fromisoformat(facts['due']).astimezone(OFFICE_TIME):%d/%m/%Y}"
    return {
        "symbol": "SNgV-LS",
        "subject": "V/v lấy ý kiến về việc cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "addressee": facts["body"].name.vi,
        "paragraphs": [
            f"Sở Ngoại vụ đang giải quyết hồ sơ mã số {facts['code']} của {_enterprise(facts)}, địa chỉ "
            f"{facts['answers'].get('enterprise_address', '')}, đề nghị cho phép những người có tên dưới đây sử dụng thẻ "
            f"đi lại doanh nhân APEC để làm việc với đối tác tại: {', '.join(economies)}.",
            "Đề nghị Quý cơ quan cho ý kiến về việc chấp hành pháp luật của doanh nghiệp và của từng người trong phạm vi "
            f"quản lý, gửi về Sở Ngoại vụ trong thời hạn 20 ngày, đến hết ngày {until}.",
            "Quá thời hạn trên mà không có văn bản trả lời thì được coi là đồng ý và chịu trách nhiệm về ý kiến của mình. "
            "Trường hợp cần thêm thời gian, đề nghị có văn bản gia hạn, tối đa 15 ngày.",
        ],
        "tables": [{"title": "Danh sách đề nghị", "header": PERSON_HEADER, "rows": _persons(facts["items"])}],
        "recipients": ["Như trên", "Ban Giám đốc Sở", "Lưu: VT, LS"],
        "legal_bases": [f"Căn cứ {_decision(facts)} về việc cấp và quản lý thẻ đi lại doanh nhân APEC;"],
        "signature": _director(facts),
    }


GRANTED_NOTES = (
    Text(
        "Kết quả là văn bản cho phép, không phải là thẻ. Ông/Bà dùng văn bản này để xin cấp thẻ tại Cục Quản lý xuất nhập "
        "cảnh trong vòng 06 tháng.",
        "The result is a permission, not the card. Use it within 6 months to apply for the card at the Immigration "
        "Department.",
    ),
    Text(
        "Doanh nghiệp gửi báo cáo hằng năm về việc sử dụng thẻ cho Sở Ngoại vụ trước ngày 31/12.",
        "The enterprise sends its yearly report on the use of the card to the department before 31 December.",
    ),
)
REFUSED_NOTES = (
    Text(
        "Lý do của từng người ghi trong văn bản. Khi đã đủ điều kiện, doanh nghiệp có thể nộp hồ sơ mới.",
        "The letter gives the reason for each person. Once the conditions are met, the enterprise may file again.",
    ),
)

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
        GRANTED_NOTES,
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
        REFUSED_NOTES,
    ),
)
# The department decides alone only here, in group 3: Điều 11 and the texts before 2023 do not say that it may.
OFFICE_REFUSAL = ResultPaper(
    "office_refusal",
    Text("Văn bản từ chối của Sở Ngoại vụ", "Refusal by the Department of Foreign Affairs"),
    Outcome.REFUSED,
    "cong_van",
    "SNgV-LS",
    "office",
    article("Điều 12 khoản 6"),
    office_refusal_content,
    REFUSED_NOTES,
)

LETTERS = {"submission": submission_content, "consultation": consultation_content}


def _of_2021(content: Callable[[Facts], dict[str, Any]]) -> Callable[[Facts], dict[str, Any]]:
    """The same paper before 10/7/2023, when there was no later decision to cite."""

    def earlier(facts: Facts) -> dict[str, Any]:
        return content({**facts, "before_2023": True})

    return earlier


def letters_before_2023() -> dict[str, Callable[[Facts], dict[str, Any]]]:
    """Only the tờ trình: whom the office consulted then is to be confirmed."""
    return {"submission": _of_2021(submission_content)}


def papers_before_2023() -> tuple[ResultPaper, ...]:
    """The same papers before 10/7/2023; their wording is to be confirmed by the office."""
    cited = before_2023("văn bản cho phép")
    return tuple(replace(paper, citation=cited, content=_of_2021(paper.content)) for paper in PAPERS)
