"""What a good paper shows, told to the applicant before it is photographed and sent. No condition of the law may enter."""

from __future__ import annotations

from procedures.definition import Text

WHOLE = Text(
    "Đủ bốn góc, đủ trang, không lóa, đọc được mọi con số.",
    "All four corners and pages, no glare, every number readable.",
)
SIGNED = Text("Có chữ ký và dấu của nơi lập.", "It bears the signature and seal of who made it.")
CERTIFIED = Text(
    "Thấy rõ lời chứng, chữ ký và dấu của nơi chứng thực.", "The certifying words, signature and seal are clearly seen."
)

MUST_SHOW: dict[str, tuple[Text, ...]] = {
    "request_letter": (
        Text(
            "Chữ ký của người đại diện theo pháp luật, dấu doanh nghiệp.",
            "The legal representative's signature and the seal.",
        ),
        Text("Đủ tên và số hộ chiếu của từng người.", "Each person's name and passport number."),
        WHOLE,
    ),
    "tax_report": (
        Text(
            "Tên doanh nghiệp, mã số thuế, đủ 12 tháng gần nhất.", "Enterprise, tax code and all of the last 12 months."
        ),
        Text("Có phần thuế thu nhập của từng người đề nghị.", "The income tax of each person asking for the card."),
        WHOLE,
    ),
    "contract": (
        Text(
            "Tên đối tác, nền kinh tế APEC, số và ngày ký.",
            "The partner, its APEC economy, number and date of signing.",
        ),
        Text("Chữ ký của cả hai bên.", "The signatures of both sides."),
        CERTIFIED,
    ),
    "performance_proof": (
        Text("Nhắc đến đúng số hợp đồng hoặc đối tác đã khai.", "It names the contract or the partner you declared."),
        Text("Ngày và số tiền hoặc số hàng.", "The date and the amount of money or goods."),
        WHOLE,
    ),
    "need_proof": (
        Text("Tên đối tác và nền kinh tế APEC.", "The partner and its APEC economy."),
        Text("Việc hợp tác cần đi lại nhiều lần.", "The cooperation that needs repeated travel."),
        WHOLE,
    ),
    "translation": (
        Text(
            "Mỗi giấy tờ tiếng nước ngoài có một bản dịch đủ nội dung.",
            "One complete translation of each foreign paper.",
        ),
        CERTIFIED,
    ),
    "passport": (
        Text("Trang có ảnh: họ tên, số hộ chiếu, ngày sinh.", "The page with the photo: name, number, date of birth."),
        Text("Ngày hết hạn: hộ chiếu còn giá trị.", "The date of expiry: the passport is still valid."),
        CERTIFIED,
        WHOLE,
    ),
    "appointment": (
        Text("Họ tên, chức vụ, ngày bắt đầu giữ chức vụ.", "Name, post and the day it began."),
        SIGNED,
        WHOLE,
    ),
    "insurance_report": (
        Text("Đủ 12 tháng, có tên từng người đề nghị.", "All 12 months, with the name of each person."),
        Text("Chức vụ đóng bảo hiểm khớp với chức vụ đã khai.", "The insured post agrees with the post you declared."),
        WHOLE,
    ),
    "financial_report": (
        Text("Năm tài chính gần nhất, tên doanh nghiệp.", "The latest financial year and the enterprise's name."),
        SIGNED,
        WHOLE,
    ),
    "state_appointment": (
        Text(
            "Họ tên, chức vụ hoặc nhiệm vụ, số và ngày quyết định.",
            "Name, post or task, number and date of the decision.",
        ),
        CERTIFIED,
        WHOLE,
    ),
    "authorisation": (
        Text(
            "Tên người ủy quyền, tên và số giấy tờ của người nộp.",
            "Who authorises; the filer's name and identity number.",
        ),
        Text("Việc được ủy quyền và thời hạn, còn hiệu lực.", "What is authorised and until when; it is still valid."),
        SIGNED,
    ),
}
