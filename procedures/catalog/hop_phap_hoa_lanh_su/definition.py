"""Consular certification and legalization, all dated versions put together. No rule of its own may enter."""

from __future__ import annotations

from procedures.catalog.hop_phap_hoa_lanh_su.components import components
from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import title_of_document
from procedures.catalog.hop_phap_hoa_lanh_su.fields import pages
from procedures.catalog.hop_phap_hoa_lanh_su.forms import FORMS
from procedures.catalog.hop_phap_hoa_lanh_su.lists import dispatch_content, received_content
from procedures.catalog.hop_phap_hoa_lanh_su.rules import ENDINGS, RULES, derive, router, title_of
from procedures.catalog.hop_phap_hoa_lanh_su.settings import PARAMETERS, guide_only
from procedures.catalog.hop_phap_hoa_lanh_su.sources import (
    APOSTILLE,
    CERTIFICATION,
    EDITIONS,
    FEE,
    LEGALIZATION,
    ND196,
    RECEIVE_AND_RETURN,
    TT01,
    Edition,
)
from procedures.catalog.hop_phap_hoa_lanh_su.workflow import variants
from procedures.definition import Applicant, Citation, Definition, SupplementRules, Text
from procedures.standard import RECEPTION, SUPPLEMENT
from procedures.standard.limits import limit_parameters

ELECTRONIC = Citation(ND196, "Mục 2a Chương II", to_be_confirmed=True)


def _legal_basis(edition: Edition) -> tuple[Citation, ...]:
    later = (
        *((ELECTRONIC, Citation("TT 11/2025/TT-BNG", "", to_be_confirmed=True)) if edition.electronic else ()),
        *((RECEIVE_AND_RETURN,) if edition.full else ()),
        *((APOSTILLE,) if edition.apostille else ()),
    )
    return (CERTIFICATION, LEGALIZATION, Citation(TT01), FEE, *later)


def _notes(edition: Edition) -> tuple[Text, ...]:
    notes = [
        Text(
            "Phần khai trên cổng là tờ khai. Thời hạn tính từ khi nhận đủ bản chính; bản chính luôn được trả lại.",
            "What you fill in here is a declaration. The limit begins with the originals, which always go back to you.",
        ),
        Text(
            "Chứng nhận lãnh sự, hợp pháp hóa lãnh sự chỉ xác nhận con dấu, chữ ký, chức danh, không xác nhận nội dung giấy tờ.",
            "Only seals, signatures and titles are certified, not what a paper says.",
        ),
    ]
    if edition.electronic:
        notes.append(
            Text(
                "Hồ sơ điện tử toàn trình được nộp trên Cổng Dịch vụ công quốc gia; cơ quan có thẩm quyền kiểm tra trong ngày làm việc.",
                "A fully electronic dossier is filed on the National Public Service Portal and checked the same working day.",
            )
        )
    if edition.apostille:
        notes.append(
            Text(
                "Mức phí và cơ quan cấp Apostille do đơn vị vận hành xác nhận theo văn bản hướng dẫn.",
                "The fee for an apostille and the issuing authority are to be confirmed by the office.",
            )
        )
    return tuple(notes)


def definition(edition: Edition) -> Definition:
    """One dated version."""
    return Definition(
        slug="hop-phap-hoa-lanh-su",
        version=edition.version,
        in_force_from=edition.in_force_from,
        made_by=edition.made_by,
        name=Text("Chứng nhận lãnh sự, hợp pháp hóa lãnh sự", "Consular certification and legalization"),
        field=Text("Công tác lãnh sự", "Consular affairs"),
        summary=Text(
            "Để giấy tờ Việt Nam được dùng ở nước ngoài và giấy tờ nước ngoài được dùng ở Việt Nam.",
            "So that Vietnamese papers can be used abroad, and foreign papers in Viet Nam.",
        ),
        audience=(Applicant.PERSON, Applicant.ENTERPRISE, Applicant.FOREIGNER),
        pages=pages(edition),
        components=components(edition),
        variants=variants(edition),
        route=router(edition.full),
        supplement=SupplementRules(SUPPLEMENT),
        reception_limit="8wh",
        reception_citation=RECEPTION,
        division="lanh-su",
        legal_basis=_legal_basis(edition),
        title_of=title_of,
        endings=ENDINGS,
        rules=RULES,
        forms=FORMS,
        parameters=(*PARAMETERS, *limit_parameters(variants(edition))),
        notes=_notes(edition),
        items="documents",
        item_title=title_of_document,
        letters={"received": received_content, "dispatch": dispatch_content},
        result_choice="result_form",
        guide_only=guide_only,
        derive=derive,
    )


VERSIONS: tuple[Definition, ...] = tuple(definition(edition) for edition in EDITIONS)
