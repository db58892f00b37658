"""Treatment by country and date, the province's modes, the fee, and the papers' content. No walk through states may enter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from procedures.answers import validate
from procedures.catalog.hop_phap_hoa_lanh_su.definition import VERSIONS
from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import title_of_document
from procedures.catalog.hop_phap_hoa_lanh_su.fee import fee_lines, fee_vnd
from procedures.catalog.hop_phap_hoa_lanh_su.lists import dispatch_content, received_content
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers
from procedures.catalog.hop_phap_hoa_lanh_su.settings import DEFAULTS, guide_only, mode_entry
from procedures.catalog.hop_phap_hoa_lanh_su.treatment import treatment

BY_VERSION = {one.version: one for one in VERSIONS}
BEFORE, SINCE = date(2026, 9, 10), date(2026, 9, 11)
TABLE = DEFAULTS | {
    "apostille_parties": {
        "JP": {"party_since": "1970-07-27", "objection": False},
        "DE": {"party_since": "1966-02-13", "objection": True},
        "TH": {"party_since": "2027-01-01", "objection": False},
    },
    "certification_suffices": ["KH"],
}
MODES = {
    "mode": [
        {"from": "2026-05-09", "mode": "full", "document": "C"},
        {"from": "2012-12-17", "mode": "forward", "document": "B"},
    ]
}


@pytest.mark.parametrize(
    ("direction", "country", "on", "more", "kind"),
    [
        ("outgoing", "JP", BEFORE, {}, "embassy"),
        ("outgoing", "JP", SINCE, {}, "apostille"),
        ("outgoing", "JP", SINCE, {"outside_convention": True}, "embassy"),
        ("outgoing", "DE", SINCE, {}, "embassy"),
        ("outgoing", "TH", date(2026, 12, 31), {}, "embassy"),
        ("outgoing", "TH", date(2027, 1, 1), {}, "apostille"),
        ("outgoing", "KH", SINCE, {}, "certification"),
        ("outgoing", "TW", SINCE, {}, "embassy"),
        ("incoming", "JP", BEFORE, {}, "legalization"),
        ("incoming", "JP", SINCE, {}, "apostille_accepted"),
        ("incoming", "JP", SINCE, {"outside_convention": True}, "legalization"),
        ("incoming", "DE", SINCE, {}, "legalization"),
        ("incoming", "LA", BEFORE, {"judicial": True}, "exempt"),
        ("outgoing", "LA", SINCE, {"judicial": True}, "exempt"),
        ("outgoing", "LA", SINCE, {}, "embassy"),
        ("incoming", "TW", SINCE, {"judicial": True}, "legalization"),
    ],
)
def test_country_direction_and_date_say_what_a_paper_needs(direction, country, on, more, kind):
    needed = treatment(direction, country, on, TABLE, **more)
    assert needed.kind == kind
    assert needed.explanation.vi and needed.explanation.en and str(needed.citation)


def test_the_explanation_names_the_country_in_both_languages():
    words = treatment("outgoing", "JP", SINCE, TABLE).explanation
    assert "Nhật Bản" in words.vi
    assert "Japan" in words.en


@pytest.mark.parametrize(
    ("on", "mode"),
    [
        (date(2012, 12, 16), "inform"),
        (date(2012, 12, 17), "forward"),
        (date(2026, 5, 8), "forward"),
        (date(2026, 5, 9), "full"),
    ],
)
def test_the_mode_is_the_one_in_force_on_the_date(on, mode):
    assert mode_entry(MODES, on)["mode"] == mode


def test_a_province_that_only_informs_guides_and_takes_nothing():
    informing = {"mode": [{"from": "2026-05-09", "mode": "inform", "document": "TT 03/2026/TT-BNG"}]}
    assert "Cục Lãnh sự" in guide_only(informing).vi
    assert guide_only({}) is None
    found = validate(BY_VERSION["2026-05"], sample_answers(1), date(2026, 6, 1), informing)
    assert [(one.path, one.code) for one in found.errors] == [("country", "inform_only")]


def test_the_mode_asked_about_on_a_date_leads_to_its_variant():
    asked = BY_VERSION["2026-05"].route
    assert asked({}, MODES | {"on": date(2026, 5, 9)}).variant == "full"
    assert asked({}, MODES | {"on": date(2026, 5, 8)}).variant == "forward"
    assert asked({}, {}).variant == "forward"
    assert BY_VERSION["2012-05"].route({}, MODES).variant == "forward"


@pytest.mark.parametrize("number", range(24))
def test_samples_are_complete_in_every_version(number):
    for version, on in (
        ("2012-05", "2023-05-05"),
        ("2025-07", "2025-08-05"),
        ("2026-05", "2026-06-01"),
        ("2026-09", "2026-10-01"),
    ):
        definition = BY_VERSION[version]
        assert validate(definition, sample_answers(number), date.fromisoformat(on), {}).errors == ()
    found = validate(BY_VERSION["2026-09"], sample_answers(number, apostille=True), date(2026, 10, 1), {})
    assert found.errors == ()
    assert next(one.code for one in found.warnings) in ("guidance_apostille", "many_documents")


def test_the_fee_is_thirty_thousand_a_paper_and_five_thousand_a_copy():
    documents = [{"extra_copies": 2}, {"extra_copies": 0}, {}]
    lines = fee_lines({"country": "AE", "documents": documents}, {})
    assert [(line.quantity, line.unit_vnd, line.amount_vnd) for line in lines] == [
        (3, 30_000, 90_000),
        (2, 5_000, 10_000),
    ]
    assert fee_vnd({"country": "AE", "documents": documents}, {"fee_exempt_countries": ["AE"]}) == 0


def facts(number: int = 1, *outcomes: str) -> dict[str, Any]:
    answers = sample_answers(number)
    items = [
        {"answers": one, "outcome": outcome, "reason": "Không có mẫu chữ ký", "title": title_of_document(one)}
        for one, outcome in zip(answers["documents"], outcomes, strict=False)
    ]
    return {
        "code": "H99.01-20260601-0000001",
        "answers": answers,
        "applicant": {"name": answers["applicant_name"]},
        "items": items,
        "number": 7,
        "symbol": "SNgV-LS",
        "issued_on": date(2026, 6, 10),
        "signer": "Nguyễn Văn Ví Dụ",
        "office": {"name": "Sở Ngoại vụ", "place": "Giả Định", "parent": "UBND tỉnh"},
        "variant": BY_VERSION["2026-05"].variant("forward"),
        "authority": "Cục Lãnh sự",
        "parameters": {},
    }


def test_each_result_paper_lists_its_own_papers():
    slip, refusal = (one.content(facts(1, "granted", "refused")) for one in BY_VERSION["2026-05"].variants[0].results)
    assert [row[1] for row in slip["tables"][0]["rows"]] == [title_of_document(sample_answers(1)["documents"][0])]
    assert [row[2] for row in refusal["tables"][0]["rows"]] == ["Không có mẫu chữ ký"]
    assert "01 giấy tờ" in slip["paragraphs"][0]
    assert any("03/2026/TT-BNG" in basis for basis in slip["legal_bases"])


def test_the_slip_says_who_decided():
    here = facts(1, "granted", "granted") | {"variant": BY_VERSION["2026-05"].variant("full")}
    full = BY_VERSION["2026-05"].variant("full").results[0].content(here)
    forwarded = BY_VERSION["2026-05"].variant("forward").results[0].content(facts(1, "granted", "granted"))
    assert "Cục Lãnh sự" not in full["paragraphs"][0]
    assert "Cục Lãnh sự" in forwarded["paragraphs"][0]


def test_a_result_of_2023_does_not_cite_what_came_later():
    old = facts(1, "granted", "granted") | {"issued_on": date(2023, 6, 10)}
    slip = BY_VERSION["2012-05"].variants[0].results[0].content(old)
    assert not any("2026" in basis for basis in slip["legal_bases"])


def test_the_lists_of_receipt_and_dispatch_hold_every_paper_with_its_pages():
    known = facts() | {
        "originals": [{"pages": 3, "condition": "nguyên vẹn"}, {"pages": 2, "condition": "rách mép"}],
        "recipient": "hcmc",
        "postal_code": "EX000000001VN",
    }
    received, sent = received_content(known), dispatch_content(known)
    assert [row[2:] for row in received["tables"][0]["rows"]] == [["3", "nguyên vẹn"], ["2", "rách mép"]]
    assert "tổng cộng 5 trang" in received["paragraphs"][0]
    (signed,) = received["tables"][1]["rows"]
    assert [one.strip() for one in signed] == [known["answers"]["applicant_name"], known.get("receiver", "")], "both sign"
    assert "EX000000001VN" in sent["paragraphs"][0]
    assert sent["addressee"] == "Sở Ngoại vụ Thành phố Hồ Chí Minh"
    assert [row[4] for row in sent["tables"][0]["rows"]] == ["3", "2"]


def test_the_declaration_is_filled_in_both_languages():
    answers = sample_answers(9)
    (form,) = BY_VERSION["2026-05"].forms
    content = form.content(answers)
    assert len(content["tables"][0]["rows"]) == 12
    assert {"label": "Số lượng giấy tờ đề nghị / Number of documents", "value": "12"} in content["rows"]
    assert all("/" in row["label"] for row in content["rows"])
