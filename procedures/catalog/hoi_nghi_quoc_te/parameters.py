"""What the office sets by its own decision for conferences: lead times, delegations, consultation. No step may enter."""

from __future__ import annotations

from datetime import date
from typing import Any

from procedures.catalog.hoi_nghi_quoc_te.sources import DELEGATION, LEAD_TIME, OPINIONS
from procedures.definition import Parameter, Parameters, Text

# Its title speaks of permission only, so hosting policy stays with the Chairman until the office confirms otherwise.
QD_541 = {
    "from": "2021-04-09",
    "to": "",
    "document": "Quyết định số 541/QĐ-UBND ngày 09/4/2021 của Chủ tịch UBND tỉnh",
    "form": "TUQ",
    "signer": "",
    "scope": "permit",
}


def parameters(delegations: tuple[dict[str, str], ...]) -> tuple[Parameter, ...]:
    """The parameters of a version; the delegations known when it came into force are its default."""
    return (
        Parameter(
            "delegations",
            [dict(one) for one in delegations],
            Text(
                "Ủy quyền, phân cấp cho Giám đốc Sở: từ ngày, đến ngày, văn bản, hình thức ký (TUQ hoặc own), người ký, phạm vi",
                "Delegations to the Director: from, to, document, form of signature (TUQ or own), signer, scope",
            ),
            DELEGATION,
            follows=True,
        ),
        Parameter(
            "lead_days_province",
            30,
            Text("Số ngày nộp trước, thẩm quyền của tỉnh", "Days to file ahead, province's authority"),
            LEAD_TIME,
        ),
        Parameter(
            "lead_days_pm",
            40,
            Text("Số ngày nộp trước, thẩm quyền của Thủ tướng", "Days to file ahead, Prime Minister's authority"),
            LEAD_TIME,
        ),
        Parameter(
            "consultation",
            "by_answers",
            Text(
                "Tính thời gian lấy ý kiến vào hẹn trả: always, by_answers hoặc never",
                "Whether the promise allows for consultation: always, by_answers or never",
            ),
            OPINIONS,
            words=("always", "by_answers", "never"),
        ),
    )


def delegation_on(parameters: Parameters, on: date, request: str) -> dict[str, Any] | None:
    """The delegation for a request ("permit" or "host") in force on a local date, the latest begun.

    "to" empty means until revoked; "scope" empty means both kinds of request.
    """
    in_force = [
        one
        for one in parameters.get("delegations") or ()
        if one.get("scope") in (None, "", request)
        and date.fromisoformat(one["from"]) <= on
        and (not one.get("to") or on <= date.fromisoformat(one["to"]))
    ]
    return max(in_force, key=lambda one: one["from"], default=None)
