"""Parameters with which an office shortens what the law lets it shorten: legs of the limit, times of consulted bodies. No step may enter."""

from __future__ import annotations

from collections.abc import Iterable

from procedures.definition import Citation, ConsultedBody, Parameter, Text, Variant


def limit_parameters(variants: Iterable[Variant]) -> tuple[Parameter, ...]:
    """`limit.<variant>.<leg>` for every leg that the office may shorten."""
    return tuple(
        Parameter(
            f"limit.{variant.code}.{leg.code}",
            leg.committed,
            Text(
                f"Thời hạn cam kết: {leg.label.vi} ({variant.name.vi})",
                f"Committed limit: {leg.label.en} ({variant.name.en})",
            ),
            Citation(leg.citation.document, leg.citation.article, to_be_confirmed=True),
        )
        for variant in variants
        for leg in variant.legs
        if leg.may_be_shortened
    )


def consultation_parameters(bodies: Iterable[ConsultedBody]) -> tuple[Parameter, ...]:
    """`consult.<body>` where the law gives a body at most so long, and the office may ask for less."""
    return tuple(
        Parameter(
            f"consult.{body.code}",
            body.limit,
            Text(f"Thời hạn lấy ý kiến: {body.name.vi}", f"Time to answer: {body.name.en}"),
            body.citation,
        )
        for body in bodies
    )
