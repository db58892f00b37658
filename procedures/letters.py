"""A letter of the office from its content: the fixed words of NĐ 30/2020/NĐ-CP around what a procedure wrote. No layout may enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from procedures.columns import column_weights

DRAFT_MARK = "DỰ THẢO"
ADDRESSEE_LABEL = "Kính gửi:"
RECIPIENTS_LABEL = "Nơi nhận:"
COMMITTEE = "committee"
# Papers no registry enters: the phiếu trình stays inside the office, the list of originals is signed by both sides.
NEVER_NUMBERED = frozenset({"proposal", "received"})


def compose(
    content: Mapping[str, Any],
    office: Mapping[str, str],
    *,
    body: str,
    number: int | None,
    symbol: str,
    issued_on: date | None,
    signer: str = "",
    numbered: bool = True,
) -> dict[str, Any]:
    """The data of a letter (see casework.gateways.papers.LetterData). One that is to have a number is a draft until it has.

    Căn cứ: NĐ 30/2020/NĐ-CP, Phụ lục I (thể thức văn bản hành chính).
    """
    signature = content.get("signature", {})
    letter = {
        "parent_agency": "" if body == COMMITTEE else office["parent"].upper(),
        "agency": _in_full(office["parent"]) if body == COMMITTEE else office["name"].upper(),
        "number_line": f"Số: {number if number is not None else '      '}/{symbol}" if numbered else "",
        "place_date": place_date(office["place"], issued_on),
        "kind_title": content.get("kind_title", ""),
        "subject": content["subject"],
        "addressees_label": ADDRESSEE_LABEL,
        "addressees": _lines(content.get("addressee", "")),
        "body": [*_bases(content), *_paragraphs(content, "paragraphs"), *_tables(content), *_paragraphs(content, "closing")],
        "signature": {
            "lines": [line for line in (signature.get("prefix", ""), signature.get("title", "")) if line],
            "name": signer or signature.get("name", ""),
        },
        "recipients_label": RECIPIENTS_LABEL,
        "recipients": _ended(content.get("recipients", ())),
    }
    return letter if number is not None or not numbered else letter | {"draft_mark": DRAFT_MARK}


def place_date(place: str, on: date | None) -> str:
    """Địa danh, ngày tháng; days below 10 and January, February carry a zero (Phụ lục I, phần I, mục II, khoản 4)."""
    if on is None:
        return f"{place}, ngày      tháng      năm"
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"{place}, ngày {on.day:02d} tháng {month} năm {on.year}"


def _in_full(agency: str) -> str:
    """Who issues is named in full; only the agency above may be shortened (Phụ lục I, phần I, mục II, khoản 2)."""
    return agency.upper().replace("UBND", "ỦY BAN NHÂN DÂN")


def _ended(recipients: Sequence[str]) -> list[str]:
    """A semicolon after each, a full stop after the last (Phụ lục I, phần I, mục II, khoản 9)."""
    bare = [one.rstrip(" ;.") for one in recipients]
    return [f"{one};" for one in bare[:-1]] + [f"{one}." for one in bare[-1:]]


def _lines(addressee: str | list[str]) -> list[str]:
    return [addressee] if isinstance(addressee, str) and addressee else list(addressee)


def _bases(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"text": line, "style": "basis"} for line in content.get("legal_bases", ())]


def _paragraphs(content: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return [{"text": text, "style": "body"} for text in content.get(name, ())]


def _tables(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for table in content.get("tables", ()):
        if table.get("title"):
            blocks.append({"text": table["title"], "style": "heading"})
        rows = [[str(cell) for cell in row] for row in table["rows"]]
        weights = column_weights([list(table["header"]), *rows])
        columns = [{"title": title, "weight": one, **_aligned(title)} for title, one in zip(table["header"], weights, strict=True)]
        blocks.append({"table": {"columns": columns, "rows": rows}})
    return blocks


def _aligned(title: str) -> dict[str, str]:
    """Running numbers stand in the middle of their column."""
    return {"align": "center"} if title == "STT" else {}
