"""What the answers say, for every rule that asks: dates, and whether the Prime Minister decides. No verdict may enter."""

from __future__ import annotations

from datetime import date

from procedures.catalog.hoi_nghi_quoc_te.sources import LISTED_TOPICS, MINISTERIAL_RANKS
from procedures.definition import Answers


def for_the_prime_minister(answers: Answers) -> bool:
    """Whether rank or topic takes the request to the Prime Minister. Căn cứ: QĐ 06/2020/QĐ-TTg, Điều 3 khoản 1."""
    ranks = {answers.get("top_rank"), *(one.get("rank") for one in answers.get("participants") or ())}
    return bool(ranks & set(MINISTERIAL_RANKS) or set(answers.get("topics") or ()) & set(LISTED_TOPICS))


def date_of(answers: Answers, name: str) -> date | None:
    value = answers.get(name)
    return date.fromisoformat(value) if value else None
