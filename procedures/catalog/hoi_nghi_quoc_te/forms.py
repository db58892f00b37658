"""The papers the portal fills for the organiser to sign: the letter of application and Mẫu 01. No decision of the office may enter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procedures.catalog.hoi_nghi_quoc_te import choices, wording
from procedures.catalog.hoi_nghi_quoc_te.reading import for_the_prime_minister
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers
from procedures.catalog.hoi_nghi_quoc_te.sources import DOSSIER, FORM_01
from procedures.definition import FilledForm, Text


def _row(label: str, value: Any) -> dict[str, str]:
    return {"label": label, "value": str(value or "")}


def _signature(answers: Mapping[str, Any]) -> str:
    return f"{answers.get('signer_title', '')}\n{answers.get('signer_name', '')}"


def letter(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Công văn xin phép tổ chức, or đề nghị chủ trương đăng cai with what Điều 6 asks."""
    hosting = answers.get("request") == "host"
    what = "đề nghị cho chủ trương đăng cai tổ chức" if hosting else "xin phép tổ chức"
    who = (
        "Thủ tướng Chính phủ (qua UBND tỉnh, Sở Ngoại vụ)"
        if for_the_prime_minister(answers)
        else "UBND tỉnh (qua Sở Ngoại vụ)"
    )
    rows = [
        _row("Tên hội nghị, hội thảo", wording.name_of(answers)),
        _row("Thời gian", wording.period(answers)),
        _row("Hình thức", wording.form_of_event(answers)),
        _row("Địa điểm, điểm cầu", wording.places(answers)),
        _row("Thành phần", wording.participants(answers)),
    ]
    if hosting:
        rows += [
            _row("Lý do đăng cai", answers.get("hosting_reason")),
            _row("Mục đích", answers.get("purpose")),
            _row("Chủ đề", answers.get("hosting_theme")),
            _row("Dự kiến thành phần", answers.get("hosting_participants")),
            _row("Dự kiến kinh phí", answers.get("hosting_budget")),
        ]
    rows.append(
        _row(
            "Người liên hệ",
            f"{answers.get('contact_name', '')}, {answers.get('contact_phone', '')}, {answers.get('contact_email', '')}",
        )
    )
    return {
        "title": f"CÔNG VĂN\nV/v {what} hội nghị, hội thảo quốc tế",
        "addressee": who,
        "rows": [_row("Đơn vị tổ chức", answers.get("organiser_name")), *rows],
        "tables": [],
        "closing": f"{answers.get('organiser_name', '')} kính đề nghị xem xét, cho phép.\n\n{_signature(answers)}",
    }


def form_01(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Đề án tổ chức hội nghị, hội thảo quốc tế. The items of the annex are to be confirmed against its text."""
    return {
        "title": "ĐỀ ÁN TỔ CHỨC HỘI NGHỊ, HỘI THẢO QUỐC TẾ",
        "addressee": "",
        "rows": [*_organising(answers), *_event(answers), *_opinions(answers)],
        "tables": [
            wording.place_table(answers),
            wording.participant_table(answers),
            wording.funding_table(answers),
            wording.programme_table(answers),
            wording.speaker_table(answers),
        ],
        "closing": "Đơn vị tổ chức cam kết thực hiện đúng đề án được duyệt, chịu trách nhiệm về nội dung tài liệu, giữ bí mật "
        f"nhà nước và báo cáo kết quả theo quy định.\n\n{_signature(answers)}",
    }


def _organising(answers: Mapping[str, Any]) -> list[dict[str, str]]:
    licence = ""
    if answers.get("licence_number"):
        licence = f"Số {answers['licence_number']} ngày {wording.day(answers.get('licence_on'))}, {answers.get('licence_by', '')}"
    return [
        _row("Đơn vị tổ chức", answers.get("organiser_name")),
        _row("Loại đơn vị", wording.label(choices.ORGANISERS, answers.get("organiser_kind"))),
        _row("Giấy phép hoạt động tại Việt Nam", licence),
        _row("Địa chỉ", answers.get("organiser_address")),
        _row("Đơn vị phối hợp", answers.get("partners")),
        _row("Người liên hệ", f"{answers.get('contact_name', '')}, {answers.get('contact_phone', '')}"),
    ]


def _event(answers: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        _row("Tên hội nghị, hội thảo", wording.name_of(answers)),
        _row("Bối cảnh", answers.get("context")),
        _row("Mục đích", answers.get("purpose")),
        _row("Thời gian", wording.period(answers)),
        _row("Hình thức, công nghệ tổ chức", wording.form_of_event(answers)),
        _row("Nội dung liên quan đến", wording.labels(choices.TOPICS, answers.get("topics"))),
        _row("Đại biểu", wording.participants(answers)),
        _row("Cơ quan Việt Nam tham dự", answers.get("vn_bodies")),
        _row("Hoạt động bên lề", answers.get("side_events")),
    ]


def _opinions(answers: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        _row("Ý kiến cơ quan liên quan", answers.get("opinion_details")),
        _row("Văn bản đồng ý chủ trương đăng cai", answers.get("hosting_approval")),
    ]


def example(on: date) -> dict[str, Any]:
    """A conference of a fictional university, some 60 days ahead."""
    return sample_answers(0, on)


FORMS = (
    FilledForm(
        "cong_van", Text("Công văn xin phép hoặc đề nghị đăng cai", "Letter of application"), DOSSIER, letter, example
    ),
    FilledForm(
        "mau_01",
        Text("Đề án tổ chức hội nghị, hội thảo quốc tế (Mẫu 01)", "Proposal for the conference (Form 01)"),
        FORM_01,
        form_01,
        example,
    ),
)
