"""A business owner's whole way to her permission, in the browser: filed, decided at the desks, downloaded, at both widths."""

from collections.abc import Callable

from playwright.sync_api import expect

from procedures.catalog.abtc.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town, both_widths
from tests.support.browser import press
from tests.support.factories import make_account
from tests.support.times import vn
from tests.support.walkers import Applicant, a_pdf


@both_widths
def test_from_filing_to_result(town: Callable[..., Town], width: int) -> None:
    office = town("lanh-su", width)
    office.clock.set(vn("2026-10-05T07:30"))
    owner, code = filed(office)
    office.act(Role.RECEPTION, code, "accept", vn("2026-10-05T09:00"))
    owner.open(f"/ho-so/{code}")
    expect(owner.page.get_by_role("main")).to_contain_text("17 giờ 00, thứ Tư 11/11/2026")
    supplemented(office, owner, code)
    consulted(office, code)
    decided(office, code)
    owner.open(f"/ho-so/{code}")
    assert owner.download('a[href*="/ket-qua/"]').startswith(b"%PDF-")


def filed(office: Town) -> tuple[Applicant, str]:
    """She answers, sends the papers and files."""
    owner = office.applicant(make_account(office.desks.casework, "enterprise"))
    owner.begin("abtc")
    owner.fill(office.definition("abtc"), sample_answers(1))
    owner.upload_all()
    code = owner.submit()
    expect(owner.page.get_by_role("main")).to_contain_text("Bộ phận Một cửa đang kiểm tra hồ sơ")
    return owner, code


def supplemented(office: Town, owner: Applicant, code: str) -> None:
    """One paper is asked for, sent in the evening, and confirmed next morning."""
    specialist = str(office.desks.officers[Role.SPECIALIST].id)
    office.act(Role.DIVISION_HEAD, code, "assign", vn("2026-10-05T10:00"), officer=specialist)
    asked = {"items": ["paper:tax_report"], "reason": "Báo cáo thuế thiếu trang 2."}
    office.act(Role.SPECIALIST, code, "request_supplement", vn("2026-10-06T09:00"), **asked)
    office.clock.set(vn("2026-10-07T20:00"))
    owner.open(f"/ho-so/{code}")
    expect(owner.page.get_by_role("main")).to_contain_text("Báo cáo thuế thiếu trang 2.")
    owner.open(f"/ho-so/{code}/bo-sung")
    zone = owner.page.locator("[data-upload]").first
    zone.locator('input[type="file"]:not([capture])').set_input_files(a_pdf("trang 2.pdf"))
    expect(zone.locator(".upload__file")).to_have_count(1)
    press(owner.page, "Gửi bổ sung")
    office.act(Role.SPECIALIST, code, "confirm_complete", vn("2026-10-08T08:00"))


def consulted(office: Town, code: str) -> None:
    """Every body that must be asked is asked, and answers."""
    bodies = [one.code for one in office.desks.loaded(code).situation.variant.bodies if one.always]
    office.act(Role.SPECIALIST, code, "consult", vn("2026-10-08T09:00"), bodies=bodies)
    for body in bodies:
        answer = {"body": body, "opinion": "agree", "received_on": "20/10/2026"}
        office.act(Role.SPECIALIST, code, "record_opinion", vn("2026-10-20T09:00"), **answer)
    office.act(Role.SPECIALIST, code, "close_consultation", vn("2026-10-20T10:00"))


def decided(office: Town, code: str) -> None:
    """Proposed, endorsed, signed, sent, decided by the Committee, issued."""
    office.act(Role.SPECIALIST, code, "propose", vn("2026-10-21T09:00"), summary="Đủ điều kiện", outcome_0="granted")
    office.act(Role.DIVISION_HEAD, code, "endorse", vn("2026-10-21T10:00"))
    office.act(Role.DIRECTOR, code, "sign_submission", vn("2026-10-21T14:00"))
    office.act(Role.CLERK, code, "send_to_committee", vn("2026-10-21T15:00"), number="12", issued_on="21/10/2026")
    answer = {"outcome_0": "granted", "number_0": "330", "issued_on": "23/10/2026", "signer": "Lê Văn Thí Dụ"}
    office.act(Role.COMMITTEE, code, "receive_decision", vn("2026-10-23T15:00"), **answer)
    office.act(Role.CLERK, code, "issue", vn("2026-10-23T16:00"))
