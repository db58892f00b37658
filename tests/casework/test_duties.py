"""Reports that fall due after a result: owed once, fulfilled once, missing ones show at the next request."""

import pytest
from sqlalchemy import select

from casework.models import Account, Obligation
from casework.queries.obligations import overdue_reports
from casework.queries.situations import DossierNotFound
from casework.services.duties import DutyNotFound, ReportMissing, report
from casework.services.uploading import Upload
from procedures.definition import Role
from tests.casework.test_acting import decided
from tests.support.desks import Desks, pdf
from tests.support.factories import make_account
from tests.support.times import vn
from web.identity import CitizenUser

ISSUED = vn("2026-10-22T15:00")


def owed(desks: Desks) -> tuple[str, Obligation, Account]:
    """An issued permission with its yearly report, and the account that owes it."""
    code = decided(desks)
    desks.act(Role.CLERK, code, "issue", ISSUED)
    with desks.casework.database.reading() as session:
        dossier = desks.loaded(code).dossier
        duty = session.scalars(select(Obligation).where(Obligation.dossier_id == dossier.id)).one()
        return code, duty, session.get_one(Account, dossier.account_id)


def test_a_missing_report_shows_at_the_next_request_and_a_made_one_does_not(desks_on_both: Desks) -> None:
    code, duty, account = owed(desks_on_both)
    later = vn("2027-02-01T08:00")
    with desks_on_both.casework.database.reading() as session:
        assert overdue_reports(session, "abtc", [duty.party], ISSUED.date()) == []
        assert overdue_reports(session, "abtc", [duty.party], later.date()) == [2026]
    citizen = CitizenUser(account).actor
    report(desks_on_both.casework, code, duty.id, by=citizen, at=later, files=[Upload("bao-cao.pdf", pdf())])
    with desks_on_both.casework.database.reading() as session:
        assert overdue_reports(session, "abtc", [duty.party], later.date()) == []
    with pytest.raises(DutyNotFound):
        report(desks_on_both.casework, code, duty.id, by=citizen, at=later, reference="lần hai")


def test_nobody_reports_for_somebody_else_and_nothing_is_no_report(desks: Desks) -> None:
    code, duty, account = owed(desks)
    stranger = CitizenUser(make_account(desks.casework, "person")).actor
    with pytest.raises(DossierNotFound):
        report(desks.casework, code, duty.id, by=stranger, at=ISSUED, reference="của người khác")
    with pytest.raises(ReportMissing):
        report(desks.casework, code, duty.id, by=CitizenUser(account).actor, at=ISSUED, reference="  ")
