"""Fifty seeded kills over both databases at once; `make faults` is the same with five hundred. No rule is judged here."""

from __future__ import annotations

import pytest

from tests.faults.__main__ import outcomes_of
from tests.faults.checks import ALWAYS
from tests.faults.table import NAMES, table

KILLS = 50


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_double_after_fifty_kills() -> None:
    outcomes = outcomes_of(list(NAMES), KILLS, seed=20261122)
    assert sum(one.kills for one in outcomes) >= KILLS
    for one in outcomes:
        assert not one.violations, one.broken
        assert set(ALWAYS) < set(one.checks)
        assert one.acknowledged["submissions"] and one.acknowledged["acts"]
    assert "Together" in table(outcomes)
