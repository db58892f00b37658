"""The history in plain language: each reader learns what is theirs to know, in every language and for every kind of action."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from procedures.case.events import Event
from procedures.catalog.abtc.definition import VERSION_2023
from procedures.catalog.hop_phap_hoa_lanh_su.definition import VERSIONS
from procedures.catalog.hop_phap_hoa_lanh_su.originals import AWAITING
from procedures.definition import ActionKind
from tests.support.times import vn
from web.timeline import Reader, timeline_items, title_of


def event(sequence, action, kind, state, data=None, actor="officer", name="Nguyễn Thị Cán Bộ"):
    return Event(sequence, action, kind, vn(f"2026-10-14T09:{sequence:02}"), actor, 1, name, state, data or {})


EVENTS = (
    event(1, "submit", ActionKind.SUBMIT, "filed", {"variant": "private", "estimate": "2026-11-25T10:00:00+00:00"},
          "citizen", "Đỗ Văn Mẫu"),
    event(2, "accept", ActionKind.ACCEPT, "dispatching", {"promise": "2026-11-23T10:00:00+00:00"}),
    event(3, "move", ActionKind.MOVE, "dispatching", {"division": "van-phong", "reason": "Không thuộc phòng"}),
    event(4, "request_supplement", ActionKind.REQUEST_SUPPLEMENT, "supplement",
          {"items": ["paper:passport"], "reason": "Hộ chiếu của ông Đỗ Văn Mẫu bị mờ", "answer_by": "2026-11-13T10:00:00+00:00"}),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _page(app):
    with app.test_request_context("/"):
        yield


def told(reader):
    return timeline_items(EVENTS, VERSION_2023, reader)


def words(items):
    return " ".join(f"{one['title']} {one['who']} {one['text']}" for one in items)


def test_the_newest_comes_first_and_is_now():
    items = told(Reader.CITIZEN)
    assert [one["title"] for one in items] == [
        "Cơ quan đề nghị bổ sung",
        "Hồ sơ chuyển đến phòng khác của Sở",
        "Hồ sơ được tiếp nhận, có hẹn trả kết quả",
        "Hồ sơ được nộp",
    ]
    assert [one["now"] for one in items] == [True, False, False, False]
    assert items[0]["kind"] == "you"


def test_the_applicant_learns_units_promises_and_reasons_but_no_officers_name():
    items = told(Reader.CITIZEN)
    assert "Nguyễn Thị Cán Bộ" not in words(items)
    assert "Không thuộc phòng" not in words(items)
    assert items[0]["text"] == (
        "Xin gửi trước 17 giờ 00, thứ Sáu 13/11/2026. Lý do: Hộ chiếu của ông Đỗ Văn Mẫu bị mờ"
    )
    assert items[2]["who"] == "Bộ phận Một cửa"
    assert items[2]["text"] == "Hẹn trả kết quả trước 17 giờ 00, thứ Hai 23/11/2026."
    assert items[3]["who"] == "Ông/Bà"


def test_a_tracker_reads_no_name_and_nothing_typed():
    items = told(Reader.TRACKER)
    for private in ("Đỗ Văn Mẫu", "Nguyễn Thị Cán Bộ", "bị mờ", "Không thuộc phòng"):
        assert private not in words(items)
    assert items[-1]["who"] == "Người nộp"


def test_what_an_officer_did_while_it_stood_with_the_applicant_is_not_the_applicants_deed():
    law = VERSIONS[-1]
    begun = event(1, "submit", ActionKind.SUBMIT, AWAITING, {"variant": law.variants[0].code}, "citizen", "Đỗ Văn Mẫu")
    kinds = (ActionKind.REQUEST_SUPPLEMENT, ActionKind.RECEIVE_ORIGINALS, ActionKind.RECORD_PAYMENT)
    done = [one for one in law.variants[0].actions if one.kind in kinds and AWAITING in one.frm]
    events = [begun, *(event(2, one.code, one.kind, AWAITING) for one in done)]
    assert {one["who"] for one in timeline_items(events, law)[:-1]} == {"Bộ phận Một cửa"}


def test_an_officer_reads_who_and_why():
    items = told(Reader.OFFICER)
    assert items[0]["who"] == "Nguyễn Thị Cán Bộ"
    assert "Lý do: Không thuộc phòng" in items[1]["text"]
    assert items[0]["title"] == "Yêu cầu bổ sung"


def test_what_concerns_only_the_office_is_told_to_officers_alone():
    more = (*EVENTS, event(5, "paper_moved", ActionKind.PAPER_MOVED, "supplement", {"what": "Bản giấy"}))
    assert len(timeline_items(more, VERSION_2023, Reader.CITIZEN)) == 4
    assert len(timeline_items(more, VERSION_2023, Reader.OFFICER)) == 5


def test_every_kind_of_action_has_words_of_its_own():
    titles = {title_of(event(1, "x", kind, "filed")) for kind in ActionKind}
    assert len(titles) == len(ActionKind)
    with force_locale("en"):
        assert title_of(EVENTS[0])
