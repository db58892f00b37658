"""A whole office in a test: an officer at every desk, dossiers filed and worked by the real services. No page is opened here."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask import Flask

from casework.context import Casework
from casework.models import Account, Officer
from casework.queries.situations import Loaded, load
from casework.services.acting import Acted, act
from casework.services.attaching import attach_to_draft
from casework.services.drafting import begin_draft
from casework.services.filing import NotComplete, submit
from casework.services.uploading import Upload
from procedures.case.events import Actor
from procedures.case.permission import available
from procedures.definition import Role
from tests.support.factories import make_account, make_officer
from web.identity import CitizenUser, actor_of

DESKS = (
    (Role.RECEPTION, ""),
    (Role.DIVISION_HEAD, "lanh-su"),
    (Role.SPECIALIST, "lanh-su"),
    (Role.DIRECTOR, ""),
    (Role.CLERK, ""),
    (Role.COMMITTEE, ""),
    (Role.ACCOUNTANT, ""),
)


def pdf(pages: int = 1) -> bytes:
    """A small real PDF."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


class Desks:
    """`officers` by role; `file` and `act` go through the services, `codes` are what a desk may do now."""

    def __init__(self, casework: Casework, division: str = "lanh-su") -> None:
        self.casework = casework
        self.officers: dict[Role, Officer] = {
            role: make_officer(casework, (role,), division=division if home else "") for role, home in DESKS
        }

    def actor(self, role: Role) -> Actor:
        return actor_of(self.officers[role])

    def file(self, slug: str, answers: dict[str, Any], at: datetime, account: Account | None = None) -> str:
        """File a complete dossier with every required paper; returns its code."""
        account = account or make_account(self.casework, "enterprise")
        draft = begin_draft(self.casework, account.id, slug, answers, at)
        try:
            return submit(self.casework, draft, account.id, at)
        except NotComplete as lacking:
            assert not lacking.errors, lacking.errors
            for component, item in lacking.missing:
                upload = Upload("giấy tờ.pdf", pdf())
                attach_to_draft(self.casework, draft, account.id, component, item, [upload], at)
        return submit(self.casework, draft, account.id, at)

    def loaded(self, code: str) -> Loaded:
        with self.casework.database.reading() as session:
            return load(session, self.casework, code)

    def codes(self, role: Role, code: str, at: datetime) -> list[str]:
        return [one.code for one in available(self.loaded(code).situation, self.actor(role), at)]

    def act(self, role: Role, code: str, action: str, at: datetime, **inputs: Any) -> Acted:
        seen = self.loaded(code).dossier.version
        return act(self.casework, code, action, inputs, by=self.actor(role), at=at, seen=seen)

    def citizen_acts(self, account: Account, code: str, action: str, at: datetime, **inputs: Any) -> Acted:
        seen = self.loaded(code).dossier.version
        return act(self.casework, code, action, inputs, by=CitizenUser(account).actor, at=at, seen=seen)


@pytest.fixture
def desks(casework: Casework) -> Desks:
    """An office on SQLite."""
    return Desks(casework)


@pytest.fixture
def desks_on_both(app_on_both: Flask) -> Desks:
    """Twice: an office on SQLite and on PostgreSQL."""
    return Desks(app_on_both.extensions["casework"])
