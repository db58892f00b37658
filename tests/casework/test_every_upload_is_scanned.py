"""Whatever door a file comes through, the malware scanner is asked about it in the transaction that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from casework.models import Attachment, Obligation, Scan
from casework.queries.situations import load
from casework.services.acting import act
from casework.services.duties import report
from casework.services.intake import import_dossier
from casework.services.uploading import Upload
from procedures.definition import Role
from tests.backoffice.desks import Office
from tests.hostile.test_intake import message
from tests.portal.filing import PDF
from tests.support.desks import pdf
from tests.support.times import vn
from web.identity import CitizenUser, actor_of

AT = vn("2026-10-06T11:00")


@pytest.fixture
def office(casework) -> Office:
    """An office with a scanner that nobody has started: whether it is there makes no difference to a door."""
    return Office(replace(casework, scanner="unix:///nowhere/clamd.ctl"))


def unasked(office: Office) -> list[str]:
    """Files that nobody asked about."""
    with office.casework.database.reading() as session:
        query = select(Attachment.file_name).outerjoin(Scan, Scan.sha256 == Attachment.sha256).where(Scan.sha256.is_(None))
        return list(session.scalars(query))


def stored(office: Office) -> int:
    with office.casework.database.reading() as session:
        return len(session.scalars(select(Attachment.id)).all())


def filed(office: Office) -> None:
    office.file()


def imported(office: Office) -> None:
    import_dossier(office.casework, message(office.casework), lambda _address: PDF, vn("2026-10-14T09:00"))


def kept_with_an_action(office: Office) -> None:
    code = office.file()
    office.consult(code)
    opinion = {"body": "tax", "opinion": "agree", "received_on": "2026-10-06", "reference": "12/CV"}
    by = actor_of(office.officers[Role.SPECIALIST])
    with office.casework.database.reading() as session:
        seen = load(session, office.casework, code).dossier.version
    files = [Upload("cv.pdf", pdf(3))]
    act(office.casework, code, "record_opinion", opinion, by=by, at=AT, seen=seen, files=files)


def reported(office: Office) -> None:
    code = office.file()
    with office.casework.database.unit_of_work() as session:
        dossier = load(session, office.casework, code).dossier
        owed = Obligation(dossier_id=dossier.id, slug="abtc", code="yearly_report", party="x", due_on=AT.date(), reference="")
        session.add(owed)
    citizen = CitizenUser(office.account).actor
    report(office.casework, code, owed.id, by=citizen, at=AT, files=[Upload("bao-cao.pdf", pdf(4))])


DOORS = (filed, imported, kept_with_an_action, reported)


@pytest.mark.parametrize("door", DOORS, ids=lambda one: one.__name__)
def test_the_scanner_is_asked(office: Office, door: Callable[[Office], None]) -> None:
    door(office)
    assert stored(office) > 0 and unasked(office) == []
