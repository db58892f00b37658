"""Papers, delegations, routes and obligations of international conferences, as facts about the definition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from procedures.answers import validate
from procedures.catalog.hoi_nghi_quoc_te.definition import VERSIONS
from procedures.catalog.hoi_nghi_quoc_te.parameters import delegation_on
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers
from procedures.definition import Answers, Outcome

SHORTENED = VERSIONS[-1]
PARAMETERS = SHORTENED.merged_parameters({})
ON = date(2021, 10, 15)
OWN = {"from": "2022-01-01", "to": "2022-12-31", "document": "QĐ phân cấp mẫu", "form": "own", "signer": "Võ Thị Mẫu"}
VARIANTS = ("permit_province", "permit_pm", "host_province", "host_pm")


def paper(variant: str, outcome: Outcome = Outcome.GRANTED, **more: Any) -> dict[str, Any]:
    facts = {
        "code": "H99.01-20211015-0000001",
        "answers": sample_answers(0, ON, variant=variant),
        "items": [],
        "outcome": outcome,
        "reason": "Nội dung chưa rõ",
        "variant": SHORTENED.variant(variant),
        "parameters": PARAMETERS,
        "issued_on": date(2021, 10, 20),
        "office": {"name": "Sở Ngoại vụ", "place": "Mẫu", "parent": "UBND tỉnh Mẫu"},
        "signer": "Nguyễn Văn Mẫu",
    }
    results = {one.outcome: one for one in SHORTENED.variant(variant).results}
    return results[outcome].content(facts | more)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("foreign", [False, True])
def test_samples_lead_to_every_variant(variant: str, foreign: bool):
    for number in range(8):
        answers = sample_answers(number, ON, variant=variant, foreign=foreign)
        checked = validate(SHORTENED, answers, ON, PARAMETERS)
        assert (checked.errors, checked.warnings, checked.answers) == ((), (), answers)
        assert SHORTENED.route(checked.answers, PARAMETERS).variant == variant


@pytest.mark.parametrize(
    ("on", "request_kind", "form"),
    [
        (date(2021, 4, 8), "permit", None),
        (date(2021, 4, 9), "permit", "TUQ"),
        (date(2021, 4, 9), "host", None),
        (date(2021, 12, 31), "permit", "TUQ"),
        (date(2022, 1, 1), "permit", "own"),
        (date(2022, 12, 31), "host", "own"),
        (date(2023, 1, 1), "host", None),
        (date(2023, 1, 1), "permit", "TUQ"),
    ],
)
def test_the_latest_delegation_in_force_for_the_request_counts(on: date, request_kind: str, form: str | None):
    found = delegation_on({"delegations": [*PARAMETERS["delegations"], OWN]}, on, request_kind)
    assert (found["form"] if found else None) == form


def test_a_paper_signed_by_delegation_is_the_chairmans_paper():
    letter = paper("permit_province")
    assert letter["signature"] == {"prefix": "TUQ. CHỦ TỊCH", "title": "GIÁM ĐỐC SỞ NGOẠI VỤ", "name": "Nguyễn Văn Mẫu"}
    assert (letter["body"], letter["addressee"]) == ("committee", "Trường Đại học Ví Dụ")
    assert "541/QĐ-UBND" in letter["legal_bases"][1]
    assert all(one.startswith("Căn cứ Quyết định số ") and one.endswith(";") for one in letter["legal_bases"])


def test_a_paper_under_its_own_authority_is_the_departments():
    more = {"parameters": {"delegations": [OWN]}, "issued_on": date(2022, 5, 4), "signer": ""}
    letter = paper("host_province", **more)
    assert letter["signature"] == {"prefix": "", "title": "GIÁM ĐỐC", "name": "Võ Thị Mẫu"}
    assert (letter["body"], letter["symbol"]) == ("office", "SNgV-HTQT")


def test_without_delegation_the_chairman_signs_and_a_refusal_gives_its_reason():
    letter = paper("host_province", Outcome.REFUSED)
    assert letter["signature"]["title"] == "CHỦ TỊCH"
    assert "Lý do: Nội dung chưa rõ" in letter["paragraphs"]
    assert len(letter["legal_bases"]) == 1


def test_the_prime_ministers_answer_is_cited_and_copied_to_both_ministries():
    answer = {"answer_reference": "345/VPCP-QHQT", "answer_on": "2021-11-30"}
    letter = paper("permit_pm", decision=answer)
    assert "văn bản số 345/VPCP-QHQT ngày 30/11/2021" in letter["paragraphs"][0]
    assert {"Bộ Ngoại giao", "Bộ Công an"} <= set(letter["recipients"])
    assert "Thủ tướng Chính phủ không đồng ý" in paper("host_pm", Outcome.REFUSED)["paragraphs"][0]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_offices_letters_name_the_event_and_the_body_asked(variant: str):
    facts = {
        "answers": sample_answers(3, ON, variant=variant),
        "variant": variant,
        "body": SHORTENED.variant(variant).bodies[0],
    }
    submission = SHORTENED.letters["submission"](facts)
    consultation = SHORTENED.letters["consultation"](facts)
    assert facts["answers"]["name_vi"] in submission["subject"]
    assert ("trình Thủ tướng" in submission["paragraphs"][-1]) == variant.endswith("_pm")
    assert consultation["addressee"] == "Công an tỉnh"
    assert "15 ngày" in consultation["paragraphs"][-1]


def filled(code: str, answers: Answers) -> dict[str, Any]:
    return next(one for one in SHORTENED.forms if one.code == code).content(answers)


def test_form_01_holds_every_place_guest_and_sum():
    form = filled("mau_01", sample_answers(0, ON, variant="permit_pm"))
    tables = {one["title"]: one["rows"] for one in form["tables"]}
    assert [row[1] for row in tables["Địa điểm, điểm cầu"]] == ["Địa điểm tổ chức trực tiếp", "Điểm cầu trực tuyến"]
    assert tables["Đại biểu nước ngoài"][1][1:] == ["Lào", "Bộ Minh Họa", "Cấp Bộ trưởng hoặc tương đương trở lên", "1"]
    assert tables["Nguồn kinh phí"][-1] == ["", "Tổng cộng", "", "150.000.000 đồng"]
    assert form["closing"].endswith("Hiệu trưởng\nNguyễn Thị Ví Dụ")


def test_the_letter_of_application_goes_to_the_one_who_decides():
    assert "UBND tỉnh" in filled("cong_van", sample_answers(0, ON))["addressee"]
    hosting = filled("cong_van", sample_answers(0, ON, variant="host_pm"))
    assert hosting["addressee"].startswith("Thủ tướng Chính phủ")
    assert {"Lý do đăng cai", "Mục đích", "Chủ đề", "Dự kiến thành phần", "Dự kiến kinh phí"} <= {
        row["label"] for row in hosting["rows"]
    }


def test_forms_stand_an_unfinished_dossier():
    assert filled("mau_01", {})["title"] and filled("cong_van", {})["title"]


def test_the_report_falls_due_fifteen_days_after_the_end():
    (report,) = SHORTENED.obligations
    assert report.due_on({"ends_on": "2021-12-02"}, ON) == date(2021, 12, 17)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.version)
def test_no_percentage_can_be_computed_where_law_sets_no_limit(version: Any):
    for variant in version.variants:
        assert variant.no_statutory_limit
        assert [leg.code for leg in variant.legs if leg.statutory] == ["consultation"]
        assert bool(variant.beyond_promise) == variant.code.endswith("_pm")
        assert variant.fee is None


def test_desks_add_up_to_their_legs():
    """Working hours of the desks against the legs of the promise, a working day being eight hours."""
    for version in VERSIONS:
        variant = version.variant("host_province")
        hours = {
            one.code: float(one.step.limit.removesuffix("wh"))
            for one in variant.states
            if one.step and "wh" in one.step.limit
        }
        days = {leg.code: float(leg.committed.removesuffix("wd")) for leg in variant.legs if "wd" in leg.committed}
        office = sum(hours[code] for code in ("dispatching", "appraising", "head_review", "director_review"))
        assert office == days["office"] * 8
        assert hours["to_committee"] + hours["at_committee"] == days["committee"] * 8
        assert hours["issuing"] == days["issue"] * 8


def test_the_office_decides_whether_the_promise_allows_for_consultation():
    answers = sample_answers(0, ON)
    facts = {
        policy: SHORTENED.facts(answers, PARAMETERS | {"consultation": policy}, ON) for policy in ("always", "never")
    }
    assert (facts["always"]["consultation"], facts["never"]["consultation"]) == ("expected", "none")
    for_the_pm = sample_answers(0, ON, variant="permit_pm")
    assert SHORTENED.facts(for_the_pm, PARAMETERS, ON)["consultation"] == "expected"


def test_nothing_is_kept_of_a_dossier_that_is_a_state_secret():
    checked = validate(SHORTENED, sample_answers(0, ON) | {"state_secret": True}, ON, PARAMETERS)
    assert checked.answers == {"state_secret": True}
    assert [one.code for one in checked.errors] == ["state_secret"]
