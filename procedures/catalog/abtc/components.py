"""The components of the dossier: when each is required, in what shape, and what an officer checks. No file handling may enter."""

from __future__ import annotations

from dataclasses import replace

from procedures.catalog.abtc.fields_partners import IN_FOREIGN_LANGUAGE, PRIVATE, WITH_CONTRACT, WITHOUT_CONTRACT
from procedures.catalog.abtc.good_papers import MUST_SHOW
from procedures.catalog.abtc.sources import article, before_2023
from procedures.definition import Accepts, Component, Text, When

STATE = When("group", ("state",))
AUTHORISED = When("filer", ("authorised",))
CERTIFIED = (Accepts.CERTIFIED_COPY, Accepts.CERTIFIED_E_COPY)
PLAIN = (Accepts.SCAN, Accepts.SIGNED_FILE)
BRING_PAPER = Text(
    "Chụp hoặc quét rõ từng trang. Nếu không làm được, mang bản giấy đến Bộ phận Một cửa.",
    "Photograph or scan every page clearly. If you cannot, bring the paper to the one-stop counter.",
)
BRING_CERTIFIED = Text(
    "Xin chứng thực bản sao ở UBND cấp xã hoặc phòng công chứng, rồi chụp cả trang có dấu chứng thực.",
    "Have the copy certified by a commune office or a notary, then photograph it with the certifying stamp.",
)
READABLE = Text("Đủ trang, đọc rõ.", "All pages are there and readable.")
SEALED = Text("Có dấu và chữ ký chứng thực.", "It bears the certifying seal and signature.")

