"""The form: who asks, the enterprise, the reasons, the result. Persons and partners have files of their own; no rule may enter."""

from __future__ import annotations

from dataclasses import replace

from procedures.catalog.abtc.fields_partners import PARTNERS
from procedures.catalog.abtc.fields_persons import PERSONS
from procedures.catalog.abtc.sources import article, before_2023
from procedures.definition import Choice, DateRule, Field, Group, Kind, Page, Text, When

WHO = Page(
    "who",
    Text("Ông/Bà thuộc trường hợp nào", "Which case is yours"),
    (
        Field(
            "wish",
            Kind.CHOICE,
            Text("Ông/Bà cần gì?", "What do you need?"),
            choices=(
                Choice(
                    "permission",
                    Text(
                        "Văn bản cho phép sử dụng thẻ ABTC",
                        "The permission to use the APEC Business Travel Card (ABTC)",
                    ),
                ),
                Choice("card", Text("Chính tấm thẻ ABTC", "The card itself")),
                Choice("reissue", Text("Cấp lại, báo mất hoặc trả thẻ ABTC", "Reissue, loss or return of a card")),
            ),
            help=Text(
                "Cần có văn bản cho phép trước, rồi mới xin cấp thẻ tại cơ quan quản lý xuất nhập cảnh.",
                "The permission comes first; with it you apply for the card at the immigration department.",
            ),
            citation=article("Điều 12, Điều 13"),
        ),
        Field(
            "group",
            Kind.CHOICE,
            Text("Doanh nghiệp hoặc đơn vị của Ông/Bà", "Your enterprise or body"),
            choices=(
                Choice(
                    "private",
                    Text(
                        "Doanh nghiệp, hợp tác xã ngoài nhà nước",
                        "Non-state enterprise or cooperative",
                    ),
                ),
                Choice(
                    "state",
                    Text(
                        "Doanh nghiệp nhà nước, ban quản lý thuộc tỉnh",
                        "State enterprise or zones' authority under the province",
                    ),
                ),
                Choice(
                    "other_authority",
                    Text(
                        "Đơn vị của bộ, ngành, tổ chức chính trị - xã hội, VCCI; công chức, viên chức; cơ quan thương vụ",
                        "Body of a ministry, a socio-political organisation or VCCI; official; trade office abroad",
                    ),
                ),
                Choice("none", Text("Không thuộc các nhóm trên", "None of these")),
            ),
            citation=article("Điều 9, Điều 10"),
        ),
        Field(
            "in_province",
            Kind.YES_NO,
            Text("Trụ sở chính có ở tỉnh này không?", "Is the head office in this province?"),
            citation=article("Điều 10"),
        ),
        Field(
            "operating_12_months",
            Kind.YES_NO,
            Text(
                "Doanh nghiệp đã hoạt động liên tục đủ 12 tháng chưa?",
                "Has the enterprise operated continuously for at least 12 months?",
            ),
            citation=article("Điều 8 khoản 2"),
        ),
    ),
    Text(
        "Bốn câu hỏi để Ông/Bà biết ngay đây có phải nơi cần đến không.",
        "Four questions that tell at once whether this is the right office.",
    ),
)

ENTERPRISE = Page(
    "enterprise",
    Text("Doanh nghiệp", "The enterprise"),
    (
        Field(
            "enterprise_name",
            Kind.TEXT,
            Text("Tên doanh nghiệp", "Name of the enterprise"),
            help=Text("Ghi như trong giấy đăng ký.", "As in the registration certificate."),
            autocomplete="organization",
            from_account="name",
        ),
        Field(
            "tax_code",
            Kind.TAX_CODE,
            Text("Mã số thuế (mã số doanh nghiệp)", "Tax code (enterprise number)"),
            help=Text("10 chữ số, hoặc 13 với đơn vị phụ thuộc.", "10 digits, or 13 for a dependent unit."),
            max_length=14,
            from_account="tax_code",
        ),
        Field(
            "enterprise_address",
            Kind.TEXT,
            Text("Địa chỉ trụ sở chính", "Address of the head office"),
            max_length=300,
            autocomplete="street-address",
            from_account="address",
        ),
        Field(
            "founded_on",
            Kind.DATE,
            Text("Ngày thành lập", "Founded on"),
            help=Text("Ngày cấp đăng ký lần đầu.", "Date of the first registration."),
            date_rule=DateRule.NOT_FUTURE,
            citation=article("Điều 8 khoản 2"),
        ),
        Field(
            "business_field", Kind.TEXT, Text("Ngành, nghề kinh doanh chính", "Main line of business"), max_length=300
        ),
        Field(
            "representative_name",
            Kind.TEXT,
            Text("Người đại diện theo pháp luật", "Legal representative"),
            help=Text("Người này ký văn bản đề nghị.", "This person signs the request."),
            max_length=120,
        ),
        Field("representative_post", Kind.TEXT, Text("Chức danh người đại diện", "Post of the representative")),
        Field(
            "filer",
            Kind.CHOICE,
            Text("Ai nộp hồ sơ?", "Who files the dossier?"),
            choices=(
                Choice(
                    "representative", Text("Người đại diện hoặc doanh nghiệp", "The representative or the enterprise")
                ),
                Choice("authorised", Text("Người được ủy quyền, giới thiệu", "An authorised person")),
            ),
            citation=article("Điều 12 khoản 8"),
        ),
        Field(
            "contact_name",
            Kind.TEXT,
            Text("Người liên hệ", "Contact person"),
            max_length=120,
            autocomplete="name",
        ),
        Field("phone", Kind.PHONE, Text("Số điện thoại", "Phone"), autocomplete="tel", from_account="phone"),
        Field("email", Kind.EMAIL, Text("Thư điện tử", "E-mail"), autocomplete="email", from_account="email"),
    ),
)

