"""Parameters with which an office shortens what the law lets it shorten: legs of the limit, times of consulted bodies. No step may enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from procedures.clock.limits import are_alike, is_longer, parse_limit
from procedures.definition import Citation, ConsultedBody, Definition, Parameter, Text, Variant


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


def beyond_the_law(definition: Definition, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of limits among these values that are longer than the law's, or counted otherwise so that nobody can tell."""
    legs = {
        f"limit.{variant.code}.{leg.code}": leg.statutory for variant in definition.variants for leg in variant.legs if leg.statutory
    }
    bodies = {f"consult.{body.code}": body.limit for variant in definition.variants for body in variant.bodies}
    lawful = {name: parse_limit(limit) for name, limit in (legs | bodies).items()}
    given = {name: parse_limit(values[name]) for name in lawful.keys() & values.keys()}
    return tuple(name for name, one in sorted(given.items()) if not are_alike(one, lawful[name]) or is_longer(one, lawful[name]))
