"""What the office writes: permission or refusal, tờ trình, letters asking for opinions, by NĐ 30/2020/NĐ-CP. No layout may enter.

Each function takes the facts of a paper (code, answers, applicant, items, number, symbol, reason, issued_on, signer, office,
variant, authority, parameters) and returns its content as data. "body" and "symbol" in a
content say whose paper it is where the result paper alone cannot know: that depends on the delegation under which it was signed.
`decision` in the facts holds what was recorded of another body's answer (number, issued_on, signer). `signed_on` is the day on which
the office's own signature decided, `decided_elsewhere` says that another body did; a draft has neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from procedures.catalog.hoi_nghi_quoc_te import wording
from procedures.catalog.hoi_nghi_quoc_te.parameters import delegation_on
from procedures.catalog.hoi_nghi_quoc_te.sources import AUTHORITY, HOSTING
from procedures.definition import Citation, Outcome, ResultPaper, Text, Variant

Facts = Mapping[str, Any]
Content = Callable[[Facts], dict[str, Any]]

LAW = "Quyết định số 06/2020/QĐ-TTg ngày 21/02/2020 của Thủ tướng Chính phủ về tổ chức và quản lý hội nghị, hội thảo quốc tế tại Việt Nam"
BASIS = f"Căn cứ {LAW};"
CHAIRMAN_TITLE, DIRECTOR_TITLE = "CHỦ TỊCH", "GIÁM ĐỐC"
# Under the name of the Committee a director says of what.
DIRECTOR_FOR_THE_CHAIRMAN = "GIÁM ĐỐC SỞ NGOẠI VỤ"


def _answers(facts: Facts) -> Mapping[str, Any]:
    return facts.get("answers") or {}


def _variant(facts: Facts) -> str:
    """The code of the variant; facts hold the variant itself or its code."""
    variant = facts.get("variant")
    return variant.code if isinstance(variant, Variant) else str(variant or "")


def _organiser(facts: Facts) -> str:
    applicant = facts.get("applicant") or {}
    return str(_answers(facts).get("organiser_name") or applicant.get("name", ""))


def _reason(facts: Facts) -> str:
    return str(facts.get("reason") or "")


def _what(facts: Facts) -> str:
    hosting = _variant(facts).startswith("host")
    return "đăng cai tổ chức" if hosting else "tổ chức"


def _event(facts: Facts) -> str:
    return f"“{wording.name_of(_answers(facts))}”"


def _delegation(facts: Facts) -> dict[str, Any] | None:
    """The delegation under which the paper is signed: that of the day of the signature, for a draft that of its own date."""
    on = facts.get("signed_on") or facts.get("issued_on")
    if not on or facts.get("decided_elsewhere"):
        return None
    on = on if isinstance(on, date) else date.fromisoformat(on)
    request = "host" if _variant(facts).startswith("host") else "permit"
    return delegation_on(facts.get("parameters") or {}, on, request)


def signature(facts: Facts) -> dict[str, str]:
    """TUQ. for a delegation in that form, the Sở's own for the other, the Chairman without one."""
    delegation = _delegation(facts)
    if delegation is None:
        return {"prefix": "", "title": CHAIRMAN_TITLE, "name": facts.get("signer") or ""}
    name = facts.get("signer") or delegation.get("signer") or ""
    if delegation["form"] == "TUQ":
        return {"prefix": "TUQ. CHỦ TỊCH", "title": DIRECTOR_FOR_THE_CHAIRMAN, "name": name}
    return {"prefix": "", "title": DIRECTOR_TITLE, "name": name}


def _director(facts: Facts) -> dict[str, str]:
    return {"prefix": "", "title": DIRECTOR_TITLE, "name": facts.get("signer") or ""}


def _department(facts: Facts) -> str:
    return str((facts.get("office") or {}).get("name", ""))


def _committee(facts: Facts) -> str:
    return str((facts.get("office") or {}).get("parent") or "UBND tỉnh")


def _issuer(facts: Facts) -> dict[str, str]:
    """Whose paper it is and its sign: signed TUQ. it keeps the form of the delegating body.

    Căn cứ: NĐ 30/2020/NĐ-CP, Điều 13 khoản 4.
    """
    delegation = _delegation(facts)
    own = bool(delegation) and delegation["form"] == "own"
    return {"body": "office", "symbol": "SNgV-HTQT"} if own else {"body": "committee", "symbol": "UBND-NgV"}


def _bases(facts: Facts) -> list[str]:
    delegation = _delegation(facts)
    return [BASIS, *([f"Căn cứ {delegation['document']};"] if delegation else [])]


def _recipients(facts: Facts, *more: str) -> list[str]:
    return ["Như trên", *more, "Lưu: VT, HTQT"]


