"""What a good paper shows, told to the applicant before it is handed in. No condition of the law may enter."""

from __future__ import annotations

from procedures.definition import Text

WHOLE = Text(
    "Đủ bốn góc, đủ trang, đọc được mọi chữ và số.", "All four corners, all pages, every word and number readable."
)

MUST_SHOW: dict[str, tuple[Text, ...]] = {
    "declaration": (
        Text("Chữ ký của người khai.", "The signature of the one who declares."),
        Text("Danh mục ghi đúng từng giấy tờ nộp kèm.", "The list names each paper handed in."),
    ),
    "identity": (
        Text("Ảnh, họ tên, số giấy tờ; còn hạn.", "Photo, name and number; still valid."),
        Text(
            "Thẻ thì chụp cả hai mặt, hộ chiếu thì chụp trang có ảnh.",
            "Both sides of a card; of a passport the page with the photo.",
        ),
        WHOLE,
    ),
    "original": (
        Text(
            "Dấu, chữ ký, họ tên và chức danh người ký đọc được.",
            "Seal, signature, name and title of the signer are readable.",
        ),
        Text(
            "Số và ngày cấp; nguyên vẹn, không tẩy xóa, sửa chữa.",
            "Number and date; intact, without erasure or correction.",
        ),
        Text("Kèm 01 bản sao của từng giấy tờ.", "One copy of each paper comes with it."),
    ),
    "foreign_certification": (
        Text(
            "Dấu, chữ ký của cơ quan đã chứng nhận ở nước cấp.",
            "Seal and signature of the certifying body of that state.",
        ),
        Text(
            "Chứng nhận nằm trên giấy tờ hoặc đính liền, có dấu giáp lai.",
            "It is on the paper or fixed to it, stamped across.",
        ),
        WHOLE,
    ),
    "translation": (
        Text(
            "Tiếng Việt hoặc tiếng Anh, đủ nội dung cả dấu và lời chứng.",
            "Vietnamese or English, complete, seals and certifying words too.",
        ),
        Text("Đính kèm đúng giấy tờ được dịch.", "It is attached to the paper it translates."),
        WHOLE,
    ),
    "envelope": (
        Text("Họ tên, địa chỉ đủ đến số nhà và xã, phường.", "Name and the full address."),
        Text("Số điện thoại người nhận.", "The phone number of the one who receives it."),
    ),
}
