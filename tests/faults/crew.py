"""A crew: one applicant after the other and one officer at each desk, who work by HTTP until answered, however often the server dies.

What the server acknowledged is written into the ledger, and nothing else. The seed chooses the errand and the point of death.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from casework.models import Account, Officer
from casework.queries.situations import Loaded, load
from procedures.definition import Role
from tests.faults import office
from tests.faults.browser import Answer, Browser, NoAnswer
from tests.faults.ledger import Ledger, Writing
from tests.faults.office import Place, make_ready, new_applicant
from tests.support.factories import PASSWORD, code_of, make_officer

DESKS = (
    (Role.RECEPTION, ""),
    (Role.DIVISION_HEAD, "lanh-su"),
    (Role.SPECIALIST, "lanh-su"),
    (Role.DIRECTOR, ""),
    (Role.CLERK, "van-phong"),
    (Role.COMMITTEE, ""),
)
PATIENCE_SECONDS = 150.0


@dataclass
class Citizen:
    """An applicant with a browser that is signed in."""

    account: Account
    browser: Browser
    drafts: int = 0


@dataclass
class Crew:
    """People of one thread; nobody else touches their drafts and dossiers."""

    place: Place
    chance: random.Random
    number: int
    ledger: Ledger = field(default_factory=Ledger)
    points: dict[str, int] = field(default_factory=dict)
    citizens: list[Citizen] = field(default_factory=list)
    desks: dict[Role, tuple[Officer, Browser]] = field(default_factory=dict)
    ready: list[tuple[Citizen, Writing]] = field(default_factory=list)
    filed: list[tuple[Citizen, str]] = field(default_factory=list)
    made: int = 0
    book: int = 0

    def open_desks(self) -> None:
        """Sign every officer in with password and code, before anything dies."""
        for role, division in DESKS:
            officer = make_officer(self.place.casework, (role,), division)
            browser = Browser(self.place.running.port)
            browser.get("/can-bo/dang-nhap")
            code = code_of(officer, datetime.now(UTC))
            answer = browser.post("/can-bo/dang-nhap", [("login", officer.login), ("password", PASSWORD), ("code", code)])
            assert answer.status == 302, answer.text[:2000]
            browser.get("/can-bo/tai-khoan")
            self.desks[role] = (officer, browser)

    def loaded(self, code: str) -> Loaded:
        with self.place.casework.database.reading() as session:
            return load(session, self.place.casework, code)

    def citizen(self) -> Citizen:
        """Somebody who may begin another draft."""
        for one in self.citizens:
            if one.drafts < office.DRAFTS_OF_ONE_ACCOUNT:
                return one
        account = new_applicant(self.place.casework)
        browser = Browser(self.place.running.port)
        given = [("login", account.email or ""), ("password", PASSWORD)]

        def sign_in(_: int | None) -> Answer:
            browser.cookies.clear()
            browser.get("/dang-nhap")
            return browser.post("/dang-nhap", given)

        answer = self.until_answered("sign in", None, sign_in)
        assert answer.status == 302, answer.text[:2000]
        self.until_answered("look", None, lambda _: browser.get(f"/nop-ho-so/{office.SLUG}"))
        self.citizens.append(Citizen(account, browser))
        return self.citizens[-1]

    def ready_draft(self, *, keep: bool = False) -> tuple[Citizen, Writing]:
        """A draft that lacks nothing; with `keep` it stays in the hand."""
        if len(self.ready) < 2:
            citizen = self.citizen()
            citizen.drafts += 1
            self.made += 1
            writing = make_ready(self.place.casework, citizen.account, self.number * 100_000 + self.made)
            self.ready.append((citizen, writing))
        index = self.chance.randrange(len(self.ready))
        return self.ready[index] if keep else self.ready.pop(index)

    def until_answered(self, name: str, dies: float | None, send: Callable[[int | None], Answer]) -> Answer:
        """Send again and again as a patient person would; only the first try carries a death."""
        known = self.points.get(name, 0)
        at: int | None = 0 if dies is None or not known else 1 + int(dies * known)
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = send(at)
            except NoAnswer:
                if time.monotonic() > end:
                    raise
                at = None
                time.sleep(0.03)
            else:
                self.points[name] = max(self.points.get(name, 0), answer.points)
                return answer

    def unfinished(self) -> list[Writing]:
        """Drafts that were not submitted: what was acknowledged about them must be there too."""
        return [writing for _, writing in self.ready]
