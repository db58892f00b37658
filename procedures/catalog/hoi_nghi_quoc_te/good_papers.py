"""What a good paper shows, told to the organiser before it is photographed and sent. No condition of the law may enter."""

from __future__ import annotations

from procedures.definition import Text

WHOLE = Text(
    "Đủ bốn góc, đủ trang, đọc được mọi chữ và số.", "All four corners, all pages, every word and number readable."
)
STAMPED = Text(
    "Chữ ký của người có thẩm quyền và dấu của đơn vị, hoặc chữ ký số.",
    "The authorised signature and the organiser's stamp, or an e-signature.",
)
ISSUED = Text("Số, ngày, nơi ban hành, chữ ký và dấu.", "Number, date, issuing body, signature and stamp.")

MUST_SHOW: dict[str, tuple[Text, ...]] = {
    "request_letter": (
        STAMPED,
        Text("Tên, thời gian, địa điểm giống như trong đề án.", "The same name, dates and places as in the proposal."),
        WHOLE,
    ),
    "proposal": (
        STAMPED,
        Text(
            "Đủ các trang, kể cả bảng đại biểu, kinh phí, chương trình.",
            "Every page, with participants, funding and programme.",
        ),
        WHOLE,
    ),
    "written_opinions": (
        Text(
            "Tên hội nghị và ý kiến rõ ràng: đồng ý hay không.", "The conference's name and a clear opinion: yes or no."
        ),
        ISSUED,
        WHOLE,
    ),
    "hosting_approval": (
        Text("Tên hội nghị, cấp cho phép.", "The conference's name and the authority that approves."),
        ISSUED,
        WHOLE,
    ),
    "papers": (
        Text(
            "Tên hội nghị, tên người trình bày ở đầu mỗi bài.",
            "The conference and the speaker at the head of each paper.",
        ),
        Text(
            "Chương trình có ngày, giờ, nội dung từng phiên.",
            "The programme names day, time and content of each session.",
        ),
        Text("Không có thông tin thuộc bí mật nhà nước.", "No information that is a state secret."),
    ),
    "translation": (
        Text(
            "Mỗi tài liệu tiếng nước ngoài một bản dịch đủ nội dung.", "One complete translation of each foreign paper."
        ),
        Text("Dấu của đơn vị tổ chức trên bản dịch.", "The organiser's stamp on the translation."),
        WHOLE,
    ),
}
