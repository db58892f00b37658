"""Dossiers at the desks of the office, for tests: filed as an applicant would, moved by the services. Opens no page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pikepdf
from sqlalchemy import event

from casework.context import Casework
from casework.models import Account, Officer
from casework.queries.situations import load
from casework.services.acting import act
from casework.services.attaching import attach_to_draft
from casework.services.drafting import begin_draft
from casework.services.filing import NotComplete, submit
from casework.services.uploading import Upload
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.support.factories import make_account, make_officer
from tests.support.times import vn
from web.identity import actor_of

FILED = vn("2026-10-05T08:00")


def one_page_pdf() -> bytes:
    """A blank page: what is on it is nobody's concern here."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


def file_abtc(casework: Casework, account: Account, n: int = 3, at: datetime = FILED, **more: object) -> str:
    """File a complete request for the ABTC; returns its code."""
    return file_answers(casework, account, "abtc", sample_answers(n, **more), at)


def file_answers(casework: Casework, account: Account, slug: str, answers: dict[str, Any], at: datetime = FILED) -> str:
    """File these answers with every paper they need; returns the code."""
    draft = begin_draft(casework, account.id, slug, answers, at)
    try:
        return submit(casework, draft, account.id, at)
    except NotComplete as incomplete:
        for component, item in incomplete.missing:
            attach_to_draft(casework, draft, account.id, component, item, [Upload("giấy tờ.pdf", one_page_pdf())], at)
    return submit(casework, draft, account.id, at)


@dataclass
class Office:
    """One officer at every desk of the consular division, and an enterprise that files."""

    casework: Casework
    account: Account = field(init=False)
    officers: dict[str, Officer] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.account = make_account(self.casework, "enterprise")
        for role in (Role.RECEPTION, Role.CLERK, Role.DIRECTOR, Role.COMMITTEE, Role.AUDITOR, Role.ADMINISTRATOR):
            self.officers[role] = make_officer(self.casework, (role,), division="")
        for role in (Role.DIVISION_HEAD, Role.SPECIALIST):
            self.officers[role] = make_officer(self.casework, (role,))

    def file(self, n: int = 3, at: datetime = FILED, **more: object) -> str:
        return file_abtc(self.casework, self.account, n, at, **more)

    def do(self, role: Role, code: str, action: str, at: datetime, **inputs: object) -> None:
        """One action by the officer of a role, on the dossier as it stands."""
        with self.casework.database.reading() as session:
            seen = load(session, self.casework, code).dossier.version
        act(self.casework, code, action, inputs, by=actor_of(self.officers[role]), at=at, seen=seen)

    def accept(self, code: str, at: datetime = vn("2026-10-05T09:00")) -> None:
        self.do(Role.RECEPTION, code, "accept", at)

    def assign(self, code: str, at: datetime = vn("2026-10-05T10:00")) -> None:
        """Accepted and given to the specialist."""
        self.accept(code)
        self.do(Role.DIVISION_HEAD, code, "assign", at, officer=str(self.officers[Role.SPECIALIST].id))

    def consult(self, code: str, at: datetime = vn("2026-10-06T10:00")) -> None:
        """Assigned, and the four bodies asked."""
        self.assign(code)
        self.do(Role.SPECIALIST, code, "consult", at, bodies=["tax", "customs", "insurance", "police"])

    def propose(self, code: str, at: datetime = vn("2026-10-14T08:00"), persons: int = 1) -> None:
        """Everybody agreed and the specialist proposes to grant."""
        self.consult(code)
        for body in ("tax", "customs", "insurance", "police"):
            opinion = {"body": body, "opinion": "agree", "received_on": "2026-10-13", "reference": "12/CV"}
            self.do(Role.SPECIALIST, code, "record_opinion", vn("2026-10-13T15:00"), **opinion)
        self.do(Role.SPECIALIST, code, "close_consultation", vn("2026-10-13T16:00"))
        outcomes = {f"outcome_{index}": "granted" for index in range(persons)}
        self.do(Role.SPECIALIST, code, "propose", at, summary="Đủ điều kiện", **outcomes)


@contextmanager
def queries(casework: Casework) -> Iterator[list[str]]:
    """The statements sent to the database, in order."""
    sent: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(casework.database.engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(casework.database.engine, "before_cursor_execute", keep)
