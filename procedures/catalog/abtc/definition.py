"""The two dated versions of the permission to use an APEC Business Travel Card, assembled. No fact of law may enter here first."""

from __future__ import annotations

from datetime import date

from procedures.catalog.abtc.components import COMPONENTS, components_before_2023
from procedures.catalog.abtc.eligibility import CONDITIONS
from procedures.catalog.abtc.endings import ENDINGS, endings_before_2023
from procedures.catalog.abtc.fields import PAGES, pages_before_2023
from procedures.catalog.abtc.forms import REQUEST_FORM, REQUEST_FORM_BEFORE_2023
from procedures.catalog.abtc.parameters import parameters_of
from procedures.catalog.abtc.results import LETTERS, letters_before_2023
from procedures.catalog.abtc.rules import (
    OBLIGATIONS,
    RULES,
    derive,
    item_title,
    obligations_before_2023,
    route,
    rules_before_2023,
    title_of,
)
from procedures.catalog.abtc.sources import (
    LEGAL_BASIS_2021,
    LEGAL_BASIS_2023,
    MADE_BY_2021,
    MADE_BY_2023,
    article,
)
from procedures.catalog.abtc.workflow import VARIANTS_2021, VARIANTS_2023
from procedures.definition import Applicant, Definition, SupplementRules, Text
from procedures.standard import RECEPTION, SUPPLEMENT

SHARED = {
    "slug": "abtc",
    "name": Text(
        "Cấp văn bản cho phép sử dụng thẻ đi lại doanh nhân APEC (ABTC)",
        "Permission to use an APEC Business Travel Card (ABTC)",
    ),
    "field": Text("Xuất nhập cảnh", "Exit and entry"),
    "summary": Text(
        "Doanh nghiệp đề nghị cho người của mình được dùng thẻ đi lại trong các nền kinh tế APEC.",
        "An enterprise asks that its people may use the card to travel in APEC economies.",
    ),
    "audience": (Applicant.ENTERPRISE, Applicant.PERSON),
    "route": route,
    "reception_limit": "8wh",
    "reception_citation": RECEPTION,
    "division": "lanh-su",
    "title_of": title_of,
    "notes": (
        Text(
            "Kết quả là văn bản cho phép, không phải là thẻ. Ông/Bà dùng văn bản này để xin cấp thẻ tại Cục Quản lý xuất "
            "nhập cảnh (Bộ Công an) trong vòng 06 tháng.",
            "The result is the permission, not the card. Use it within 6 months to apply for the card at the Immigration "
            "Department (Ministry of Public Security).",
        ),
        Text("Sở Ngoại vụ không thu phí, lệ phí.", "The department charges no fee."),
        Text(
            "Doanh nghiệp gửi báo cáo hằng năm về việc sử dụng thẻ trước ngày 31/12; chưa gửi sẽ được xét ở lần đề nghị sau.",
            "The enterprise reports on the use of the card before 31 December each year; a missing report counts next time.",
        ),
    ),
    "items": "persons",
    "item_title": item_title,
    "result_choice": "result_by",
    "derive": derive,
}

VERSION_2021 = Definition(
    version="2021-06",
    in_force_from=date(2021, 6, 1),
    made_by=MADE_BY_2021,
    pages=pages_before_2023(),
    components=components_before_2023(),
    variants=VARIANTS_2021,
    supplement=SupplementRules(SUPPLEMENT),
    legal_basis=LEGAL_BASIS_2021,
    endings=endings_before_2023(),
    rules=rules_before_2023(),
    forms=(REQUEST_FORM_BEFORE_2023,),
    letters=letters_before_2023(),
    parameters=parameters_of(VARIANTS_2021),
    obligations=obligations_before_2023(),
    **SHARED,
)

VERSION_2023 = Definition(
    version="2023-07",
    in_force_from=date(2023, 7, 10),
    made_by=MADE_BY_2023,
    pages=PAGES,
    components=COMPONENTS,
    variants=VARIANTS_2023,
    supplement=SupplementRules(article("Điều 12 khoản 3 (hướng dẫn theo mẫu CV03)")),
    legal_basis=LEGAL_BASIS_2023,
    endings=ENDINGS,
    rules=RULES,
    forms=(REQUEST_FORM,),
    letters=LETTERS,
    parameters=parameters_of(VARIANTS_2023),
    obligations=OBLIGATIONS,
    conditions=CONDITIONS,
    **SHARED,
)

VERSIONS: tuple[Definition, ...] = (VERSION_2021, VERSION_2023)
