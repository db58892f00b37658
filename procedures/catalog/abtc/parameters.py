"""What the office sets by its own decision for this procedure, with the defaults until it does. No rule may enter."""

from __future__ import annotations

from procedures.definition import Parameter, Text, Variant
from procedures.standard import INTERNAL
from procedures.standard.limits import limit_parameters

EACH, ONE_LETTER = "each", "one_letter"
PAPERS_BY = Parameter(
    "papers_by",
    EACH,
    Text(
        "Văn bản kết quả: mỗi người một văn bản (each), hoặc một văn bản cho phép chung và một văn bản từ chối (one_letter)",
        "Result papers: one for each person (each), or one permission and one refusal letter (one_letter)",
    ),
    INTERNAL,
    words=(EACH, ONE_LETTER),
)


def parameters_of(variants: tuple[Variant, ...]) -> tuple[Parameter, ...]:
    """How papers are written, and the committed limit of every leg that the office may shorten."""
    return (PAPERS_BY, *limit_parameters(variants))
