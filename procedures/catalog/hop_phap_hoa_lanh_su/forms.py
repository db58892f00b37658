"""The declaration LS/HPH-2012/TK filled from the answers, bilingual as the law's form is. No decision may enter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.components import FORM_CODE
from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import LABELS
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from procedures.catalog.hop_phap_hoa_lanh_su.sources import FORM
from procedures.catalog.hop_phap_hoa_lanh_su.treatment import INCOMING
from procedures.countries import COUNTRIES
from procedures.definition import FilledForm, Text

PURPOSES = {
    "study": "Học tập / Study",
    "work": "Lao động, làm việc / Work",
    "family": "Hôn nhân, gia đình / Marriage, family",
    "business": "Kinh doanh, đầu tư / Business, investment",
    "settlement": "Định cư, cư trú / Settlement, residence",
}


def day(iso: str | None) -> str:
    """An ISO date as Vietnamese papers write it, "" for none."""
    return date.fromisoformat(iso).strftime("%d/%m/%Y") if iso else ""


# Lines of the table in a form that is printed blank.
LINES_TO_FILL = 5


def both(text: Text) -> str:
    return f"{text.vi} / {text.en}"


def _identity(answers: Mapping[str, Any]) -> str:
    number = answers.get("personal_id") or answers.get("passport") or ""
    if not number:
        return ""
    return f"{number}, ngày cấp / date of issue: {day(answers.get('id_issued_on'))}, nơi cấp / issued by: {answers.get('id_issued_by', '')}"


def _use(answers: Mapping[str, Any]) -> str:
    if not answers.get("purpose") and not answers.get("country"):
        return ""
    used_in = COUNTRIES.get("VN" if answers.get("direction") == INCOMING else answers.get("country", ""))
    return f"{both(used_in) if used_in else ''}; mục đích / purpose: {PURPOSES.get(answers.get('purpose', ''), answers.get('purpose_other', ''))}"


def _return(answers: Mapping[str, Any]) -> str:
    if answers.get("postal_return") in (None, ""):
        return ""
    if not answers.get("postal_return"):
        return "Tại nơi nộp hồ sơ / At the counter"
    to = ", ".join(str(answers.get(name, "")) for name in ("return_receiver", "return_address", "return_phone"))
    return f"Qua bưu chính / By post: {to}"


def _delegate(answers: Mapping[str, Any]) -> list[dict[str, str]]:
    if not answers.get("has_delegate"):
        return []
    value = ", ".join(str(answers.get(name, "")) for name in ("delegate_name", "delegate_id", "delegate_phone"))
    return [{"label": "Người nộp, nhận thay / Delegate", "value": value}]


def _table(documents: list[Mapping[str, Any]]) -> dict[str, Any]:
    rows = [
        [
            str(number),
            f"{one.get('name', '')} ({both(LABELS[one['kind']])})",
            one.get("number", ""),
            one.get("issuing_body", ""),
            f"{one.get('signer', '')}, {one.get('signer_title', '')}",
            day(one.get("signed_on")),
            one.get("holder", ""),
            both(LABELS[one["work"]]),
            str(one.get("extra_copies", 0)),
        ]
        for number, one in enumerate(documents, start=1)
    ]
    header = [
        "STT / No.",
        "Tên giấy tờ / Document",
        "Số hiệu / Number",
        "Cơ quan cấp / Issued by",
        "Người ký, chức danh / Signed by, title",
        "Ngày cấp / Date",
        "Cấp cho / Issued to",
        "Đề nghị / Request",
        "Bản sao / Copies",
    ]
    to_fill = [[str(number), *[""] * (len(header) - 1)] for number in range(1, LINES_TO_FILL + 1)]
    return {"title": "Danh mục giấy tờ / List of documents", "header": header, "rows": rows or to_fill}


def declaration(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The paper's data; the numbering of the law's form is to be confirmed."""
    documents = answers["documents"]
    name = answers["applicant_name"]
    organisation = answers.get("applicant_organisation")
    return {
        "title": "TỜ KHAI CHỨNG NHẬN/HỢP PHÁP HÓA LÃNH SỰ\nAPPLICATION FOR CONSULAR AUTHENTICATION",
        "addressee": "Cục Lãnh sự, Bộ Ngoại giao / Consular Department, Ministry of Foreign Affairs",
        "rows": [
            {
                "label": "Họ và tên người nộp hồ sơ / Full name of the applicant",
                "value": f"{name} ({organisation})" if organisation else name,
            },
            {"label": "Số CMND/CCCD/hộ chiếu / ID or passport number", "value": _identity(answers)},
            {"label": "Địa chỉ liên lạc / Contact address", "value": answers["address"]},
            {"label": "Điện thoại / Telephone", "value": answers["phone"]},
            {"label": "Thư điện tử / E-mail", "value": answers.get("email", "")},
            *_delegate(answers),
            {
                "label": "Số lượng giấy tờ đề nghị / Number of documents",
                "value": f"{len(documents):02}" if documents else "",
            },
            {"label": "Để sử dụng tại nước / For use in", "value": _use(answers)},
            {"label": "Hình thức nhận kết quả / Manner of receiving the result", "value": _return(answers)},
        ],
        "tables": [_table(documents)],
        "closing": "Tôi cam đoan những điều khai trên và giấy tờ nộp kèm là đúng sự thật.\n"
        "I declare that the above statements and the attached documents are true.",
    }


def example(on: date) -> dict[str, Any]:
    """A fictional person with two Vietnamese papers to be certified."""
    return sample_answers(1)


FORMS = (
    FilledForm(
        FORM_CODE,
        Text("Tờ khai chứng nhận/hợp pháp hóa lãnh sự (LS/HPH-2012/TK)", "Application for consular authentication"),
        FORM,
        declaration,
        example,
    ),
)
