"""What a document needs, by country, direction and date: the pure decision behind page one. No form and no process may enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.sources import (
    APOSTILLE,
    APOSTILLE_FROM,
    CERTIFICATION,
    LEGALIZATION,
    TREATY,
)
from procedures.countries import COUNTRIES
from procedures.definition import Citation, Text

OUTGOING, INCOMING = "outgoing", "incoming"


class Need(StrEnum):
    """The closed list of what a document may need. The last two are not this procedure."""

    APOSTILLE = "apostille"
    CERTIFICATION = "certification"
    EMBASSY = "embassy"
    LEGALIZATION = "legalization"
    APOSTILLE_ACCEPTED = "apostille_accepted"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is needed, said to the applicant, and where that comes from."""

    kind: Need
    explanation: Text
    citation: Citation


def treatment(
    direction: str,
    country: str,
    on: date,
    table: Mapping[str, Any],
    *,
    judicial: bool = False,
    outside_convention: bool = False,
) -> Treatment:
    """Decide for a Vietnamese document going to `country` or a document of `country` coming in, on a local date.

    `table` holds `apostille_parties` {country: {party_since, objection}}, `exempt_by_treaty` {country: {document}} and
    `certification_suffices` [country]. `judicial`: used in a matter that a treaty on judicial assistance covers.
    `outside_convention`: made by a diplomatic or consular agent, or dealing directly with commerce or customs
    (Công ước Apostille, Điều 1).
    """
    if judicial and country in table.get("exempt_by_treaty", {}):
        return _exempt(country, table["exempt_by_treaty"][country])
    with_apostille = not outside_convention and applies_between(country, on, table)
    if direction == INCOMING:
        return _apostille_accepted(country) if with_apostille else _legalization(country)
    if with_apostille:
        return _apostille(country)
    return _certification(country) if country in table.get("certification_suffices", ()) else _embassy(country)


def applies_between(country: str, on: date, table: Mapping[str, Any]) -> bool:
    """Whether the Convention is in force between Viet Nam and that country (Điều 12: not where one objected)."""
    entry = table.get("apostille_parties", {}).get(country)
    if entry is None or entry.get("objection"):
        return False
    return on >= max(APOSTILLE_FROM, date.fromisoformat(str(entry["party_since"])))


def _named(country: str, vi: str, en: str) -> Text:
    known = COUNTRIES.get(country, Text(country, country))
    return Text(vi.format(country=known.vi), en.format(country=known.en))


def _exempt(country: str, entry: Mapping[str, Any]) -> Treatment:
    words = _named(
        country,
        "Giấy tờ dùng trong việc này giữa Việt Nam và {country} được miễn theo điều ước quốc tế. Ông/Bà không cần làm thủ tục.",
        "A treaty between Viet Nam and {country} exempts papers used in such a matter. You need not do anything here.",
    )
    return Treatment(Need.EXEMPT, words, Citation(entry.get("document", TREATY.document), to_be_confirmed=True))


def _apostille_accepted(country: str) -> Treatment:
    words = _named(
        country,
        "Giấy tờ của {country} mang Apostille được dùng thẳng tại Việt Nam. Ông/Bà xin Apostille tại {country}, không phải hợp pháp hóa.",
        "A paper of {country} that bears an apostille is used in Viet Nam as it is. Obtain the apostille in {country}.",
    )
    return Treatment(Need.APOSTILLE_ACCEPTED, words, APOSTILLE)


def _apostille(country: str) -> Treatment:
    words = _named(
        country,
        "Giấy tờ Việt Nam dùng tại {country} được cấp Apostille. Sau đó Ông/Bà không phải đến đại sứ quán.",
        "A Vietnamese paper for {country} gets an apostille. No embassy has to be visited afterwards.",
    )
    return Treatment(Need.APOSTILLE, words, APOSTILLE)


def _certification(country: str) -> Treatment:
    words = _named(
        country,
        "Giấy tờ Việt Nam dùng tại {country} được chứng nhận lãnh sự. {country} không yêu cầu thêm bước nào.",
        "A Vietnamese paper for {country} gets consular certification. {country} asks for no further step.",
    )
    return Treatment(Need.CERTIFICATION, words, CERTIFICATION)


def _embassy(country: str) -> Treatment:
    words = _named(
        country,
        "Giấy tờ Việt Nam dùng tại {country} được chứng nhận lãnh sự tại đây, sau đó phải hợp pháp hóa tại đại sứ quán hoặc lãnh sự quán của {country}.",
        "A Vietnamese paper for {country} is certified here and then legalized by the embassy or consulate of {country}.",
    )
    return Treatment(Need.EMBASSY, words, CERTIFICATION)


def _legalization(country: str) -> Treatment:
    words = _named(
        country,
        "Giấy tờ của {country} dùng tại Việt Nam phải hợp pháp hóa, sau khi đã được cơ quan ngoại giao của {country} chứng nhận.",
        "A paper of {country} for Viet Nam has to be legalized, after a diplomatic body of {country} has certified it.",
    )
    return Treatment(Need.LEGALIZATION, words, LEGALIZATION)
