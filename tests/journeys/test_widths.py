"""Every page at both widths: it fits, axe has no complaint, and no page of the three doors is missing from the table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from casework.models import Account, Paper
from casework.services.drafting import begin_draft
from casework.services.tokens import RESET_BY_EMAIL, VERIFY_EMAIL, issue_link
from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town
from tests.support.browser import DESK, HEIGHTS, PHONE, go, look
from tests.support.factories import make_account, make_officer
from tests.support.walkers import Applicant, Desk

PUBLIC = {
    "portal.home": "/",
    "portal.procedures": "/thu-tuc",
    "portal.procedure": "/thu-tuc/abtc",
    "portal.tracking": "/tra-cuu",
    "portal.verify": "/xac-minh",
    "portal.sign_in": "/dang-nhap",
    "portal.register": "/dang-ky",
    "portal.register_as": "/dang-ky/doanh-nghiep",
    "portal.forgotten": "/quen-mat-khau",
    "portal.verify_account": "/xac-minh-tai-khoan?ma={verify_email}",
    "portal.reset": "/dat-lai-mat-khau?ma={reset_by_email}",
    "backoffice.sign_in": "/can-bo/dang-nhap",
}
CITIZEN = {
    "portal.mine": "/ho-so",
    "portal.dossier": "/ho-so/{code}",
    "portal.supplement": "/ho-so/{code}/bo-sung",
    "portal.withdraw": "/ho-so/{code}/rut",
    "portal.begin": "/nop-ho-so/abtc",
    "portal.ask_to_discard": "/nop-ho-so/ban-nhap/{draft}/bo",
    "portal.form_page": "/nop-ho-so/abtc/{draft}/persons",
    "portal.papers": "/nop-ho-so/abtc/{draft}/giay-to",
    "portal.review": "/nop-ho-so/abtc/{draft}/xem-lai",
    "portal.stop": "/nop-ho-so/abtc/{stopped}/khong-dung-noi",
    "portal.profile": "/tai-khoan",
    "portal.details": "/tai-khoan/thong-tin",
    "portal.password": "/tai-khoan/mat-khau",
    "portal.address": "/tai-khoan/dien-thoai",
    "portal.second_factor": "/tai-khoan/xac-thuc-hai-buoc",
}
OFFICER = {
    "backoffice.worklist": "/can-bo/viec-can-lam?pham-vi=tat-ca",
    "backoffice.search": "/can-bo/tim-kiem?q=abtc",
    "backoffice.dossier": "/can-bo/ho-so/{code}",
    "backoffice.action": "/can-bo/ho-so/{code}/endorse",
    "backoffice.papers": "/can-bo/ho-so/{code}/van-ban",
    "backoffice.draft": "/can-bo/ho-so/{code}/van-ban/{paper}",
    "backoffice.overview": "/can-bo/tong-quan",
    "backoffice.report": "/can-bo/bao-cao",
    "backoffice.journal": "/can-bo/nhat-ky",
    "backoffice.parameters": "/can-bo/cai-dat/tham-so",
    "backoffice.parameter_form": "/can-bo/cai-dat/tham-so/abtc",
    "backoffice.calendar": "/can-bo/cai-dat/lich",
    "backoffice.system": "/can-bo/he-thong",
    "backoffice.own_account": "/can-bo/tai-khoan",
}
# Files, redirections, and pages that need a step before them and are opened by the tests of that step.
NO_PAGE_OF_ITS_OWN = {
    *("static", "api.live", "api.ready", "api.metrics", "backoffice.calendar_now", "backoffice.file", "backoffice.paper"),
    *("backoffice.paper_docx", "backoffice.paper_preview", "portal.dossier_file", "portal.draft_file"),
    *("portal.draft_thumbnail", "portal.filled_form", "portal.receipt", "portal.result", "portal.second_factor_qr"),
    *("portal.slip", "portal.blank_form", "portal.sample_form", "backoffice.slip", "backoffice.start"),
    "backoffice.listing",
    *("portal.second_step", "portal.confirm_address", "portal.send_report"),
}
EVERYTHING = (
    *(Role.RECEPTION, Role.DIVISION_HEAD, Role.SPECIALIST, Role.DIRECTOR, Role.CLERK),
    *(Role.ADMINISTRATOR, Role.AUDITOR),
)


@pytest.fixture
def office(town: Callable[[str], Town]) -> Town:
    return town("lanh-su")


def at_both_widths(page: Page, pages: dict[str, str], **known: str) -> None:
    for path in pages.values():
        wanted = path.format(**known)
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            if width == PHONE:
                go(page, wanted)
                assert page.url.endswith(wanted), f"{wanted} leads to {page.url}"
            else:
                look(page)


def asked(office: Town, account: Account) -> str:
    """A dossier whose applicant has to send something."""
    code = office.desks.file("abtc", sample_answers(3, persons=2), office.clock.now, account)
    wanted = {"items": ["paper:passport"], "reason": "Trang hộ chiếu bị mờ."}
    office.desks.act(Role.RECEPTION, code, "request_supplement_at_reception", office.clock.now, **wanted)
    return code


def proposed(office: Town) -> str:
    """A dossier with much on its page: four persons, opinions asked for, a proposal with its drafts."""
    desks, at = office.desks, office.clock.now
    code = desks.file("abtc", sample_answers(3, persons=4), at)
    desks.act(Role.RECEPTION, code, "accept", at)
    desks.act(Role.DIVISION_HEAD, code, "assign", at, officer=str(desks.officers[Role.SPECIALIST].id))
    bodies = [one.code for one in desks.loaded(code).situation.variant.bodies if one.always]
    desks.act(Role.SPECIALIST, code, "consult", at, bodies=bodies)
    for body in bodies:
        answer = {"body": body, "opinion": "agree", "received_on": at.date().isoformat()}
        desks.act(Role.SPECIALIST, code, "record_opinion", at, **answer)
    desks.act(Role.SPECIALIST, code, "close_consultation", at)
    outcomes = {f"outcome_{index}": "granted" for index in range(4)}
    desks.act(Role.SPECIALIST, code, "propose", at, summary="Đủ điều kiện", **outcomes)
    return code


def test_no_page_is_missing_from_the_table(office: Town) -> None:
    rules = (rule for rule in office.app.url_map.iter_rules() if "GET" in (rule.methods or ()))
    assert {rule.endpoint for rule in rules} == {*PUBLIC, *CITIZEN, *OFFICER, *NO_PAGE_OF_ITS_OWN}


def test_what_anybody_reads(office: Town) -> None:
    at_both_widths(office.visitors(PHONE, office.url), PUBLIC, **links(office))


def links(office: Town) -> dict[str, str]:
    """A link of each kind that a mail brings, by its purpose."""
    casework, at = office.desks.casework, office.clock.now
    account = make_account(casework, verified=False)
    with casework.database.unit_of_work() as session:
        return {purpose: issue_link(session, account.id, purpose, at) for purpose in (VERIFY_EMAIL, RESET_BY_EMAIL)}


def test_what_an_applicant_reads(office: Town) -> None:
    casework, at = office.desks.casework, office.clock.now
    account = make_account(casework, "enterprise")
    code = asked(office, account)
    draft = begin_draft(casework, account.id, "abtc", sample_answers(1), at)
    stopped = begin_draft(casework, account.id, "abtc", {**sample_answers(1), "group": "none"}, at)
    owner = Applicant(office.visitors(PHONE, office.url), account)
    at_both_widths(owner.page, CITIZEN, code=code, draft=draft, stopped=stopped)


def test_what_an_officer_reads(office: Town) -> None:
    casework = office.desks.casework
    code = proposed(office)
    with casework.database.reading() as session:
        paper = session.scalars(select(Paper.id).order_by(Paper.id)).first()
    officer = make_officer(casework, EVERYTHING, division="lanh-su")
    desk = Desk(office.visitors(PHONE, office.url), officer, office.clock)
    at_both_widths(desk.page, OFFICER, code=code, paper=str(paper))
