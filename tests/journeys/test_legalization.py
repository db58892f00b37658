"""Two papers to be certified for use abroad, in the browser: declared, received, sent by post, reconciled, handed over."""

from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import expect

from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from procedures.definition import Role
from tests.journeys.conftest import Town, both_widths
from tests.support.factories import make_account
from tests.support.times import vn

SLUG = "hop-phap-hoa-lanh-su"
POST = "EE123456789VN"


def june(day: int, time: str) -> datetime:
    return vn(f"2026-06-{day:02}T{time}")


@both_widths
def test_from_the_declaration_to_the_originals_handed_back(town: Callable[..., Town], width: int) -> None:
    office = town("lanh-su", width)
    office.clock.set(june(1, "08:00"))
    owner = office.applicant(make_account(office.desks.casework, "person"))
    main = owner.page.get_by_role("main")
    owner.begin(SLUG)
    answers = sample_answers(1)
    owner.fill(office.definition(SLUG), answers)
    owner.upload_all()
    # Two papers at 30,000 and two copies at 5,000.
    expect(main).to_contain_text("70.000")
    code = owner.submit()
    expect(main).to_contain_text("nộp bản chính tại Bộ phận Một cửa")
    expect(main).to_contain_text("70.000")

    received = {"pages_0": "1", "pages_1": "2", "condition_0": "Nguyên vẹn", "condition_1": "Gấp góc"}
    office.act(Role.RECEPTION, code, "receive_originals", june(2, "09:00"), giver=answers["applicant_name"], **received)
    owner.open(f"/ho-so/{code}")
    # 1 + 2 + 1 + 3 working days from Tuesday 2 June 09:00.
    expect(main).to_contain_text("9 giờ 00, thứ Năm 11/06/2026")
    paid = {"receipt_number": "0000123", "method": "cash"}
    office.act(Role.ACCOUNTANT, code, "record_payment", june(2, "09:30"), **paid)
    owner.open(f"/ho-so/{code}")
    expect(main.get_by_text("Đã thu", exact=True)).to_be_visible()

    sent = {"number": "15", "issued_on": "02/06/2026", "recipient": "hcmc", "postal_code": POST}
    office.act(Role.CLERK, code, "send_to_department", june(2, "15:00"), **sent)
    owner.open(f"/ho-so/{code}")
    expect(main).to_contain_text("Giấy tờ đang được bưu chính chuyển đi")
    moved = {"what": "02 giấy tờ", "giver": "Bưu điện", "receiver": "Sở Ngoại vụ TP. Hồ Chí Minh"}
    office.act(Role.CLERK, code, "record_arrival", june(4, "10:00"), **moved)
    back = {"outcome_0": "granted", "outcome_1": "refused", "reason_1": "Chưa có mẫu chữ ký"}
    slips = {"number": "40", "refusal_number": "41", "issued_on": "09/06/2026", "signer": "Phạm Văn Thí Dụ"}
    office.act(Role.CLERK, code, "receive_back", june(9, "14:00"), **back, **slips)
    office.act(Role.CLERK, code, "issue", june(9, "15:00"))

    owner.open(f"/ho-so/{code}")
    expect(main).to_contain_text("Chưa có mẫu chữ ký")
    assert owner.download('a[href*="/ket-qua/"]').startswith(b"%PDF-")
    office.act(Role.RECEPTION, code, "hand_over", june(10, "08:00"), way="counter")
    owner.open(f"/ho-so/{code}")
    assert office.desks.loaded(code).dossier.state == "returned"
    expect(main).to_contain_text("Đã trả kết quả")
