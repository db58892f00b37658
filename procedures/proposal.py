"""The phiếu trình: what the specialist lays before the directorate with each proposal, the same for every procedure. No law of one procedure may enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Outcome, Variant

Facts = Mapping[str, Any]

# What the field "Trích yếu" of a draft holds (procedures.case.workbench.DRAFT_FIELDS): a longer one could not be saved.
LONGEST_SUBJECT = 300
OPINION_HEADER = ["Cơ quan", "Ý kiến", "Số, ký hiệu văn bản", "Ngày nhận"]
PROPOSAL_HEADER = ["STT", "Nội dung", "Đề xuất", "Lý do"]
OPINION_WORDS = {"agree": "Đồng ý", "disagree": "Không đồng ý", "silent": "Không trả lời trong hạn"}
OUTCOME_WORDS = {Outcome.GRANTED: "Đồng ý", Outcome.REFUSED: "Không đồng ý"}
CONSENT = "Không trả lời trong hạn, được coi là đồng ý"
AWAITED = "Chưa trả lời"
# What an empty cell holds, so that a reader sees that nothing was forgotten.
NOTHING = "–"


def proposal_content(facts: Facts) -> dict[str, Any]:
    """The content of the slip, from the facts of a paper and `title`, `filed_at`, `division` and `summary`.

    It goes no further than the office, so it has neither number nor symbol; `receiver` is the specialist who proposes.
    """
    leaders = f"Lãnh đạo {facts['office']['name']}"
    return {
        "kind_title": "PHIẾU TRÌNH",
        "subject": _subject(facts),
        "addressee": leaders,
        "paragraphs": [
            f"Người nộp hồ sơ: {_applicant(facts['applicant'])}.",
            f"Mã hồ sơ: {facts['code']}, nộp ngày {_day(facts['filed_at'])}.",
            *_summary(facts["summary"]),
            f"Kính trình {leaders} xem xét, quyết định theo đề xuất dưới đây.",
        ],
        "tables": [*_opinions(facts["variant"], facts["opinions"]), _proposals(facts)],
        "recipients": ["Như trên", *([facts["division"]] if facts["division"] else []), f"Lưu: Hồ sơ {facts['code']}"],
        "signature": {"prefix": "", "title": "CHUYÊN VIÊN", "name": facts["receiver"]},
    }


def _subject(facts: Facts) -> str:
    subject = f"{facts['variant'].name.vi}: {facts['title']}"
    return subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _applicant(applicant: Facts) -> str:
    name = str(applicant.get("name", ""))
    return f"{name} (mã số thuế {applicant['tax_code']})" if applicant.get("tax_code") else name


def _summary(written: str) -> list[str]:
    """What the specialist wrote, a paragraph a line, because the form of a draft is read line by line."""
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    return [f"Tóm tắt thẩm định: {lines[0]}", *lines[1:]] if lines else []


def _opinions(variant: Variant, opinions: Iterable[Facts]) -> list[dict[str, Any]]:
    """A row for each body asked; none was asked, no table."""
    bodies = {body.code: body for body in variant.bodies}
    rows = []
    for one in opinions:
        body = bodies.get(one["body"])
        said = _said(one["opinion"], body is not None and body.silence_is_consent)
        name = body.name.vi if body else one["body"]
        rows.append([name, said, one["reference"] or NOTHING, _day(one["received_on"]) or NOTHING])
    return [{"title": "Ý kiến các cơ quan được hỏi", "header": OPINION_HEADER, "rows": rows}] if rows else []


def _said(opinion: str, silence_is_consent: bool) -> str:
    """In words; silence is consent only where the law of the procedure says so of that body."""
    if opinion in ("", "silent") and silence_is_consent:
        return CONSENT
    return OPINION_WORDS.get(opinion, opinion) if opinion else AWAITED


def _proposals(facts: Facts) -> dict[str, Any]:
    """A row for each thing decided one by one, else one for the whole dossier."""
    proposed = facts["items"] or [{"title": facts["title"], "outcome": facts["outcome"], "reason": facts["reason"]}]
    rows = [
        [str(number), one["title"], OUTCOME_WORDS.get(one["outcome"], NOTHING), one["reason"] or NOTHING]
        for number, one in enumerate(proposed, 1)
    ]
    return {"title": "Đề xuất", "header": PROPOSAL_HEADER, "rows": rows}


def _day(value: date | datetime | None) -> str:
    """The day as people here write it."""
    if isinstance(value, datetime):
        value = value.astimezone(OFFICE_TIME)
    return f"{value:%d/%m/%Y}" if value else ""
