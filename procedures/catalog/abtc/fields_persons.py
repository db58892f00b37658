"""The page of the persons for whom the permission is asked. No rule may enter."""

from __future__ import annotations

from procedures.catalog.abtc.picklists import PRIVATE_POSTS, SEXES, STATE_POSTS
from procedures.catalog.abtc.sources import article
from procedures.definition import DateRule, Field, Group, Kind, Page, Text, When

PRIVATE = When("group", ("private",))
STATE = When("group", ("state",))

IDENTITY = (
    Field(
        "full_name",
        Kind.TEXT,
        Text("Họ và tên", "Full name"),
        help=Text("Ghi như trong hộ chiếu, có dấu.", "As in the passport, with accents."),
        max_length=120,
    ),
    Field(
        "born_on",
        Kind.DATE,
        Text("Ngày sinh", "Date of birth"),
        date_rule=DateRule.NOT_FUTURE,
        citation=article("Điều 8 khoản 3"),
    ),
    Field("sex", Kind.CHOICE, Text("Giới tính", "Sex"), choices=SEXES),
    Field(
        "personal_id",
        Kind.PERSONAL_ID,
        Text("Số định danh cá nhân (căn cước)", "Personal identification number"),
        help=Text("12 chữ số.", "12 digits."),
        max_length=12,
    ),
    Field(
        "passport_number",
        Kind.PASSPORT,
        Text("Số hộ chiếu đang dùng", "Number of the passport in use"),
        help=Text(
            "Số hộ chiếu trên thẻ phải đúng số hộ chiếu đang dùng.",
            "The card must bear the number of the passport in use.",
        ),
        max_length=9,
        citation=article("Điều 6 khoản 4"),
    ),
    Field(
        "passport_issued_on", Kind.DATE, Text("Ngày cấp hộ chiếu", "Passport issued on"), date_rule=DateRule.NOT_FUTURE
    ),
    Field(
        "passport_expires_on",
        Kind.DATE,
        Text("Hộ chiếu có giá trị đến", "Passport valid until"),
        citation=article("Điều 12 khoản 2 điểm d"),
    ),
)

POST = (
    Field(
        "post",
        Kind.CHOICE,
        Text("Chức vụ", "Post"),
        help=Text("Theo quyết định bổ nhiệm.", "As in the decision of appointment."),
        choices=PRIVATE_POSTS,
        shown_when=PRIVATE,
        citation=article("Điều 9 khoản 3"),
    ),
    Field(
        "state_post",
        Kind.CHOICE,
        Text("Chức vụ", "Post"),
        help=Text("Theo quyết định bổ nhiệm.", "As in the decision of appointment."),
        choices=STATE_POSTS,
        shown_when=STATE,
        citation=article("Điều 9 khoản 1"),
    ),
    Field(
        "appointed_on",
        Kind.DATE,
        Text("Giữ chức vụ này từ ngày", "In this post since"),
        date_rule=DateRule.NOT_FUTURE,
        citation=article("Điều 8 khoản 3"),
    ),
    Field(
        "insurance_months",
        Kind.INTEGER,
        Text("Số tháng đóng bảo hiểm xã hội ở chức vụ này", "Months of social insurance paid in this post"),
        minimum=0,
        maximum=720,
        shown_when=PRIVATE,
        citation=article("Điều 12 khoản 2 điểm e"),
    ),
    Field(
        "exception_claimed",
        Kind.YES_NO,
        Text(
            "Người này thuộc trường hợp ngoại lệ về 12 tháng giữ chức vụ?",
            "Is this person an exception to the 12 months in the post?",
        ),
        help=Text(
            "Phần lớn trả lời “Không”. Cán bộ sẽ kiểm tra trường hợp ngoại lệ.",
            "Most people answer “No”. An officer checks an exception.",
        ),
        citation=article("Điều 12 khoản 2 điểm e"),
    ),
    Field(
        "exception_reason",
        Kind.LONG_TEXT,
        Text("Nêu rõ trường hợp ngoại lệ", "Explain the exception"),
        max_length=1000,
        shown_when=When("exception_claimed", (True,)),
        citation=article("Điều 12 khoản 2 điểm e"),
    ),
)

PERSONS = Page(
    "persons",
    Text("Những người đề nghị được sử dụng thẻ", "The persons who will use the card"),
    (
        Group(
            "persons",
            Text("Danh sách người đề nghị", "List of persons"),
            Text("Người", "Person"),
            (*IDENTITY, *POST),
            min_items=1,
            max_items=20,
        ),
    ),
    Text(
        "Một hồ sơ gồm một hoặc nhiều người của cùng một doanh nghiệp. Từng người được xem xét riêng.",
        "One dossier holds one or several persons of one enterprise. Each is decided separately.",
    ),
)