def _duties(facts: Facts) -> list[str]:
    if _what(facts) != "tổ chức":
        return [
            "Sau khi chuẩn bị xong, đơn vị nộp hồ sơ xin phép tổ chức đầy đủ theo Điều 4 Quyết định số 06/2020/QĐ-TTg, trước "
            "ngày tổ chức ít nhất 30 ngày (40 ngày nếu do Thủ tướng Chính phủ cho phép)."
        ]
    return [
        "Đơn vị thực hiện đúng nội dung Đề án đã được cho phép; chịu trách nhiệm về nội dung tài liệu, báo cáo, tham luận; bảo "
        "đảm an ninh, trật tự và quy định về bảo vệ bí mật nhà nước.",
        "Trong thời hạn 15 ngày kể từ ngày kết thúc, đơn vị gửi báo cáo kết quả theo Mẫu 02 ban hành kèm theo Quyết định số "
        "06/2020/QĐ-TTg.",
    ]


def _summary(facts: Facts) -> list[str]:
    answers = _answers(facts)
    return [
        f"Thời gian: {wording.period(answers)}.",
        f"Hình thức: {wording.form_of_event(answers)}.",
        f"Địa điểm, điểm cầu: {wording.places(answers)}.",
        f"Thành phần: {wording.participants(answers)}.",
    ]


def granted_content(facts: Facts) -> dict[str, Any]:
    """The permission (or the approval in principle to host) of the province."""
    agreed = (
        f"Xét đề nghị của {_organiser(facts)} (hồ sơ {facts.get('code', '')}), {_authority_words(facts)} đồng ý để "
        f"{_organiser(facts)} {_what(facts)} hội nghị, hội thảo quốc tế {_event(facts)}, cụ thể như sau:"
    )
    return {
        "subject": f"V/v cho phép {_what(facts)} hội nghị, hội thảo quốc tế",
        "addressee": _organiser(facts),
        "paragraphs": [agreed, *_summary(facts), *_duties(facts)],
        "tables": [wording.participant_table(_answers(facts)), wording.funding_table(_answers(facts))],
        "recipients": _recipients(facts, "Công an tỉnh", "Các cơ quan đã được lấy ý kiến"),
        "legal_bases": _bases(facts),
        "signature": signature(facts),
        **_issuer(facts),
    }


def _authority_words(facts: Facts) -> str:
    delegation = _delegation(facts)
    if delegation and delegation["form"] == "own":
        return _department(facts)
    return f"Chủ tịch {_committee(facts)}"


def refused_content(facts: Facts) -> dict[str, Any]:
    """The refusal with its reasons."""
    return {
        "subject": f"V/v không cho phép {_what(facts)} hội nghị, hội thảo quốc tế",
        "addressee": _organiser(facts),
        "paragraphs": [
            f"Xét đề nghị của {_organiser(facts)} (hồ sơ {facts.get('code', '')}) về việc {_what(facts)} hội nghị, hội thảo "
            f"quốc tế {_event(facts)} {wording.period(_answers(facts))}, {_authority_words(facts)} không đồng ý với đề nghị này.",
            f"Lý do: {_reason(facts)}",
            "Nếu không đồng ý với quyết định này, đơn vị có quyền khiếu nại hoặc khởi kiện theo quy định của pháp luật.",
        ],
        "tables": [],
        "recipients": _recipients(facts),
        "legal_bases": _bases(facts),
        "signature": signature(facts),
        **_issuer(facts),
    }


def _prime_minister_paper(facts: Facts, agreed: bool) -> dict[str, Any]:
    """The department tells the organiser what the Prime Minister answered; the answer itself is cited, never imitated."""
    answer = "đồng ý" if agreed else "không đồng ý"
    reason = [] if agreed else [f"Lý do: {_reason(facts)}"]
    return {
        "subject": f"V/v thông báo ý kiến của Thủ tướng Chính phủ về việc {_what(facts)} hội nghị, hội thảo quốc tế",
        "addressee": _organiser(facts),
        "paragraphs": [
            f"Về đề nghị của {_organiser(facts)} (hồ sơ {facts.get('code', '')}), {_department(facts)} thông báo: Thủ tướng "
            f"Chính phủ {answer} việc {_what(facts)} hội nghị, hội thảo quốc tế {_event(facts)}{_reference(facts)}.",
            *reason,
            *(_summary(facts) + _duties(facts) if agreed else []),
        ],
        "tables": [wording.participant_table(_answers(facts))] if agreed else [],
        "recipients": _recipients(facts, "Bộ Ngoại giao", "Bộ Công an", _committee(facts)),
        "legal_bases": [BASIS],
        "signature": _director(facts),
    }


def _reference(facts: Facts) -> str:
    """Number and date of the Prime Minister's answer, as they were recorded when it came."""
    decision = facts.get("decision") or {}
    if not decision.get("answer_reference"):
        return ""
    return f" (văn bản số {decision['answer_reference']} ngày {wording.day(decision.get('answer_on'))})"


def granted_by_the_pm_content(facts: Facts) -> dict[str, Any]:
    return _prime_minister_paper(facts, agreed=True)


