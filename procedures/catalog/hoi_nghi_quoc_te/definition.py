"""The two versions of the conference procedure, assembled. No field, rule or step may be written here."""

from __future__ import annotations

from datetime import date

from procedures.catalog.hoi_nghi_quoc_te import checks, components, fields, forms, results, rules, workflow
from procedures.catalog.hoi_nghi_quoc_te.parameters import QD_541, parameters
from procedures.catalog.hoi_nghi_quoc_te.sources import DECISION_DATE, DELEGATION, DUTIES, SHORTENED, SUPPLEMENTS, qd06
from procedures.definition import Applicant, Citation, Definition, Parameter, SupplementRules, Text, Variant
from procedures.standard import RECEPTION
from procedures.standard.limits import consultation_parameters, limit_parameters

NOTES = (
    Text(
        "Thủ tục không thu phí, lệ phí.",
        "There is no fee.",
    ),
    Text(
        "Nộp trước ngày tổ chức ít nhất 30 ngày; 40 ngày nếu do Thủ tướng Chính phủ cho phép.",
        "File at least 30 days before the event; 40 days when the Prime Minister decides.",
    ),
    Text(
        "Sau khi kết thúc, đơn vị gửi báo cáo kết quả (Mẫu 02) trong 15 ngày.",
        "After the event, send the report on its result (Form 02) within 15 days.",
    ),
    Text(
        "Nội dung thuộc bí mật nhà nước không được nhập tại đây; hồ sơ nộp bằng giấy.",
        "Nothing that is a state secret may be typed here; file such a dossier on paper.",
    ),
)
CONDITIONS = (
    Text(
        "Hội nghị, hội thảo có đại biểu hoặc tài trợ nước ngoài, hoặc do tổ chức nước ngoài được cấp phép hoạt động tại Việt Nam tổ "
        "chức; họp trực tuyến cũng vậy.",
        "The conference has foreign participants or funding, or is held by a foreign organisation licensed in Viet Nam; so also online.",
    ),
    Text(
        "Có ít nhất một địa điểm hoặc điểm cầu trong tỉnh.",
        "At least one venue or bridge site is in the province.",
    ),
    Text(
        "Đơn vị tổ chức thuộc tỉnh, do tỉnh cho phép thành lập hoặc đăng ký tại tỉnh; không phải Mặt trận Tổ quốc, tổ chức chính trị - "
        "xã hội hoặc đơn vị của trung ương.",
        "The organiser belongs to the province, was established with its permission or is registered in it; it is not the Fatherland "
        "Front, a socio-political organisation or a central body.",
    ),
)


def _version(
    version: str,
    in_force_from: date,
    made_by: Citation,
    variants: tuple[Variant, ...],
    settings: tuple[Parameter, ...],
    more_basis: tuple[Citation, ...] = (),
) -> Definition:
    return Definition(
        slug="hoi-nghi-quoc-te",
        version=version,
        in_force_from=in_force_from,
        made_by=made_by,
        name=Text("Tổ chức, đăng cai hội nghị, hội thảo quốc tế", "International conferences and seminars"),
        field=Text("Hội nghị, hội thảo quốc tế", "International conferences"),
        summary=Text(
            "Xin phép tổ chức, hoặc xin chủ trương đăng cai, hội nghị và hội thảo có yếu tố nước ngoài, kể cả trực tuyến.",
            "Ask for permission to hold, or for approval in principle to host, a conference or seminar with a foreign "
            "element, online ones included.",
        ),
        audience=(Applicant.ENTERPRISE, Applicant.FOREIGNER),
        pages=fields.PAGES,
        components=components.COMPONENTS,
        variants=variants,
        route=rules.route,
        supplement=SupplementRules(SUPPLEMENTS),
        reception_limit="8wh",
        reception_citation=RECEPTION,
        division="hop-tac-quoc-te",
        legal_basis=(qd06(""), qd06("Điều 3, Điều 4, Điều 5, Điều 6"), DUTIES, *more_basis),
        title_of=rules.title_of,
        endings=rules.ENDINGS,
        rules=checks.RULES,
        forms=forms.FORMS,
        parameters=settings,
        obligations=rules.OBLIGATIONS,
        notes=NOTES,
        conditions=CONDITIONS,
        letters=results.LETTERS_OF_THE_OFFICE,
        result_choice="result_by",
        derive=rules.derive,
    )


def limits_of(variants: tuple[Variant, ...]) -> tuple[Parameter, ...]:
    """What the office may shorten: the legs, and the time it gives to the bodies it asks (at most 15 days, Điều 5)."""
    bodies = {body.code: body for variant in variants for body in variant.bodies}
    return (*limit_parameters(variants), *consultation_parameters(bodies.values()))


VERSIONS = (
    _version(
        "2020-04",
        date(2020, 4, 15),
        Citation("QĐ 06/2020/QĐ-TTg", "", DECISION_DATE),
        workflow.ORDINARY_VARIANTS,
        (*parameters(()), *limits_of(workflow.ORDINARY_VARIANTS)),
    ),
    _version(
        "2021-06",
        date(2021, 6, 1),
        SHORTENED,
        workflow.SHORTENED_VARIANTS,
        (*parameters((QD_541,)), *limits_of(workflow.SHORTENED_VARIANTS)),
        (DELEGATION,),
    ),
)
