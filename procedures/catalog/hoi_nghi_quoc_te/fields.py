"""The form of an international conference, page by page. No rule and no step of the process may enter.

The annex Mẫu 01 of QĐ 06/2020/QĐ-TTg is to be confirmed against its text before this form is final.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from procedures.catalog.hoi_nghi_quoc_te import choices
from procedures.catalog.hoi_nghi_quoc_te.fields_of_the_event import EVENT_PAGES
from procedures.catalog.hoi_nghi_quoc_te.sources import (
    FOREIGN_ORGANISER,
    HOST,
    NO_SECRET,
    PRIME_MINISTER,
    STATE_SECRETS,
)
from procedures.definition import AllOf, DateRule, Field, Kind, Page, Text, When


def ask(name: str, kind: Kind, vi: str, en: str, **more: Any) -> Field:
    return Field(name, kind, Text(vi, en), **more)


ENTRANCE = Page(
    "entrance",
    Text("Xác định thủ tục", "Which procedure"),
    (
        ask(
            "state_secret",
            Kind.YES_NO,
            "Nội dung hội nghị, hội thảo có thuộc bí mật nhà nước không?",
            "Does the conference deal with state secrets?",
            help=Text(
                "Nếu có, xin không nhập nội dung nào tại đây. Hồ sơ phải nộp bằng giấy.",
                "If so, please do not type anything about it here. The dossier must be filed on paper.",
            ),
            citation=STATE_SECRETS,
        ),
        ask(
            "event_kind",
            Kind.CHOICE,
            "Ông/Bà định tổ chức gì?",
            "What do you plan to hold?",
            choices=choices.EVENTS,
            shown_when=NO_SECRET,
        ),
        ask(
            "request",
            Kind.CHOICE,
            "Ông/Bà đề nghị việc gì?",
            "What do you ask for?",
            choices=choices.REQUESTS,
            shown_when=NO_SECRET,
        ),
        ask(
            "organiser_kind",
            Kind.CHOICE,
            "Đơn vị tổ chức là",
            "The organiser is",
            choices=choices.ORGANISERS,
            shown_when=NO_SECRET,
        ),
        ask(
            "foreign_element",
            Kind.CHOICES,
            "Yếu tố nước ngoài",
            "Foreign element",
            choices=choices.FOREIGN_ELEMENTS,
            shown_when=NO_SECRET,
            help=Text("Chọn mọi ý đúng.", "Choose all that apply."),
        ),
        ask(
            "top_rank",
            Kind.CHOICE,
            "Cấp bậc cao nhất của khách nước ngoài",
            "Highest rank among the foreign guests",
            choices=choices.TOP_RANKS,
            shown_when=NO_SECRET,
            help=Text(
                "Khách là nguyên thủ, người đứng đầu hoặc cấp Bộ trưởng trở lên: do Thủ tướng Chính phủ cho phép. "
                "Nếu chưa rõ cấp tương đương, chọn “Tôi chưa xác định được”; cán bộ sẽ xác định.",
                "With a head of state or organisation, or a guest of ministerial rank or higher, the Prime Minister "
                "decides. If you do not know whether a rank is equivalent, choose “I am not sure”; an officer will decide.",
            ),
            citation=PRIME_MINISTER,
        ),
        ask(
            "topics",
            Kind.CHOICES,
            "Nội dung có liên quan đến",
            "The conference touches on",
            choices=choices.TOPICS,
            shown_when=NO_SECRET,
            help=Text(
                "Một trong các nội dung này đưa hồ sơ lên Thủ tướng Chính phủ.",
                "Any of these topics takes the request to the Prime Minister.",
            ),
            citation=PRIME_MINISTER,
        ),
    ),
    Text(
        "Vài câu hỏi để biết ai là người cho phép và cần giấy tờ gì.",
        "A few questions to find out who decides and which papers are needed.",
    ),
)

ORGANISER = Page(
    "organiser",
    Text("Đơn vị tổ chức và người liên hệ", "Organiser and contact"),
    (
        ask(
            "organiser_name",
            Kind.TEXT,
            "Tên đơn vị tổ chức",
            "Name of the organiser",
            max_length=250,
            from_account="name",
            autocomplete="organization",
        ),
        ask(
            "organiser_tax_code",
            Kind.TAX_CODE,
            "Mã số thuế",
            "Tax code",
            required=False,
            from_account="tax_code",
            help=Text("Để trống nếu đơn vị không có.", "Leave empty if the organiser has none."),
        ),
        ask(
            "organiser_country",
            Kind.COUNTRY,
            "Nước của tổ chức",
            "Country of the organisation",
            shown_when=FOREIGN_ORGANISER,
        ),
        ask(
            "licence_number",
            Kind.TEXT,
            "Số giấy phép hoạt động tại Việt Nam",
            "Number of the licence to operate in Viet Nam",
            max_length=60,
            shown_when=FOREIGN_ORGANISER,
        ),
        ask(
            "licence_on",
            Kind.DATE,
            "Ngày cấp giấy phép",
            "Date of the licence",
            date_rule=DateRule.NOT_FUTURE,
            shown_when=FOREIGN_ORGANISER,
        ),
        ask(
            "licence_by",
            Kind.TEXT,
            "Cơ quan cấp giấy phép",
            "Authority that issued the licence",
            shown_when=FOREIGN_ORGANISER,
        ),
        ask(
            "organiser_address",
            Kind.TEXT,
            "Địa chỉ",
            "Address",
            max_length=300,
            from_account="address",
            autocomplete="street-address",
        ),
        ask(
            "signer_name",
            Kind.TEXT,
            "Người ký công văn xin phép",
            "Who signs the letter of application",
            max_length=120,
        ),
        ask("signer_title", Kind.TEXT, "Chức vụ người ký", "Signer's position", max_length=120),
        ask(
            "partners",
            Kind.LONG_TEXT,
            "Đơn vị phối hợp tổ chức",
            "Co-organisers",
            required=False,
            max_length=2000,
            help=Text("Cơ quan Việt Nam và nước ngoài, mỗi đơn vị một dòng.", "Vietnamese and foreign, one a line."),
        ),
        ask(
            "contact_name",
            Kind.TEXT,
            "Người liên hệ",
            "Contact person",
            max_length=120,
            autocomplete="name",
        ),
        ask("contact_phone", Kind.PHONE, "Điện thoại", "Telephone", from_account="phone", autocomplete="tel"),
        ask("contact_email", Kind.EMAIL, "Thư điện tử", "E-mail", from_account="email", autocomplete="email"),
    ),
)

OPINIONS_OBTAINED = Page(
    "opinions",
    Text("Ý kiến đã có", "Opinions obtained"),
    (
        ask(
            "needs_opinion",
            Kind.YES_NO,
            "Pháp luật khác có yêu cầu ý kiến bằng văn bản của cơ quan nào không?",
            "Does another law require a written opinion of some authority?",
            help=Text(
                "Ví dụ: hội thảo về y tế, khí tượng, đo đạc. Nếu có, gửi kèm văn bản ý kiến.",
                "For example on health, meteorology or surveying. If so, attach the written opinion.",
            ),
        ),
        ask(
            "opinion_details",
            Kind.LONG_TEXT,
            "Cơ quan, số và ngày văn bản ý kiến",
            "Authority, number and date of the opinion",
            max_length=2000,
            shown_when=When("needs_opinion", (True,)),
        ),
        ask(
            "has_hosting_approval",
            Kind.YES_NO,
            "Đã có văn bản đồng ý chủ trương đăng cai chưa?",
            "Has hosting been approved in principle already?",
            shown_when=When("request", ("permit",)),
        ),
        ask(
            "hosting_approval",
            Kind.TEXT,
            "Số, ngày và cơ quan ban hành văn bản đồng ý đăng cai",
            "Number, date and issuer of that approval",
            max_length=250,
            shown_when=When("has_hosting_approval", (True,)),
        ),
    ),
)

HOSTING_PAGE = Page(
    "hosting",
    Text("Lý do đăng cai", "Why host it"),
    (
        ask("hosting_reason", Kind.LONG_TEXT, "Lý do đăng cai", "Reason for hosting", max_length=4000),
        ask("hosting_theme", Kind.TEXT, "Chủ đề dự kiến", "Planned theme", max_length=500),
        ask(
            "hosting_participants",
            Kind.LONG_TEXT,
            "Dự kiến thành phần",
            "Planned participants",
            max_length=2000,
        ),
        ask(
            "hosting_budget",
            Kind.LONG_TEXT,
            "Dự kiến kinh phí và nguồn",
            "Planned budget and its sources",
            max_length=2000,
        ),
    ),
    Text(
        "Sau khi được đồng ý chủ trương, đơn vị nộp hồ sơ xin phép tổ chức đầy đủ.",
        "Once hosting is approved in principle, you file a full application for permission.",
    ),
    HOST,
)

RESULT = Page(
    "result",
    Text("Nhận kết quả", "Receiving the result"),
    (
        ask("result_by", Kind.CHOICE, "Cách nhận kết quả", "How to receive the result", choices=choices.RESULT_BY),
        ask(
            "post_address",
            Kind.TEXT,
            "Địa chỉ nhận bưu phẩm",
            "Postal address",
            max_length=300,
            shown_when=When("result_by", ("post",)),
        ),
    ),
)

DECLARATIONS = Page(
    "declarations",
    Text("Cam kết", "Declarations"),
    (
        ask(
            "declare_true",
            Kind.DECLARATION,
            "Tôi cam kết các nội dung kê khai là đúng và chịu trách nhiệm trước pháp luật.",
            "I declare that what is stated here is true and take responsibility for it before the law.",
        ),
        ask(
            "declare_duties",
            Kind.DECLARATION,
            "Đơn vị cam kết tổ chức đúng đề án được duyệt, chịu trách nhiệm về tài liệu, giữ bí mật nhà nước và báo "
            "cáo kết quả trong 15 ngày sau khi kết thúc.",
            "The organiser undertakes to follow the approved proposal, to answer for its materials, to protect state "
            "secrets and to report the result within 15 days of the end.",
        ),
    ),
)


def without_secrets(page: Page) -> Page:
    """The page as it is shown to those who said that there is no state secret: otherwise nothing typed is even kept."""
    return replace(page, shown_when=AllOf((NO_SECRET, page.shown_when)))


PAGES = (
    ENTRANCE,
    *map(without_secrets, (ORGANISER, *EVENT_PAGES, OPINIONS_OBTAINED, HOSTING_PAGE, RESULT, DECLARATIONS)),
)
