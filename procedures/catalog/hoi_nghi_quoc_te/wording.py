"""How answers read on a paper in formal Vietnamese: dates, places, sums, tables. No paper's own text may enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from procedures import countries
from procedures.catalog.hoi_nghi_quoc_te import choices
from procedures.definition import Choice


def label(options: Iterable[Choice], value: Any) -> str:
    """The Vietnamese words of a picked answer; an answer that is not there is empty."""
    return next((one.label.vi for one in options if one.value == value), "")


def labels(options: tuple[Choice, ...], values: Iterable[Any] | None) -> str:
    return "; ".join(label(options, one) for one in values or ())


def day(value: str | date | None) -> str:
    """dd/mm/yyyy; empty for no date."""
    if not value:
        return ""
    when = value if isinstance(value, date) else date.fromisoformat(value)
    return f"{when.day:02}/{when.month:02}/{when.year}"


def period(answers: Mapping[str, Any]) -> str:
    """ "ngày 01/7/2021" or "từ ngày … đến ngày …"."""
    start, end = day(answers.get("starts_on")), day(answers.get("ends_on"))
    return f"ngày {start}" if start == end or not end else f"từ ngày {start} đến ngày {end}"


def dong(amount: int | None) -> str:
    return f"{amount or 0:,}".replace(",", ".") + " đồng"


def place(one: Mapping[str, Any]) -> str:
    """Address, then where it lies."""
    where = {
        "here": "",
        "elsewhere": one.get("province", ""),
        "abroad": countries.name(one.get("country", "")),
    }.get(one.get("where", ""), "")
    return ", ".join(part for part in (one.get("address", ""), where) if part)


def places(answers: Mapping[str, Any]) -> str:
    return "; ".join(place(one) for one in answers.get("places") or ())


def participants(answers: Mapping[str, Any]) -> str:
    """Numbers in one sentence part."""
    return f"{answers.get('vn_count') or 0} đại biểu Việt Nam, {answers.get('foreign_count') or 0} đại biểu nước ngoài"


def form_of_event(answers: Mapping[str, Any]) -> str:
    technology = answers.get("technology")
    words = label(choices.FORMS, answers.get("form"))
    return f"{words} ({technology})" if technology else words


def name_of(answers: Mapping[str, Any]) -> str:
    """The name in Vietnamese, with the English one in brackets where there is one."""
    english = answers.get("name_en")
    return f"{answers.get('name_vi', '')} ({english})" if english else str(answers.get("name_vi", ""))


def place_table(answers: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [str(number), label(choices.PLACE_KINDS, one.get("kind")), place(one)]
        for number, one in enumerate(answers.get("places") or (), 1)
    ]
    return {"title": "Địa điểm, điểm cầu", "header": ["STT", "Loại", "Địa chỉ"], "rows": rows}


def participant_table(answers: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [
            str(number),
            countries.name(one.get("country", "")),
            one.get("organisation", ""),
            label(choices.RANKS, one.get("rank")),
            str(one.get("count", "")),
        ]
        for number, one in enumerate(answers.get("participants") or (), 1)
    ]
    header = ["STT", "Nước", "Cơ quan, tổ chức", "Cấp bậc", "Số người"]
    return {"title": "Đại biểu nước ngoài", "header": header, "rows": rows}


def funding_table(answers: Mapping[str, Any]) -> dict[str, Any]:
    given = answers.get("funding") or ()
    rows = [
        [
            str(number),
            label(choices.SOURCES_OF_MONEY, one.get("source")),
            one.get("payer", ""),
            dong(one.get("amount_vnd")),
        ]
        for number, one in enumerate(given, 1)
    ]
    rows.append(["", "Tổng cộng", "", dong(sum(one.get("amount_vnd") or 0 for one in given))])
    return {"title": "Nguồn kinh phí", "header": ["STT", "Loại nguồn", "Đơn vị chi trả", "Số tiền"], "rows": rows}


def programme_table(answers: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [
            day(one.get("day")),
            " - ".join(part for part in (one.get("from_time", ""), one.get("to_time", "")) if part),
            one.get("content", ""),
        ]
        for one in answers.get("programme") or ()
    ]
    return {"title": "Chương trình dự kiến", "header": ["Ngày", "Thời gian", "Nội dung"], "rows": rows}


def speaker_table(answers: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [one.get("name", ""), countries.name(one.get("country", "")), one.get("position", ""), one.get("title", "")]
        for one in answers.get("speakers") or ()
    ]
    return {"title": "Diễn giả", "header": ["Họ và tên", "Quốc tịch", "Chức vụ, cơ quan", "Tham luận"], "rows": rows}
