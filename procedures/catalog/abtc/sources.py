"""The documents that make this procedure, as citations. No rule and no sentence of a page may enter."""

from __future__ import annotations

from datetime import date

from procedures.definition import Citation

QD09 = "QĐ 09/2023/QĐ-TTg"
QD45 = "QĐ 45/2006/QĐ-TTg (sửa đổi bởi QĐ 54/2015/QĐ-TTg)"

MADE_BY_2023 = Citation(QD09, "", date(2023, 4, 12))
MADE_BY_2021 = Citation(QD45, "", to_be_confirmed=True)

LEGAL_BASIS_2023 = (
    MADE_BY_2023,
    Citation("NĐ 61/2018/NĐ-CP", "", date(2018, 4, 23)),
    Citation("NĐ 118/2025/NĐ-CP", "thay NĐ 61/2018/NĐ-CP từ ngày 01/7/2025", date(2025, 6, 9), to_be_confirmed=True),
)
LEGAL_BASIS_2021 = (
    Citation("QĐ 45/2006/QĐ-TTg", "", date(2006, 2, 28)),
    Citation("QĐ 54/2015/QĐ-TTg"),
    Citation("Quy chế của UBND tỉnh về xét, cho phép sử dụng thẻ ABTC", to_be_confirmed=True),
    Citation("NĐ 61/2018/NĐ-CP", "", date(2018, 4, 23)),
)


def article(text: str) -> Citation:
    """An article of the decision in force since 10/7/2023, whose full text was read."""
    return Citation(QD09, text)


def before_2023(what: str) -> Citation:
    """A rule of the time before 10/7/2023: the local regulation's wording is to be confirmed by the office."""
    return Citation(QD45, what, to_be_confirmed=True)
