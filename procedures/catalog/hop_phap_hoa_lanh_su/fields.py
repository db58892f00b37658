"""What the declaration asks (tờ khai LS/HPH-2012/TK), page by page. No condition of the law over several answers may enter."""

from __future__ import annotations

from procedures.catalog.hop_phap_hoa_lanh_su.document_fields import DOCUMENTS
from procedures.catalog.hop_phap_hoa_lanh_su.sources import APOSTILLE_SCOPE, FORM, TREATY, Edition
from procedures.catalog.hop_phap_hoa_lanh_su.treatment import INCOMING, OUTGOING
from procedures.definition import AllOf, Choice, DateRule, Field, Kind, Page, Text, When

COUNTRY = Field(
    "country",
    Kind.COUNTRY,
    Text("Nước nơi giấy tờ được dùng hoặc được cấp", "Country where the papers will be used or were issued"),
    Text(
        "Giấy tờ Việt Nam mang ra nước ngoài: chọn nước sẽ dùng. Giấy tờ nước ngoài: chọn nước đã cấp.",
        "Vietnamese papers going abroad: the country of use. Foreign papers: the country that issued them.",
    ),
    citation=FORM,
)
DIRECTION = Field(
    "direction",
    Kind.CHOICE,
    Text("Giấy tờ của ai, dùng ở đâu", "Whose papers, used where"),
    choices=(
        Choice(OUTGOING, Text("Giấy tờ Việt Nam, dùng ở nước ngoài", "Vietnamese papers, to be used abroad")),
        Choice(INCOMING, Text("Giấy tờ nước ngoài, dùng ở Việt Nam", "Foreign papers, to be used in Viet Nam")),
    ),
)
JUDICIAL = Field(
    "judicial_use",
    Kind.YES_NO,
    Text(
        "Giấy tờ dùng cho việc dân sự, gia đình hoặc hình sự do tòa án, cơ quan tư pháp giải quyết?",
        "Are the papers for a civil, family or criminal matter before a court or judicial body?",
    ),
    Text(
        "Với một số nước, điều ước quốc tế miễn thủ tục này cho các việc đó.",
        "With some countries a treaty exempts papers for such matters.",
    ),
    citation=TREATY,
)
OUTSIDE_CONVENTION = Field(
    "outside_convention",
    Kind.YES_NO,
    Text(
        "Giấy tờ do cơ quan ngoại giao, lãnh sự lập, hoặc là giấy tờ hành chính trực tiếp về thương mại, hải quan?",
        "Were the papers made by a diplomatic or consular agent, or do they deal directly with commerce or customs?",
    ),
    Text("Công ước Apostille không áp dụng cho các giấy tờ này.", "The Apostille Convention does not cover them."),
    citation=APOSTILLE_SCOPE,
)
PERSONAL_ID, PASSPORT = "personal_id", "passport"
APPLICANT = Page(
    "applicant",
    Text("Người nộp hồ sơ", "Applicant"),
    (
        Field(
            "applicant_name",
            Kind.TEXT,
            Text("Họ và tên", "Full name"),
            max_length=120,
            autocomplete="name",
            from_account="name",
            citation=FORM,
        ),
        Field(
            "applicant_organisation",
            Kind.TEXT,
            Text("Cơ quan, tổ chức (nếu nộp thay cơ quan)", "Organisation (if you file for one)"),
            required=False,
            max_length=200,
            autocomplete="organization",
        ),
        Field(
            "id_kind",
            Kind.CHOICE,
            Text("Giấy tờ tùy thân", "Identity paper"),
            choices=(
                Choice(PERSONAL_ID, Text("Căn cước, căn cước công dân", "Vietnamese identity card")),
                Choice(PASSPORT, Text("Hộ chiếu", "Passport")),
            ),
        ),
        Field(
            "personal_id",
            Kind.PERSONAL_ID,
            Text("Số căn cước", "Identity number"),
            shown_when=When("id_kind", (PERSONAL_ID,)),
            from_account="personal_id",
        ),
        Field(
            "passport",
            Kind.PASSPORT,
            Text("Số hộ chiếu", "Passport number"),
            shown_when=When("id_kind", (PASSPORT,)),
            from_account="passport",
        ),
        Field(
            "id_issued_on",
            Kind.DATE,
            Text("Ngày cấp", "Issued on"),
            date_rule=DateRule.NOT_FUTURE,
            citation=FORM,
        ),
        Field("id_issued_by", Kind.TEXT, Text("Nơi cấp", "Issued by"), max_length=120, citation=FORM),
        Field(
            "address",
            Kind.TEXT,
            Text("Địa chỉ liên lạc", "Contact address"),
            max_length=300,
            autocomplete="street-address",
            from_account="address",
            citation=FORM,
        ),
        Field(
            "phone",
            Kind.PHONE,
            Text("Số điện thoại", "Phone"),
            autocomplete="tel",
            from_account="phone",
            citation=FORM,
        ),
        Field(
            "email",
            Kind.EMAIL,
            Text("Thư điện tử", "E-mail"),
            required=False,
            autocomplete="email",
            from_account="email",
            citation=FORM,
        ),
    ),
)
HAS_DELEGATE = When("has_delegate", (True,))
BY_POST = When("postal_return", (True,))
DELIVERY = Page(
    "delivery",
    Text("Nộp bản chính và nhận lại", "Handing in the originals and getting them back"),
    (
        Field(
            "originals_by",
            Kind.CHOICE,
            Text("Ông/Bà nộp bản chính bằng cách nào?", "How will you hand in the originals?"),
            choices=(
                Choice("counter", Text("Mang đến Bộ phận Một cửa", "Bring them to the one-stop counter")),
                Choice("post", Text("Gửi qua bưu chính", "Send them by post")),
            ),
        ),
        Field(
            "has_delegate",
            Kind.YES_NO,
            Text("Người khác nộp hoặc nhận thay Ông/Bà?", "Will somebody else hand in or collect for you?"),
        ),
        Field(
            "delegate_name",
            Kind.TEXT,
            Text("Họ và tên người nộp, nhận thay", "Name of that person"),
            max_length=120,
            shown_when=HAS_DELEGATE,
        ),
        Field(
            "delegate_id",
            Kind.TEXT,
            Text("Số giấy tờ tùy thân của người đó", "Number of that person's identity paper"),
            max_length=20,
            shown_when=HAS_DELEGATE,
        ),
        Field(
            "delegate_phone",
            Kind.PHONE,
            Text("Số điện thoại của người đó", "That person's phone"),
            shown_when=HAS_DELEGATE,
        ),
        Field(
            "postal_return",
            Kind.YES_NO,
            Text("Nhận lại giấy tờ qua bưu chính?", "Get the papers back by post?"),
            citation=FORM,
        ),
        Field(
            "return_receiver",
            Kind.TEXT,
            Text("Người nhận thư", "Addressee"),
            max_length=120,
            shown_when=BY_POST,
        ),
        Field("return_address", Kind.TEXT, Text("Địa chỉ nhận", "Postal address"), max_length=300, shown_when=BY_POST),
        Field("return_phone", Kind.PHONE, Text("Điện thoại người nhận", "Addressee's phone"), shown_when=BY_POST),
        Field(
            "result_form",
            Kind.CHOICE,
            Text("Kết quả", "Result"),
            choices=(
                Choice("paper", Text("Chỉ bản giấy", "Paper only")),
                Choice("paper_and_scan", Text("Bản giấy và bản chụp trên cổng", "Paper, and a scan on the portal")),
            ),
            citation=FORM,
        ),
    ),
    intro=Text(
        "Tờ khai này có giá trị 10 ngày làm việc. Thời hạn giải quyết tính từ khi Bộ phận Một cửa nhận đủ bản chính.",
        "This declaration is valid for 10 working days. The time limit begins when the counter has all the originals.",
    ),
)
PROMISE = Page(
    "declaration",
    Text("Cam đoan", "Declaration"),
    (
        Field(
            "truthful",
            Kind.DECLARATION,
            Text(
                "Tôi cam đoan những điều đã khai và giấy tờ nộp kèm là đúng sự thật.",
                "I declare that what I have stated and the papers I hand in are true.",
            ),
            citation=FORM,
        ),
    ),
)


