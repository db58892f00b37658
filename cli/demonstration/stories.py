"""What became of the dossiers of the demonstration, step by step. Only what is told, not how it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cli.demonstration.people import ENTERPRISE, FOREIGNER, ORGANISER, PERSON
from procedures.catalog.abtc.samples import sample_answers as abtc
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers as conference
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as legalization


@dataclass(frozen=True, slots=True)
class Step:
    """An action and how much working time after the one before; `actions` are tried in this order."""

    after: str
    actions: tuple[str, ...]
    inputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """One dossier: filed so many calendar days before the loading, by whom, and what happened since."""

    slug: str
    citizen: str
    days_ago: int
    answers: Callable[[date], dict[str, Any]]
    steps: tuple[Step, ...] = ()


def step(after: str, *actions: str, **inputs: Any) -> Step:
    return Step(after, actions, inputs)


TAKEN = (step("2wh", "accept"), step("2wh", "assign", "assign_many"))
ABTC_ASKED = (*TAKEN, step("1wd", "consult"))
REVIEWED = (step("6wh", "propose"), step("3wh", "endorse"))
THROUGH_COMMITTEE = (
    step("4wh", "sign_submission"),
    step("2wh", "send_to_committee"),
    step("2wd", "receive_decision"),
    step("2wh", "issue"),
    step("4wh", "hand_over"),
)
ABTC_DONE = (*ABTC_ASKED, step("8wd", "record_opinion"), step("2wh", "close_consultation"), *REVIEWED, *THROUGH_COMMITTEE)
ONE_REFUSED = (
    *ABTC_ASKED,
    step("9wd", "record_opinion"),
    step("2wh", "close_consultation"),
    step("6wh", "propose", outcome_1="refused", reason_1="Chưa đủ 12 tháng giữ chức vụ."),
    step("3wh", "endorse"),
    *THROUGH_COMMITTEE[:2],
    step("2wd", "receive_decision", outcome_1="refused", reason_1="Chưa đủ 12 tháng giữ chức vụ."),
    *THROUGH_COMMITTEE[3:],
)
SIGNED = (step("4wh", "sign_by_delegation", "sign", "sign_submission"),)
CONFERENCE_DONE = (*TAKEN, *REVIEWED, *SIGNED, *THROUGH_COMMITTEE[3:])
TO_THE_PRIME_MINISTER = (
    *TAKEN, *REVIEWED, *SIGNED, step("2wh", "send_to_committee"), step("2wd", "send_to_prime_minister"),
)
LEGALIZED = (
    step("4wh", "receive_originals"),
    step("2wh", "send_to_department"),
    step("3wd", "receive_back"),
    step("2wh", "issue"),
    step("4wh", "hand_over"),
)

STORIES = (
    Story("abtc", ENTERPRISE, 120, lambda on: abtc(1, on), ABTC_DONE),
    Story("abtc", ENTERPRISE, 90, lambda on: abtc(2, on, persons=4), ONE_REFUSED),
    Story("hoi-nghi-quoc-te", ORGANISER, 70, lambda on: conference(0, on), CONFERENCE_DONE),
    Story("abtc", ENTERPRISE, 40, lambda on: abtc(3, on), (*TAKEN, step("2wd", "withdraw"))),
    Story("hop-phap-hoa-lanh-su", PERSON, 35, lambda on: legalization(9), LEGALIZED),
    Story(
        "hoi-nghi-quoc-te", ORGANISER, 25, lambda on: conference(1, on, variant="permit_pm"), TO_THE_PRIME_MINISTER
    ),
    Story(
        "hoi-nghi-quoc-te", ORGANISER, 15, lambda on: conference(2, on),
        (step("3wh", "refuse_reception", reason="Hội thảo họp tại tỉnh khác, không thuộc thẩm quyền."),),
    ),
    Story("abtc", ENTERPRISE, 14, lambda on: abtc(4, on), ABTC_ASKED),
    Story(
        "abtc", ENTERPRISE, 7, lambda on: abtc(5, on),
        (*TAKEN, step("1wd", "request_supplement", reason="Bản chụp thiếu trang 2 và không có dấu.")),
    ),
    Story("hoi-nghi-quoc-te", FOREIGNER, 6, lambda on: conference(3, on, foreign=True), (*TAKEN, *REVIEWED)),
    Story("hop-phap-hoa-lanh-su", PERSON, 5, lambda on: legalization(1), LEGALIZED[:2]),
    Story("abtc", ENTERPRISE, 4, lambda on: abtc(6, on), TAKEN[:1]),
    Story("hop-phap-hoa-lanh-su", PERSON, 2, lambda on: legalization(2)),
    Story("abtc", ENTERPRISE, 1, lambda on: abtc(7, on)),
)
