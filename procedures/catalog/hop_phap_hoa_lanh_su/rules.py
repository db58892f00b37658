"""Conditions over several answers, the facts derived from them and the way they lead. No field and no state may enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import APOSTILLE, CERTIFY, LEGALIZE, SEEN
from procedures.catalog.hop_phap_hoa_lanh_su.fee import fee_vnd
from procedures.catalog.hop_phap_hoa_lanh_su.settings import DEFAULTS, FULL, INFORM, mode_entry
from procedures.catalog.hop_phap_hoa_lanh_su.sources import (
    APOSTILLE as APOSTILLE_SOURCE,
)
from procedures.catalog.hop_phap_hoa_lanh_su.sources import (
    CERTIFICATION,
    LEGALIZATION,
    LIMIT,
    RECEIVE_AND_RETURN,
    TREATY,
)
from procedures.catalog.hop_phap_hoa_lanh_su.treatment import INCOMING, OUTGOING, Need, Treatment, treatment
from procedures.countries import name as country_name
from procedures.definition import (
    Answers,
    Citation,
    Ending,
    Finding,
    Parameters,
    Route,
    Rule,
    Severity,
    Text,
    When,
)
from procedures.standard import INTERNAL

MANY_FROM = 10
HOME = "VN"
# What may be asked for each paper under a treatment.
WORKS = {
    Need.APOSTILLE: (APOSTILLE, SEEN),
    Need.CERTIFICATION: (CERTIFY, SEEN),
    Need.EMBASSY: (CERTIFY, SEEN),
    Need.LEGALIZATION: (LEGALIZE, SEEN),
}


def treatment_of(answers: Answers, parameters: Parameters, on: date) -> Treatment | None:
    """What these answers need; None while country or direction is not yet known."""
    country, direction = answers.get("country"), answers.get("direction")
    if not country or country == HOME or direction not in (OUTGOING, INCOMING):
        return None
    return treatment(
        direction,
        country,
        on,
        DEFAULTS | dict(parameters),
        judicial=answers.get("judicial_use") is True,
        outside_convention=answers.get("outside_convention") is True,
    )


def derive(answers: Answers, parameters: Parameters, on: date) -> dict[str, Any]:
    """Facts for conditions: many_documents (NĐ 111/2011/NĐ-CP, Điều 11 khoản 5), treatment, mode, fee_due."""
    needed = treatment_of(answers, parameters, on)
    return {
        "many_documents": len(answers.get("documents", [])) >= MANY_FROM,
        "treatment": needed.kind.value if needed else "",
        "mode": mode_entry(parameters, on)["mode"],
        "fee_due": fee_vnd(answers, parameters) > 0,
    }


def router(full: bool) -> Callable[[Answers, Parameters], Route]:
    """The variant is the province's mode on `parameters["on"]` (the latest one without it)."""

    def route(answers: Answers, parameters: Parameters) -> Route:
        mode = mode_entry(parameters, parameters.get("on"))["mode"]
        return Route(FULL if full and mode == FULL else "forward")

    return route


def title_of(answers: Answers) -> str:
    """E.g. "Chứng nhận lãnh sự 2 giấy tờ dùng tại Nhật Bản"."""
    count, country = len(answers.get("documents", [])), country_name(answers.get("country", ""))
    if answers.get("direction") == INCOMING:
        return f"Hợp pháp hóa lãnh sự {count} giấy tờ của {country}"
    works = {one.get("work") for one in answers.get("documents", [])}
    return f"{'Cấp Apostille' if APOSTILLE in works else 'Chứng nhận lãnh sự'} {count} giấy tờ dùng tại {country}"


