"""What every journey stands on: the served program with a clock one can set, and an officer at every desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from flask import Flask

from casework.models import Account
from procedures.definition import Definition, Role
from tests.support.application import Clock
from tests.support.browser import DESK, PHONE, Visitors
from tests.support.desks import Desks
from tests.support.served import Served
from tests.support.walkers import Applicant, Desk


@dataclass
class Town:
    """The served program, its clock, its officers and whoever opened a page."""

    app: Flask
    clock: Clock
    visitors: Visitors
    desks: Desks
    url: str
    width: int | None = None  # of everybody's window; without one applicants hold a phone and officers sit at a desk
    seated: dict[Role, Desk] = field(default_factory=dict)

    def applicant(self, account: Account, width: int | None = None, prefix: str = "") -> Applicant:
        return Applicant(self.visitors(width or self.width or PHONE, self.url), account, prefix)

    def definition(self, slug: str) -> Definition:
        """What is in force on the day the clock shows."""
        return self.desks.casework.registry.in_force(slug, self.clock.now.date())

    def access_code(self, code: str) -> str:
        """The access code that the receipt carries."""
        return self.desks.casework.access_code(code, self.desks.loaded(code).dossier.access_nonce)

    def at(self, role: Role) -> Desk:
        """The officer of that role, signed in."""
        if role not in self.seated:
            self.seated[role] = Desk(self.visitors(self.width or DESK, self.url), self.desks.officers[role], self.clock)
        return self.seated[role]

    def act(self, role: Role, code: str, action: str, at: datetime, **inputs: object) -> None:
        """An officer takes an action at an instant, in the browser."""
        self.clock.set(at)
        self.at(role).act(code, action, **inputs)


both_widths = pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=pytest.mark.slow)])
"""Both sides walk the whole story on a phone's window, and again on a desk's: that one among the slow tests, for its pages are seen at both in `test_widths`."""


@pytest.fixture
def town(app: Flask, clock: Clock, serve: Callable[..., Served], new_page: Visitors) -> Callable[..., Town]:
    """`town("lanh-su", width=None)`: the program served, with the officers of that division."""

    def begin(division: str, width: int | None = None) -> Town:
        return Town(app, clock, new_page, Desks(app.extensions["casework"], division), serve(app).url, width)

    return begin
