"""Declarations walked from filing to result with hand-computed times: forwarded, in full authority, supplemented, left.

Mondays to Fridays 07:00–11:30 and 13:30–17:00; June 2026 has no holiday. No database and no page may enter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from procedures.case.clocks import Clocks, clocks_of
from procedures.case.decide import Refused, decide
from procedures.case.events import Actor, Event
from procedures.case.permission import Situation, available
from procedures.case.replay import Case, replay
from procedures.catalog.hop_phap_hoa_lanh_su.definition import VERSIONS
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from procedures.clock.calendar import parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML
from procedures.definition import ActionKind, Definition, Phase, Role
from tests.support.times import as_vn, vn

OFFICE = parse_calendar(OFFICE_CALENDAR_TOML)
BY_VERSION = {one.version: one for one in VERSIONS}
FULL_MODE = {"mode": [{"from": "2026-05-29", "mode": "full", "document": "Văn bản thử nghiệm"}]}
DIVISION = "lanh-su"


def officer(number: int, role: Role) -> Actor:
    return Actor("officer", number, f"Cán bộ {number}", frozenset({role}), DIVISION)


CITIZEN = Actor("citizen", 100, "Người nộp", frozenset({Role.CITIZEN}))
RECEPTION = officer(1, Role.RECEPTION)
CLERK = officer(2, Role.CLERK)
ACCOUNTANT = officer(3, Role.ACCOUNTANT)
SPECIALIST = officer(4, Role.SPECIALIST)
HEAD = officer(5, Role.DIVISION_HEAD)
DIRECTOR = officer(6, Role.DIRECTOR)


@dataclass
class Story:
    """A dossier that grows by decisions, as the services will make them."""

    definition: Definition
    answers: dict[str, Any]
    filed_at: str
    revision: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        variant = self.definition.variant(self.definition.route(self.answers, self.parameters).variant)
        data = {"variant": variant.code, "division": DIVISION}
        at = vn(self.filed_at)
        self.events.append(
            Event(1, "submit", ActionKind.SUBMIT, at, "citizen", 100, "Người nộp", variant.initial, data)
        )

    @property
    def parameters(self) -> dict[str, Any]:
        return self.definition.merged_parameters(self.revision)

    @property
    def case(self) -> Case:
        return replay(self.events)

    @property
    def clocks(self) -> Clocks:
        return clocks_of(self.case, self.definition, OFFICE)

    @property
    def situation(self) -> Situation:
        return Situation(self.definition, self.case, self.answers, self.parameters, OFFICE)

    def offered(self, actor: Actor, at: str) -> list[str]:
        return [one.code for one in available(self.situation, actor, vn(at))]

    def do(self, code: str, actor: Actor, at: str, **inputs: Any) -> Case:
        action = self.situation.variant.action(code)
        made = decide(self.situation, action, inputs, actor, vn(at))
        event = Event(
            *(len(self.events) + 1, code, action.kind, vn(at), actor.kind, actor.id, actor.name),
            made.state,
            made.data,
        )
        self.events.append(event)
        return self.case

    def receive(self, at: str) -> Case:
        got = {
            f"{name}_{index}": value
            for index in range(len(self.answers["documents"]))
            for name, value in (("pages", 2), ("condition", "nguyên vẹn"))
        }
        return self.do("receive_originals", RECEPTION, at, giver="Trần Thị Mẫu", **got)


def outcomes(*refused: int, of: int) -> dict[str, str]:
    given = {f"outcome_{index}": "refused" if index in refused else "granted" for index in range(of)}
    return given | {f"reason_{index}": "Không có mẫu chữ ký" for index in refused}


SENT = {"number": 12, "issued_on": "2026-06-02", "recipient": "consular_department", "postal_code": "EX000000001VN"}
BACK = {"number": 345, "issued_on": "2026-06-08", "signer": "Nguyễn Văn Ví Dụ"}
MOVED = {"what": "Bản chính", "giver": "Bưu chính", "receiver": "Cục Lãnh sự"}


def forwarded(number: int = 1, version: str = "2026-05", **more: Any) -> Story:
    return Story(BY_VERSION[version], sample_answers(number, **more), "2026-06-01T08:00")


def test_the_declaration_waits_for_its_originals_and_no_clock_runs():
    story = forwarded()
    state = story.situation.variant.state(story.case.state)
    assert (state.code, state.phase, state.national_status) == ("awaiting_originals", Phase.CITIZEN, 1)
    assert story.clocks.overall.status == story.clocks.reception.status == "not_started"
    assert as_vn(story.clocks.step.due_at) == "2026-06-15T08:00"  # ten working days from Monday 08:00


def test_forwarded_and_returned_within_seven_working_days():
    story = forwarded()
    case = story.receive("2026-06-02T08:00")
    assert case.state == "forwarding"
    assert case.originals == ({"pages": 2, "condition": "nguyên vẹn"},) * 2
    assert as_vn(case.promise) == "2026-06-11T08:00"  # Tue 2 + 7 working days: Thu 11
    assert as_vn(story.clocks.step.due_at) == "2026-06-03T08:00"  # 1wd to send it on
    assert story.do("send_to_department", CLERK, "2026-06-02T14:00", **SENT).state == "in_post"
    assert as_vn(story.clocks.step.due_at) == "2026-06-04T14:00"
    assert "record_arrival_many" not in story.offered(CLERK, "2026-06-04T09:00")
    assert story.do("record_arrival", CLERK, "2026-06-04T09:00", **MOVED).state == "at_department"
    assert as_vn(story.clocks.step.due_at) == "2026-06-09T09:00"  # 1wd there, 2wd in the post
    case = story.do("receive_back", CLERK, "2026-06-10T08:00", **BACK, **outcomes(1, of=2))
    assert (case.state, case.decided["0"].outcome, case.decided["1"].outcome) == ("issuing", "granted", "refused")
    case = story.do("issue", CLERK, "2026-06-10T10:00")
    assert (case.state, as_vn(case.finished_at)) == ("result_ready", "2026-06-10T10:00")
    assert (story.clocks.overall.status, as_vn(story.clocks.overall.due_at)) == ("stopped", "2026-06-11T08:00")
    with pytest.raises(Refused, match="not_your_role"):
        story.do("hand_over", CITIZEN, "2026-06-10T11:00")
    case = story.do("hand_over", RECEPTION, "2026-06-10T15:00", receiver="Trần Thị Mẫu", way="counter")
    assert (case.state, as_vn(case.closed_at)) == ("returned", "2026-06-10T15:00")


def test_twelve_diplomas_have_twelve_working_days():
    story = forwarded(9)
    assert len(story.answers["documents"]) == 12
    assert as_vn(story.receive("2026-06-02T08:00").promise) == "2026-06-18T08:00"
    story.do("send_to_department", CLERK, "2026-06-02T14:00", **SENT)
    assert story.offered(CLERK, "2026-06-04T09:00")[0] == "receive_back"
    assert "record_arrival" not in story.offered(CLERK, "2026-06-04T09:00")
    story.do("record_arrival_many", CLERK, "2026-06-04T09:00", **MOVED)
    assert as_vn(story.clocks.step.due_at) == "2026-06-16T09:00"  # 5wd there, 3wd in the post


def test_what_is_reconciled_is_every_paper_and_a_refusal_has_its_reason():
    story = forwarded()
    story.receive("2026-06-02T08:00")
    story.do("send_to_department", CLERK, "2026-06-02T14:00", **SENT)
    with pytest.raises(Refused, match="refusal_needs_reason"):
        story.do("receive_back", CLERK, "2026-06-10T08:00", **BACK, outcome_0="refused", outcome_1="granted")


def test_the_fee_is_recorded_once_and_only_where_there_is_one():
    story = forwarded()
    assert "record_payment" in story.offered(ACCOUNTANT, "2026-06-01T09:00")
    story.do("record_payment", ACCOUNTANT, "2026-06-01T09:00", receipt_number="0001", method="cash", amount_vnd=1)
    assert story.case.paid_vnd == 70_000
    assert "record_payment" not in story.offered(ACCOUNTANT, "2026-06-01T09:30")
    free = forwarded()
    free.revision["fee_exempt_countries"] = [free.answers["country"]]
    assert "record_payment" not in free.offered(ACCOUNTANT, "2026-06-01T09:00")


def test_an_early_supplement_restarts_the_limit_from_the_complete_answer():
    story = forwarded()
    story.receive("2026-06-02T08:00")
    asked = {"items": ["paper:identity"], "reason": "Thiếu giấy tờ tùy thân"}
    assert story.do("request_supplement", RECEPTION, "2026-06-02T15:00", **asked).state == "supplement"
    assert story.clocks.overall.status == "paused"
    story.do("answer_supplement", CITIZEN, "2026-06-04T08:00")
    assert story.do("confirm_complete", RECEPTION, "2026-06-04T14:00").state == "forwarding"
    assert as_vn(story.clocks.overall.due_at) == "2026-06-15T08:00"  # Thu 4 08:00 + 7 working days: Mon 15
    assert as_vn(story.clocks.first_promise) == "2026-06-11T08:00"


def test_limits_counted_anew_are_those_of_the_papers_there_are_now():
    story = forwarded()
    story.receive("2026-06-02T08:00")
    few, asked = story.case.limit, {"items": ["answer:documents"], "reason": "Còn giấy tờ chưa khai"}
    story.do("request_supplement", RECEPTION, "2026-06-02T15:00", **asked)
    (paper, *_) = story.answers["documents"]
    story.answers = story.answers | {"documents": [paper | {"number": f"{n}/GX"} for n in range(10)]}
    story.do("answer_supplement", CITIZEN, "2026-06-04T08:00")
    story.do("confirm_complete", RECEPTION, "2026-06-04T09:00")
    assert (few, story.case.limit) == ("1wd+2wd+1wd+3wd", "1wd+2wd+5wd+4wd")
    # Twelve working days from Thursday 4 June 08:00; the promise of the receipt stays beside it.
    assert as_vn(story.clocks.overall.due_at) == "2026-06-22T08:00"
    assert as_vn(story.clocks.first_promise) == "2026-06-11T08:00"


def test_a_supplement_before_the_originals_came_starts_nothing():
    story = forwarded()
    asked = {"items": ["answer:documents"], "reason": "Khai thiếu một giấy tờ"}
    story.do("request_supplement_at_reception", RECEPTION, "2026-06-01T10:00", **asked)
    assert story.do("answer_supplement", CITIZEN, "2026-06-02T10:00").state == "awaiting_originals"
    assert story.clocks.overall.status == "not_started"


def test_withdrawing_sends_originals_back_first():
    early = forwarded()
    assert early.do("withdraw", CITIZEN, "2026-06-01T09:00", reason="Không cần nữa").state == "withdrawn"
    held = forwarded()
    held.receive("2026-06-02T08:00")
    assert "withdraw" not in held.offered(CITIZEN, "2026-06-02T09:00")
    case = held.do("withdraw_and_collect", CITIZEN, "2026-06-02T09:00", reason="Không cần nữa")
    assert (case.state, case.closed_at) == ("withdrawn_to_return", None)
    assert held.clocks.overall.status == "stopped"
    assert held.do("give_back_withdrawn", RECEPTION, "2026-06-02T10:00", way="counter").state == "withdrawn"


def test_papers_already_sent_are_fetched_back_before_a_withdrawal_ends():
    story = forwarded()
    story.receive("2026-06-02T08:00")
    story.do("send_to_department", CLERK, "2026-06-02T14:00", **SENT)
    assert story.do("request_withdrawal", CITIZEN, "2026-06-03T08:00", reason="Thôi").state == "withdrawal_requested"
    assert story.clocks.overall.status == "running"
    assert story.do("recall", CLERK, "2026-06-08T08:00", reason="Đã nhận lại").state == "withdrawn_to_return"
    assert story.do("give_back_withdrawn", RECEPTION, "2026-06-09T08:00", way="counter").state == "withdrawn"


def test_papers_certified_before_they_could_be_fetched_back_go_on():
    story = forwarded()
    story.receive("2026-06-02T08:00")
    story.do("send_to_department", CLERK, "2026-06-02T14:00", **SENT)
    story.do("request_withdrawal", CITIZEN, "2026-06-03T08:00", reason="Thôi")
    assert story.do("decline_withdrawal", CLERK, "2026-06-04T08:00", reason="Đã chứng nhận").state == "in_post"


def test_a_declaration_without_originals_lapses():
    story = forwarded()
    assert story.do("expire", RECEPTION, "2026-06-16T08:00", reason="Không nộp bản chính").state == "stopped"
    assert story.case.closed_at is not None


def in_full(number: int) -> Story:
    story = Story(BY_VERSION["2026-05"], sample_answers(number), "2026-06-01T08:00", FULL_MODE)
    assert story.case.variant == "full"
    return story


def test_full_authority_compares_proposes_and_signs_within_one_working_day():
    story = in_full(1)
    case = story.receive("2026-06-02T08:00")
    assert (case.state, as_vn(case.promise)) == ("dispatching", "2026-06-03T08:00")
    assert story.do("assign", HEAD, "2026-06-02T08:30", officer=SPECIALIST.id).state == "checking"
    assert as_vn(story.clocks.step.due_at) == "2026-06-02T11:30"  # 3wh from 08:30
    case = story.do("propose", SPECIALIST, "2026-06-02T10:00", summary="Khớp mẫu", **outcomes(of=2))
    assert case.state == "head_review"
    assert story.do("return_to_specialist", HEAD, "2026-06-02T10:10", reason="Ghi lại").state == "checking"
    story.do("propose", SPECIALIST, "2026-06-02T10:20", summary="Khớp mẫu", **outcomes(1, of=2))
    assert story.do("endorse", HEAD, "2026-06-02T10:30").state == "director_review"
    case = story.do("sign", DIRECTOR, "2026-06-02T14:00")
    assert (case.state, case.decided["1"].outcome) == ("issuing", "refused")
    story.do("issue", CLERK, "2026-06-02T15:00", number=7, issued_on="2026-06-02")
    assert story.clocks.overall.status == "stopped"
    assert story.do("hand_over", RECEPTION, "2026-06-02T16:00", way="counter").state == "returned"


def test_full_authority_gives_a_bundle_its_longer_desk():
    story = in_full(9)
    assert as_vn(story.receive("2026-06-02T08:00").promise) == "2026-06-09T08:00"  # 5wd
    assert "assign" not in story.offered(HEAD, "2026-06-02T08:30")
    assert story.do("assign_many", HEAD, "2026-06-02T08:30", officer=SPECIALIST.id).state == "checking_many"
    assert as_vn(story.clocks.step.due_at) == "2026-06-08T08:30"  # 4wd
    story.do("propose", SPECIALIST, "2026-06-04T10:00", summary="Khớp mẫu", **outcomes(of=12))
    assert "return_to_specialist" not in story.offered(HEAD, "2026-06-04T11:00")
    assert story.do("return_to_specialist_many", HEAD, "2026-06-04T11:00", reason="Sai").state == "checking_many"


def test_a_full_authority_supplement_is_the_specialists():
    story = in_full(1)
    story.receive("2026-06-02T08:00")
    story.do("assign", HEAD, "2026-06-02T08:30", officer=SPECIALIST.id)
    asked = {"items": ["paper:original"], "reason": "Thiếu bản sao"}
    story.do("request_supplement", SPECIALIST, "2026-06-02T09:00", **asked)
    assert story.do("stop", HEAD, "2026-07-10T09:00", reason="Không bổ sung").state == "stopped_to_return"
    assert story.do("give_back_stopped", RECEPTION, "2026-07-10T10:00", way="counter").state == "stopped"


def test_an_apostille_is_forwarded_like_the_rest():
    story = Story(BY_VERSION["2026-09"], sample_answers(1, apostille=True), "2026-09-14T08:00")
    assert story.situation.facts(vn("2026-09-14T08:00"))["treatment"] == "apostille"
    assert as_vn(story.receive("2026-09-14T08:00").promise) == "2026-09-23T08:00"