REASONS = Page(
    "reasons",
    Text("Lý do đề nghị", "Reasons"),
    (
        Field(
            "reason",
            Kind.LONG_TEXT,
            Text("Vì sao cần sử dụng thẻ ABTC?", "Why is the card needed?"),
            help=Text(
                "Nêu việc hợp tác, số chuyến đi ngắn hạn dự kiến mỗi năm.",
                "Name the cooperation and how many short trips a year are planned.",
            ),
            max_length=2000,
            citation=article("Điều 8 khoản 2"),
        ),
    ),
)

RESULT = Page(
    "result",
    Text("Nhận kết quả", "Receiving the result"),
    (
        Field(
            "result_by",
            Kind.CHOICE,
            Text("Ông/Bà muốn nhận kết quả thế nào?", "How do you want to receive the result?"),
            choices=(
                Choice("online", Text("Bản điện tử, tải tại trang này", "Electronic, downloaded from this page")),
                Choice("counter", Text("Bản giấy, tại Bộ phận Một cửa", "On paper, at the one-stop counter")),
                Choice("post", Text("Bản giấy, qua bưu chính công ích", "On paper, by public post")),
            ),
            citation=article("Điều 12 khoản 9"),
        ),
        Field(
            "result_address",
            Kind.TEXT,
            Text("Địa chỉ nhận bưu phẩm", "Postal address"),
            max_length=300,
            shown_when=When("result_by", ("post",)),
            autocomplete="street-address",
        ),
    ),
)

DECLARATIONS = Page(
    "declarations",
    Text("Cam kết", "Declarations"),
    (
        Field(
            "declared_compliance",
            Kind.DECLARATION,
            Text(
                "Doanh nghiệp chấp hành pháp luật về thương mại, thuế, hải quan, lao động và bảo hiểm xã hội.",
                "The enterprise complies with the law on trade, tax, customs, labour and social insurance.",
            ),
            citation=article("Điều 8 khoản 2"),
        ),
        Field(
            "declared_no_exit_ban",
            Kind.DECLARATION,
            Text(
                "Những người được đề nghị có đủ năng lực hành vi dân sự và không bị tạm hoãn xuất cảnh.",
                "The persons named have full legal capacity and are not under a postponement of exit.",
            ),
            citation=article("Điều 8 khoản 3"),
        ),
        Field(
            "declared_true",
            Kind.DECLARATION,
            Text(
                "Nội dung khai và giấy tờ là đúng sự thật; doanh nghiệp chịu trách nhiệm trước pháp luật.",
                "What is declared and the papers are true; the enterprise is responsible before the law.",
            ),
            citation=article("Điều 12 khoản 2"),
        ),
    ),
)

PAGES = (WHO, ENTERPRISE, PERSONS, PARTNERS, REASONS, RESULT, DECLARATIONS)


def pages_before_2023() -> tuple[Page, ...]:
    """The same questions without an article of the decision that did not exist yet; the wording is to be confirmed."""
    return tuple(replace(page, items=tuple(_item_before_2023(item) for item in page.items)) for page in PAGES)


def _item_before_2023(item: Field | Group) -> Field | Group:
    if isinstance(item, Group):
        return replace(item, fields=tuple(_field_before_2023(one) for one in item.fields))
    return _field_before_2023(item)


def _field_before_2023(field: Field) -> Field:
    return replace(field, citation=before_2023("điều kiện và hồ sơ") if field.citation else None)
