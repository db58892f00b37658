"""Time limits as the law's data and the command line write them (`3.5wd`, `3wd+20cd`). No calendar, no instants."""

import re
from collections import defaultdict
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

# Far beyond any limit of a law; keeps absurd input cheap.
_LONGEST_NUMBER = 100
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(wd|wh|cwd|cd)")


class LimitError(ValueError):
    """A text that is no limit; the message says why."""


class Unit(StrEnum):
    """What a part of a limit counts."""

    WORKING_DAYS = "wd"
    WORKING_HOURS = "wh"
    CIVIL_WORKING_DAYS = "cwd"  # BLDS 2015, Điều 147–148, over working days
    CIVIL_DAYS = "cd"  # BLDS 2015, Điều 147–148

    @property
    def counts_working_time(self) -> bool:
        """Whether it counts minutes of working time rather than dates."""
        return self in (Unit.WORKING_DAYS, Unit.WORKING_HOURS)


class Part(NamedTuple):
    """An amount of one unit; civil units take whole amounts of at least 1."""

    amount: Decimal
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount:f}{self.unit}"

    def minutes(self, unit_minutes: int) -> int:
        """Exactly amount × unit_minutes, rounded up to a whole minute."""
        numerator, denominator = self.amount.as_integer_ratio()
        return -(-numerator * unit_minutes // denominator)


class Limit(tuple[Part, ...]):
    """Parts in order, each starting at the previous one's due instant; its text reads back as the same limit."""

    __slots__ = ()

    def __str__(self) -> str:
        return "+".join(map(str, self))


@lru_cache(maxsize=1024)
def parse_limit(text: str) -> Limit:
    """The limit written in a text. LimitError says what is wrong with it."""
    return Limit(_parse_part(part, text) for part in text.split("+"))


def is_longer(given: Limit, allowed: Limit) -> bool:
    """Compared unit by unit; limits of different units cannot be compared without a calendar and count as no longer."""
    return are_alike(given, allowed) and any(amount > _totals(allowed)[unit] for unit, amount in _totals(given).items())


def are_alike(one: Limit, other: Limit) -> bool:
    """Whether the two count in the same units."""
    return _totals(one).keys() == _totals(other).keys()


def _totals(limit: Limit) -> dict[Unit, Decimal]:
    totals: dict[Unit, Decimal] = defaultdict(Decimal)
    for part in limit:
        totals[Unit.WORKING_DAYS if part.unit is Unit.CIVIL_WORKING_DAYS else part.unit] += part.amount
    return totals


def _parse_part(text: str, whole: str) -> Part:
    match = _PART.fullmatch(text)
    if match is None:
        raise LimitError(f"{_shown(whole)} is not a limit like 3.5wd, 8wh, 20cd or 3wd+20cd (units: wd, wh, cwd, cd)")
    if len(match[1]) > _LONGEST_NUMBER:
        raise LimitError(f"{_shown(whole)} has a number of more than {_LONGEST_NUMBER} characters")
    part = Part(Decimal(match[1]), Unit(match[2]))
    if not part.unit.counts_working_time and (part.amount < 1 or part.amount.as_integer_ratio()[1] > 1):
        raise LimitError(f"{_shown(whole)}: {part.unit} takes a whole number of at least 1")
    return part


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