def first_page(edition: Edition) -> Page:
    """The country comes first: it says apostille, certification, embassy step or exempt."""
    more = (OUTSIDE_CONVENTION,) if edition.apostille else ()
    return Page(
        "treatment",
        Text("Nước và giấy tờ", "Country and papers"),
        (COUNTRY, DIRECTION, JUDICIAL, *more),
        intro=Text(
            "Trả lời trang này trước: có thể Ông/Bà không phải làm thủ tục.",
            "Answer this page first: you may not need this procedure at all.",
        ),
    )


def documents_page(edition: Edition) -> Page:
    """The papers, what is asked for each, and what for."""
    purpose = Field(
        "purpose",
        Kind.CHOICE,
        Text("Mục đích sử dụng", "Purpose"),
        choices=(
            Choice("study", Text("Học tập", "Study")),
            Choice("work", Text("Lao động, làm việc", "Work")),
            Choice("family", Text("Hôn nhân, gia đình", "Marriage, family")),
            Choice("business", Text("Kinh doanh, đầu tư", "Business, investment")),
            Choice("settlement", Text("Định cư, cư trú", "Settlement, residence")),
            Choice("other", Text("Việc khác", "Something else")),
        ),
        citation=FORM,
    )
    explained = Field(
        "purpose_other",
        Kind.TEXT,
        Text("Nêu rõ mục đích", "Please explain"),
        max_length=200,
        shown_when=When("purpose", ("other",)),
    )
    language = Field(
        "original_language",
        Kind.CHOICE,
        Text("Giấy tờ được lập bằng tiếng gì?", "In which language are the papers?"),
        choices=(
            Choice("vi_en", Text("Tất cả bằng tiếng Việt hoặc tiếng Anh", "All in Vietnamese or English")),
            Choice("other", Text("Có giấy tờ bằng tiếng khác", "Some in another language")),
        ),
        shown_when=AllOf((When("direction", (INCOMING,)),)),
    )
    return Page(
        "papers",
        Text("Giấy tờ đề nghị", "Papers"),
        (purpose, explained, language, DOCUMENTS[edition.apostille]),
    )


def pages(edition: Edition) -> tuple[Page, ...]:
    return (first_page(edition), APPLICANT, documents_page(edition), DELIVERY, PROMISE)