REQUEST = Component(
    "request_letter",
    Text("Văn bản đề nghị (mẫu CV01), bản chính", "Request (form CV01), original"),
    article("Điều 12 khoản 2 điểm a; Điều 11"),
    (Accepts.SIGNED_FILE, Accepts.SCAN),
    (
        Text("Người đại diện theo pháp luật ký, đóng dấu.", "Signed by the legal representative and sealed."),
        Text("Tên, số hộ chiếu từng người khớp với bản khai.", "Names and passport numbers agree with the form."),
    ),
    Text(
        "Cổng đã điền sẵn mẫu này. In, ký, đóng dấu rồi chụp lại; hoặc ký số.",
        "The portal has filled this form. Print, sign, seal and photograph it; or sign it digitally.",
    ),
    filled_form="cv01",
    max_files=3,
)
TAX = Component(
    "tax_report",
    Text(
        "Báo cáo tổng hợp thuế 12 tháng gần nhất của doanh nghiệp và người đề nghị",
        "Tax summary of the last 12 months of the enterprise and the persons",
    ),
    article("Điều 12 khoản 2 điểm b"),
    PLAIN,
    (READABLE, Text("Đủ 12 tháng; có cả phần của từng người.", "It covers 12 months and every person.")),
    BRING_PAPER,
    required_when=PRIVATE,
    shown_when=PRIVATE,
)
CONTRACT = Component(
    "contract",
    Text("Hợp đồng với đối tác APEC", "Contract with an APEC partner"),
    article("Điều 12 khoản 2 điểm c"),
    CERTIFIED,
    (
        SEALED,
        Text("Đối tác ở nền kinh tế APEC; ký không quá 02 năm.", "The partner is in APEC; signed within 2 years."),
    ),
    BRING_CERTIFIED,
    required_when=WITH_CONTRACT,
    shown_when=WITH_CONTRACT,
    each="contracts",
)
PERFORMANCE = Component(
    "performance_proof",
    Text("Giấy tờ chứng minh hợp đồng đã được thực hiện", "Proof that the contract was performed"),
    article("Điều 12 khoản 2 điểm c"),
    (*PLAIN, *CERTIFIED),
    (READABLE, Text("Liên quan đúng hợp đồng đã nộp.", "It belongs to the contract handed in.")),
    Text(
        "Ví dụ: tờ khai hải quan, hóa đơn, chứng từ thanh toán. Chụp hoặc quét rõ.",
        "For example a customs declaration, invoice or payment. Photograph or scan it clearly.",
    ),
    required_when=WITH_CONTRACT,
    shown_when=WITH_CONTRACT,
)
NEED = Component(
    "need_proof",
    Text("Giấy tờ chứng minh nhu cầu sử dụng thẻ", "Proof of the need for the card"),
    article("Điều 12 khoản 2 điểm c"),
    (*PLAIN, *CERTIFIED),
    (READABLE, Text("Cho thấy việc hợp tác trực tiếp với đối tác APEC.", "It shows direct cooperation with APEC.")),
    BRING_PAPER,
    required_when=WITHOUT_CONTRACT,
    shown_when=WITHOUT_CONTRACT,
)
TRANSLATION = Component(
    "translation",
    Text("Bản dịch tiếng Việt có công chứng hoặc chứng thực", "Notarised or certified Vietnamese translation"),
    article("Điều 12 khoản 2 điểm c"),
    CERTIFIED,
    (SEALED, Text("Dịch đủ các giấy tờ bằng tiếng nước ngoài.", "Every paper in a foreign language is translated.")),
    BRING_CERTIFIED,
    required_when=IN_FOREIGN_LANGUAGE,
    shown_when=IN_FOREIGN_LANGUAGE,
)
PASSPORT = Component(
    "passport",
    Text("Hộ chiếu còn giá trị", "Valid passport"),
    article("Điều 12 khoản 2 điểm d"),
    CERTIFIED,
    (SEALED, Text("Số, ngày hết hạn khớp với bản khai.", "Number and expiry agree with the form.")),
    BRING_CERTIFIED,
    required_when=PRIVATE,
    shown_when=PRIVATE,
    each="persons",
    max_files=3,
)
APPOINTMENT = Component(
    "appointment",
    Text("Quyết định bổ nhiệm chức vụ", "Decision of appointment"),
    article("Điều 12 khoản 2 điểm đ"),
    (*PLAIN, *CERTIFIED),
    (READABLE, Text("Chức vụ và ngày bổ nhiệm khớp với bản khai.", "Post and date agree with the form.")),
    BRING_PAPER,
    required_when=PRIVATE,
    shown_when=PRIVATE,
    each="persons",
)
INSURANCE = Component(
    "insurance_report",
    Text(
        "Báo cáo đóng bảo hiểm xã hội 12 tháng và quá trình đóng của người đề nghị",
        "Social insurance report of 12 months and each person's contributions",
    ),
    article("Điều 12 khoản 2 điểm e"),
    PLAIN,
    (READABLE, Text("Từng người đóng ít nhất 12 tháng ở chức vụ.", "Each person paid 12 months in the post.")),
    BRING_PAPER,
    required_when=PRIVATE,
    shown_when=PRIVATE,
)
FINANCE = Component(
    "financial_report",
    Text("Báo cáo quyết toán tài chính năm gần nhất", "Financial statement of the latest year"),
    article("Điều 12 khoản 2 điểm g"),
    PLAIN,
    (READABLE, Text("Đúng năm tài chính gần nhất.", "It is of the latest financial year.")),
    BRING_PAPER,
    required_when=PRIVATE,
    shown_when=PRIVATE,
)
STATE_APPOINTMENT = Component(
    "state_appointment",
    Text("Quyết định bổ nhiệm hoặc giao nhiệm vụ, bản sao chứng thực", "Certified decision of appointment or tasking"),
    article("Điều 11"),
    CERTIFIED,
    (SEALED, Text("Chức vụ thuộc nhóm 1 của Điều 9.", "The post belongs to group 1 of Article 9.")),
    BRING_CERTIFIED,
    required_when=STATE,
    shown_when=STATE,
    each="persons",
)
AUTHORISATION = Component(
    "authorisation",
    Text("Giấy ủy quyền hoặc giấy giới thiệu người nộp", "Authorisation or letter of introduction of the filer"),
    article("Điều 12 khoản 8"),
    PLAIN,
    (READABLE, Text("Đúng người nộp, còn thời hạn.", "It names the filer and is still valid.")),
    BRING_PAPER,
    required_when=AUTHORISED,
    shown_when=AUTHORISED,
    max_files=3,
)

_BY_LAW = (
    REQUEST,
    TAX,
    CONTRACT,
    PERFORMANCE,
    NEED,
    TRANSLATION,
    PASSPORT,
    APPOINTMENT,
    INSURANCE,
    FINANCE,
    STATE_APPOINTMENT,
    AUTHORISATION,
)
COMPONENTS = tuple(replace(one, must_show=MUST_SHOW[one.code]) for one in _BY_LAW)


def components_before_2023() -> tuple[Component, ...]:
    """The same papers by the local regulation of the time, each to be confirmed by the office."""
    return tuple(replace(one, citation=before_2023("thành phần hồ sơ")) for one in COMPONENTS)