def refused_by_the_pm_content(facts: Facts) -> dict[str, Any]:
    return _prime_minister_paper(facts, agreed=False)


def submission_content(facts: Facts) -> dict[str, Any]:
    """Tờ trình (TTr-SNgV) of the department to the Chairman; for the Prime Minister's cases, to submit further."""
    to_the_pm = _variant(facts).endswith("_pm")
    asked = (
        f"kính đề nghị {_committee(facts)} xem xét, trình Thủ tướng Chính phủ cho ý kiến"
        if to_the_pm
        else f"kính trình Chủ tịch {_committee(facts)} xem xét, quyết định"
    )
    answers = _answers(facts)
    return {
        "kind_title": "TỜ TRÌNH",
        "symbol": "TTr-SNgV",
        "subject": f"Về việc {_what(facts)} hội nghị, hội thảo quốc tế {_event(facts)}",
        "addressee": f"Chủ tịch {_committee(facts)}",
        "paragraphs": [
            f"{_department(facts)} nhận được hồ sơ {facts.get('code', '')} của {_organiser(facts)} về việc {_what(facts)} hội "
            f"nghị, hội thảo quốc tế {_event(facts)}.",
            f"Mục đích: {answers.get('purpose', '')}",
            *_summary(facts),
            f"Sau khi thẩm định và tổng hợp ý kiến các cơ quan liên quan, {_department(facts)} {asked}.",
        ],
        "tables": [wording.place_table(answers), wording.participant_table(answers), wording.funding_table(answers)],
        "recipients": _recipients(facts),
        "legal_bases": [BASIS],
        "signature": _director(facts),
    }


def consultation_content(facts: Facts) -> dict[str, Any]:
    """Công văn lấy ý kiến (SNgV-HTQT); `facts["body"]` is the body asked."""
    answers = _answers(facts)
    return {
        "symbol": "SNgV-HTQT",
        "subject": f"V/v lấy ý kiến việc {_what(facts)} hội nghị, hội thảo quốc tế",
        "addressee": facts["body"].name.vi if facts.get("body") else "",
        "paragraphs": [
            f"{_department(facts)} nhận được đề nghị của {_organiser(facts)} về việc {_what(facts)} hội nghị, hội thảo quốc tế "
            f"{_event(facts)}.",
            *_summary(facts),
            "Đề nghị Quý cơ quan có ý kiến bằng văn bản trong thời hạn 15 ngày kể từ ngày nhận được công văn này (Điều 5 Quyết "
            "định số 06/2020/QĐ-TTg).",
        ],
        "tables": [wording.place_table(answers), wording.participant_table(answers), wording.programme_table(answers)],
        "recipients": _recipients(facts),
        "legal_bases": [BASIS],
        "signature": _director(facts),
    }


RESULTS = (
    Text("Văn bản cho phép", "Letter of permission"),
    Text("Văn bản không cho phép", "Letter of refusal"),
)
GRANTED_NOTES = (
    Text(
        "Sau khi kết thúc, đơn vị gửi báo cáo kết quả (Mẫu 02) trong 15 ngày.",
        "After the event, send the report on its result (Form 02) within 15 days.",
    ),
)
REFUSED_NOTES = (
    Text(
        "Lý do ghi trong văn bản. Hội nghị, hội thảo không được tổ chức khi chưa được cho phép.",
        "The letter gives the reason. The conference may not be held without the permission.",
    ),
)


def _pair(
    citation: Citation, book: str, symbol: str, body: str, granted: Content, refused: Content
) -> tuple[ResultPaper, ...]:
    yes, no = RESULTS
    return (
        ResultPaper(f"permission_{book}", yes, Outcome.GRANTED, book, symbol, body, citation, granted, GRANTED_NOTES),
        ResultPaper(f"refusal_{book}", no, Outcome.REFUSED, book, symbol, body, citation, refused, REFUSED_NOTES),
    )


def _province(citation: Citation) -> tuple[ResultPaper, ...]:
    """The Chairman's paper, signed by him or TUQ.; "body" in its content tells when it is the department's own."""
    return _pair(citation, "cong_van", "UBND-NgV", "committee", granted_content, refused_content)


def _prime_minister(citation: Citation) -> tuple[ResultPaper, ...]:
    """The department's letter that passes on the Prime Minister's answer."""
    return _pair(citation, "cong_van", "SNgV-HTQT", "office", granted_by_the_pm_content, refused_by_the_pm_content)


LETTERS_OF_THE_OFFICE: dict[str, Content] = {"submission": submission_content, "consultation": consultation_content}
PROVINCE_PAPERS = {"permit_province": _province(AUTHORITY), "host_province": _province(HOSTING)}
PRIME_MINISTER_PAPERS = {"permit_pm": _prime_minister(AUTHORITY), "host_pm": _prime_minister(HOSTING)}