def _foreign_country(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    return [Finding("country", {})] if answers.get("country") == HOME else []


def _may_be_filed(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    informing = mode_entry(parameters, on)["mode"] == INFORM
    return [Finding("country", {})] if informing else []


def _work_fits(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    needed = treatment_of(answers, parameters, on)
    fitting = WORKS.get(needed.kind) if needed else None
    if fitting is None:
        return []
    documents = enumerate(answers.get("documents", []))
    return [
        Finding(f"documents.{index}.work", {}) for index, one in documents if one.get("work") not in (*fitting, None)
    ]


def _twice(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    seen: set[tuple[Any, ...]] = set()
    found = []
    for index, one in enumerate(answers.get("documents", [])):
        key = tuple(one.get(part) for part in ("name", "kind", "number", "holder", "signed_on"))
        if key in seen:
            found.append(Finding(f"documents.{index}.name", {}))
        seen.add(key)
    return found


def _many(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    count = len(answers.get("documents", []))
    return [Finding("documents", {"count": count})] if count >= MANY_FROM else []


def _is(kind: Need) -> Callable[[Answers, date, Parameters], list[Finding]]:
    def check(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
        needed = treatment_of(answers, parameters, on)
        return [Finding("country", {})] if needed and needed.kind is kind else []

    return check


def _guidance(code: str, kind: Need, vi: str, en: str, citation: Citation) -> Rule:
    return Rule(code, _is(kind), Text(vi, en), citation, Severity.WARNING)


RULES = (
    Rule(
        "foreign_country",
        _foreign_country,
        Text(
            "Hãy chọn nước ngoài nơi giấy tờ được dùng hoặc được cấp.", "Choose the foreign country of use or of issue."
        ),
        CERTIFICATION,
    ),
    Rule(
        "inform_only",
        _may_be_filed,
        Text("Sở hiện chỉ hướng dẫn, chưa nhận hồ sơ thủ tục này.", "The department only guides; it cannot take this."),
        RECEIVE_AND_RETURN,
    ),
    Rule(
        "work_does_not_fit",
        _work_fits,
        Text(
            "Việc đề nghị không khớp với trang đầu: giấy tờ Việt Nam được chứng nhận lãnh sự (hoặc Apostille nếu nước đến là "
            "thành viên Công ước), giấy tờ nước ngoài được hợp pháp hóa.",
            "This does not fit page one: Vietnamese papers are certified (or get an apostille where the country is a party), "
            "foreign papers are legalized.",
        ),
        Citation(CERTIFICATION.document, "Điều 11, Điều 14", CERTIFICATION.issued_on),
    ),
    Rule(
        "document_listed_twice",
        _twice,
        Text("Giấy tờ này giống hệt một giấy tờ đã khai ở trên.", "This paper is the same as one listed above."),
        INTERNAL,
        Severity.WARNING,
    ),
    Rule(
        "many_documents",
        _many,
        Text(
            "Hồ sơ có {count} giấy tờ. Từ 10 giấy tờ trở lên, thời hạn giải quyết tại Cục Lãnh sự đến 05 ngày làm việc.",
            "There are {count} papers. From 10 papers on the Consular Department may take up to 5 working days.",
        ),
        LIMIT,
        Severity.WARNING,
    ),
    _guidance(
        "guidance_apostille",
        Need.APOSTILLE,
        "Giấy tờ sẽ được cấp Apostille và dùng thẳng tại nước đã chọn; không phải đến đại sứ quán.",
        "The papers get an apostille and are used as they are in that country; no embassy has to be visited.",
        APOSTILLE_SOURCE,
    ),
    _guidance(
        "guidance_embassy",
        Need.EMBASSY,
        "Sau khi được chứng nhận lãnh sự, giấy tờ còn phải hợp pháp hóa tại cơ quan ngoại giao của nước đã chọn.",
        "After consular certification the papers still have to be legalized by a diplomatic body of that country.",
        CERTIFICATION,
    ),
    _guidance(
        "guidance_certification",
        Need.CERTIFICATION,
        "Giấy tờ chỉ cần chứng nhận lãnh sự; nước đã chọn không yêu cầu thêm bước nào.",
        "Consular certification is enough; the country asks for no further step.",
        CERTIFICATION,
    ),
    _guidance(
        "guidance_legalization",
        Need.LEGALIZATION,
        "Trước khi nộp, giấy tờ phải được cơ quan có thẩm quyền hoặc cơ quan ngoại giao của nước cấp chứng nhận.",
        "Before filing, the papers must be certified by a competent or diplomatic body of the issuing country.",
        LEGALIZATION,
    ),
)
ENDINGS = (
    Ending(
        Need.APOSTILLE_ACCEPTED.value,
        When("treatment", (Need.APOSTILLE_ACCEPTED.value,)),
        Text(
            "Không phải thủ tục này: giấy tờ của nước thành viên Công ước Apostille chỉ cần Apostille do nước đó cấp, không phải "
            "hợp pháp hóa tại Việt Nam. Ông/Bà xin Apostille tại nước đã cấp giấy tờ.",
            "Not this procedure: a paper of a party to the Apostille Convention needs that country's apostille and no "
            "legalization in Viet Nam. Ask for the apostille in the country that issued it.",
        ),
        APOSTILLE_SOURCE,
    ),
    Ending(
        Need.EXEMPT.value,
        When("treatment", (Need.EXEMPT.value,)),
        Text(
            "Không phải thủ tục này: giấy tờ dùng cho việc đã nêu được miễn theo hiệp định tương trợ tư pháp với nước đã chọn. "
            "Ông/Bà nộp thẳng cho cơ quan yêu cầu giấy tờ.",
            "Not this procedure: a treaty on judicial assistance exempts papers for such a matter. Hand them directly to the "
            "body that asks for them.",
        ),
        TREATY,
    ),
)
