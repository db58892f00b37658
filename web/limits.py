"""Time limits as a person reads them: "13 ngày làm việc và 20 ngày". No deadline is computed here."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from procedures.clock.limits import Unit, parse_limit
from web.filters import vn_number


def limit_text(limit: str) -> str:
    """The parts of a limit added up by what they count, in words; "" for no limit."""
    if not limit:
        return ""
    sums = _sums(limit)
    return _(" và ").join(_part(amount, unit) for unit, amount in sums.items())


def percentage_cut(statutory: str, committed: str) -> int | None:
    """By how many percent the office promises less than the law allows.

    None unless both are given, count the same one thing, and the promise is shorter.
    """
    if not statutory or not committed:
        return None
    law, promise = _sums(statutory), _sums(committed)
    if len(law) != 1 or set(law) != set(promise):
        return None
    (unit,) = law
    return round(100 * (1 - promise[unit] / law[unit])) or None if promise[unit] < law[unit] else None


def _sums(limit: str) -> dict[Unit, Decimal]:
    sums: dict[Unit, Decimal] = {}
    for part in parse_limit(limit):
        unit = Unit.WORKING_DAYS if part.unit is Unit.CIVIL_WORKING_DAYS else part.unit
        sums[unit] = sums.get(unit, Decimal(0)) + part.amount
    return sums


def _part(amount: Decimal, unit: Unit) -> str:
    number = vn_number(amount.normalize() if amount % 1 else int(amount))
    match unit:
        case Unit.WORKING_HOURS:
            return _("%(n)s giờ làm việc", n=number)
        case Unit.CIVIL_DAYS:
            return _("%(n)s ngày", n=number)
        case _:
            return _("%(n)s ngày làm việc", n=number)
