"""What officers keep beside a dossier, as fields and rules: notes, findings, papers changing hands. No clock of a dossier moves."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from procedures.clock.calendar import OFFICE_TIME, Calendar
from procedures.clock.working_time import add_working_minutes
from procedures.definition import Choice, DateRule, Field, Kind, Text

OK, MISSING, WRONG = "ok", "missing", "wrong"
FINDINGS = (
    Choice(OK, Text("Đạt", "In order")),
    Choice(MISSING, Text("Còn thiếu", "Missing")),
    Choice(WRONG, Text("Chưa đúng", "Wrong")),
)
FINDING = Field("finding", Kind.CHOICE, Text("Kết quả kiểm tra", "Finding"), choices=FINDINGS)
REMARK = Field("remark", Kind.TEXT, Text("Nhận xét", "Remark"), required=False, max_length=1000)
NOTE = Field("text", Kind.LONG_TEXT, Text("Nội dung ghi chú", "Note"), max_length=4000)
WHAT = Field("what", Kind.TEXT, Text("Giấy tờ bàn giao", "Papers handed over"), max_length=500)
COMMENT = Field(
    "comment", Kind.TEXT, Text("Ghi chú về lần sửa này", "About this change"), required=False, max_length=1000
)

LATE_IN_THE_DAY = time(15)
FIRST_HOUR = 60


def giving_fields(units: tuple[str, ...]) -> tuple[Field, ...]:
    """What the form of a hand-over asks; `units` are those one may hand to."""
    choices = tuple(Choice(name, Text(name, name)) for name in units)
    return WHAT, Field("to_unit", Kind.CHOICE, Text("Giao cho", "Handed to"), choices=choices)


def receive_by(calendar: Calendar, given_at: datetime) -> datetime:
    """The latest time of receiving: the same day, or within the first hour of the next working day after 15:00.

    Căn cứ: NĐ 61/2018/NĐ-CP, Điều 18.
    """
    local = given_at.astimezone(OFFICE_TIME)
    closing = calendar.closing_on(local.date())
    if closing is not None and local.time() < LATE_IN_THE_DAY and given_at < closing:
        return closing
    next_day = datetime.combine(local.date() + timedelta(days=1), time(), OFFICE_TIME)
    return add_working_minutes(calendar, next_day, FIRST_HOUR)


DRAFT_FIELDS = (
    Field("subject", Kind.TEXT, Text("Trích yếu", "Subject"), max_length=300),
    Field(
        "addressee",
        Kind.LONG_TEXT,
        Text("Nơi gửi đến (mỗi dòng một nơi)", "Addressees (one a line)"),
        required=False,
        max_length=1000,
    ),
    Field(
        "legal_bases",
        Kind.LONG_TEXT,
        Text("Căn cứ (mỗi dòng một căn cứ)", "Legal bases (one a line)"),
        required=False,
        max_length=4000,
    ),
    Field(
        "paragraphs",
        Kind.LONG_TEXT,
        Text("Nội dung (mỗi dòng một đoạn)", "Text (one paragraph a line)"),
        max_length=20_000,
    ),
    Field(
        "closing",
        Kind.LONG_TEXT,
        Text("Đoạn sau các bảng (mỗi dòng một đoạn)", "Text below the tables (one paragraph a line)"),
        required=False,
        max_length=4000,
    ),
    Field(
        "recipients",
        Kind.LONG_TEXT,
        Text("Nơi nhận (mỗi dòng một nơi)", "Copies to (one a line)"),
        required=False,
        max_length=2000,
    ),
    COMMENT,
)

REVISION_FIELDS = (
    Field(
        "in_force_from",
        Kind.DATE,
        Text("Áp dụng từ ngày", "In force from"),
        help=Text(
            "Hồ sơ nộp từ ngày này theo giá trị mới; hồ sơ đã nộp giữ giá trị cũ.",
            "Dossiers filed from this day on follow the new values; earlier ones keep theirs.",
        ),
        date_rule=DateRule.NOT_PAST,
    ),
    Field(
        "document",
        Kind.TEXT,
        Text("Văn bản quyết định", "Document that decides it"),
        help=Text("Ví dụ: Quyết định số 12/QĐ-SNgV ngày 05/10/2026.", "For example Decision 12/QĐ-SNgV."),
        max_length=200,
    ),
)
