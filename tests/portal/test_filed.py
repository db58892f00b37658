"""What an applicant is told who has filed: until when the counter checks, on the page and in the message."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from casework.models import OutboxMessage
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as paper_answers
from procedures.definition import Role
from tests.portal.stories import done, filed
from tests.support.desks import Desks
from tests.support.times import as_vn, vn

CHECKED_BEFORE = "Bộ phận Một cửa kiểm tra xong trước"


def told(casework) -> dict[str, str]:
    with casework.database.reading() as session:
        return session.scalars(select(OutboxMessage.params).where(OutboxMessage.kind == "filed")).first()


def test_filing_says_until_when_the_counter_checks(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = filed(client)  # Wednesday 09:00, and the counter has eight working hours
    page = client.get(f"/ho-so/{code}").text
    assert f"{CHECKED_BEFORE} 9 giờ 00, thứ Năm 15/10/2026." in page
    assert "Chưa có ngày hẹn" in page
    assert as_vn(datetime.fromisoformat(told(casework)["check_due"])) == "2026-10-15T09:00"
    done(client, code, "accept", Role.RECEPTION)
    assert CHECKED_BEFORE not in client.get(f"/ho-so/{code}").text


def test_what_waits_for_its_originals_is_not_being_checked(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = Desks(casework).file("hop-phap-hoa-lanh-su", paper_answers(1), vn("2026-10-14T09:00"), client.account)
    page = client.get(f"/ho-so/{code}").text
    assert CHECKED_BEFORE not in page
    assert "check_due" not in told(casework)
    # Ten working days: after them the declaration is void, so nobody should have to count them.
    assert "Hạn nộp bản chính: trước 9 giờ 00, thứ Tư 28/10/2026." in page
    assert as_vn(datetime.fromisoformat(told(casework)["originals_due"])) == "2026-10-28T09:00"


def test_an_ended_dossier_asks_for_no_fee(signed_in_citizen, casework):
    client = signed_in_citizen("enterprise")
    code = Desks(casework).file("hop-phap-hoa-lanh-su", paper_answers(1), vn("2026-10-14T09:00"), client.account)
    assert "Nộp khi giao bản chính" in client.get(f"/ho-so/{code}").text
    client.submit(f"/ho-so/{code}/rut", {"reason": "Khai nhầm"}, button="Rút hồ sơ")
    assert "Nộp khi giao bản chính" not in client.get(f"/ho-so/{code}").text
