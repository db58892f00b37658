"""The request CV01 as the portal fills it from the answers, for the legal representative to sign. No layout may enter.

The annex of the form could not be read; its exact layout is to be confirmed by the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procedures.catalog.abtc.picklists import CURRENCIES, PARTNER_ECONOMIES, SEXES, label_of, post_of
from procedures.catalog.abtc.results import in_words
from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.abtc.sources import QD09, before_2023
from procedures.definition import Citation, FilledForm, Text

PERSON_HEADER = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh",
    "Hộ chiếu, có giá trị đến",
    "Chức vụ, từ ngày",
]
# Lines of the table in a form that is printed blank.
LINES_TO_FILL = 3
CONTRACT_HEADER = ["STT", "Số hợp đồng", "Ngày ký", "Đối tác", "Nền kinh tế", "Trị giá"]


def request_content(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The data of CV01: who asks, for whom, for which economies, why."""
    economies = ", ".join(label_of(PARTNER_ECONOMIES, one) for one in answers.get("economies") or [])
    rows = [
        ("Tên doanh nghiệp", answers.get("enterprise_name", "")),
        ("Mã số thuế", answers.get("tax_code", "")),
        ("Địa chỉ trụ sở chính", answers.get("enterprise_address", "")),
        ("Ngày thành lập", in_words(answers.get("founded_on"))),
        ("Ngành, nghề kinh doanh chính", answers.get("business_field", "")),
        ("Người đại diện theo pháp luật", answers.get("representative_name", "")),
        ("Chức danh", answers.get("representative_post", "")),
        ("Người liên hệ", answers.get("contact_name", "")),
        ("Điện thoại, thư điện tử", ", ".join(filter(None, (answers.get("phone"), answers.get("email"))))),
        ("Các nền kinh tế cần đến", economies),
        ("Lý do đề nghị", answers.get("reason", "")),
    ]
    return {
        "title": "Văn bản đề nghị cho phép sử dụng thẻ đi lại doanh nhân APEC (mẫu CV01)",
        "addressee": "Sở Ngoại vụ",
        "rows": [{"label": label, "value": value} for label, value in rows],
        "tables": _tables(answers),
        "closing": "Doanh nghiệp cam đoan nội dung trên là đúng sự thật, những người được đề nghị đủ điều kiện theo quy "
        "định, và chịu trách nhiệm trước pháp luật.",
    }


def _tables(answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    persons = [_person(number, one) for number, one in enumerate(answers.get("persons") or [], 1)]
    to_fill = [[str(number), *[""] * (len(PERSON_HEADER) - 1)] for number in range(1, LINES_TO_FILL + 1)]
    tables = [{"title": "Người đề nghị được sử dụng thẻ", "header": PERSON_HEADER, "rows": persons or to_fill}]
    contracts = [_contract(number, one) for number, one in enumerate(answers.get("contracts") or [], 1)]
    if contracts:
        tables.append({"title": "Hợp đồng với đối tác APEC", "header": CONTRACT_HEADER, "rows": contracts})
    return tables


def _person(number: int, person: Mapping[str, Any]) -> list[str]:
    return [
        str(number),
        person.get("full_name", ""),
        in_words(person.get("born_on")),
        label_of(SEXES, person.get("sex", "")),
        person.get("personal_id", ""),
        f"{person.get('passport_number', '')}, {in_words(person.get('passport_expires_on'))}",
        f"{post_of(person)}, {in_words(person.get('appointed_on'))}",
    ]


def _contract(number: int, contract: Mapping[str, Any]) -> list[str]:
    currency = contract.get("currency", "")
    value = f"{contract.get('value', 0):,}".replace(",", ".")
    return [
        str(number),
        contract.get("number", ""),
        in_words(contract.get("signed_on")),
        contract.get("partner", ""),
        label_of(PARTNER_ECONOMIES, contract.get("economy", "")),
        f"{value} {currency if currency != 'OTHER' else label_of(CURRENCIES, currency)}",
    ]


def example(on: date) -> dict[str, Any]:
    """A fictional enterprise that asks for two persons, with a contract."""
    return sample_answers(0, on, persons=2)


REQUEST_FORM = FilledForm(
    "cv01",
    Text("Văn bản đề nghị (CV01)", "Request (CV01)"),
    Citation(QD09, "mẫu CV01, Điều 12 khoản 2 điểm a", to_be_confirmed=True),
    request_content,
    example,
)
REQUEST_FORM_BEFORE_2023 = FilledForm(
    "cv01",
    Text("Văn bản đề nghị", "Request"),
    before_2023("mẫu văn bản đề nghị"),
    request_content,
    example,
)
