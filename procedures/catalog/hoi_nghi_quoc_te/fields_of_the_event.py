"""The pages about the event itself: when, where, who comes, who pays, what happens. No rule may enter."""

from __future__ import annotations

from typing import Any

from procedures.catalog.hoi_nghi_quoc_te import choices
from procedures.catalog.hoi_nghi_quoc_te.sources import FORM_01, MEANING, NOT_IN_PERSON, PERMIT
from procedures.definition import DateRule, Field, Group, Kind, Page, Text, When


def ask(name: str, kind: Kind, vi: str, en: str, **more: Any) -> Field:
    return Field(name, kind, Text(vi, en), **more)


CONFERENCE = Page(
    "conference",
    Text("Hội nghị, hội thảo", "The conference"),
    (
        ask("name_vi", Kind.TEXT, "Tên bằng tiếng Việt", "Name in Vietnamese", max_length=300, citation=FORM_01),
        ask("name_en", Kind.TEXT, "Tên bằng tiếng Anh", "Name in English", required=False, max_length=300),
        ask("purpose", Kind.LONG_TEXT, "Mục đích", "Purpose", max_length=4000),
        ask("context", Kind.LONG_TEXT, "Bối cảnh, sự cần thiết", "Context and need", max_length=4000),
        ask(
            "starts_on",
            Kind.DATE,
            "Ngày bắt đầu",
            "First day",
            date_rule=DateRule.NOT_PAST,
            help=Text(
                "Nên nộp hồ sơ trước ít nhất 30 ngày; 40 ngày nếu do Thủ tướng Chính phủ cho phép.",
                "File at least 30 days before; 40 days when the Prime Minister decides.",
            ),
        ),
        ask("ends_on", Kind.DATE, "Ngày kết thúc", "Last day", date_rule=DateRule.NOT_PAST),
        ask("form", Kind.CHOICE, "Hình thức tổ chức", "How it is held", choices=choices.FORMS, citation=MEANING),
        ask(
            "technology",
            Kind.TEXT,
            "Công nghệ, nền tảng họp trực tuyến",
            "Technology or platform of the online meeting",
            max_length=250,
            shown_when=NOT_IN_PERSON,
            help=Text("Ví dụ: hệ thống truyền hình hội nghị của tỉnh.", "For example a video-conference system."),
        ),
    ),
)

PLACES = Page(
    "places_page",
    Text("Địa điểm và điểm cầu", "Places and bridge sites"),
    (
        Group(
            "places",
            Text("Địa điểm, điểm cầu", "Venues and bridge sites"),
            Text("Địa điểm", "Place"),
            (
                ask("kind", Kind.CHOICE, "Loại", "Kind", choices=choices.PLACE_KINDS),
                ask("where", Kind.CHOICE, "Ở đâu", "Where", choices=choices.WHERE),
                ask(
                    "province",
                    Kind.TEXT,
                    "Tỉnh, thành phố",
                    "Province or city",
                    max_length=100,
                    shown_when=When("where", ("elsewhere",)),
                ),
                ask("country", Kind.COUNTRY, "Nước", "Country", shown_when=When("where", ("abroad",))),
                ask("address", Kind.TEXT, "Tên và địa chỉ", "Name and address", max_length=300),
            ),
            max_items=60,
        ),
    ),
    Text(
        "Cần có ít nhất một địa điểm hoặc điểm cầu trong tỉnh.",
        "At least one venue or bridge site (a room from which people join online) must be in this province.",
    ),
)

PARTICIPANTS = Page(
    "participants_page",
    Text("Đại biểu", "Participants"),
    (
        ask(
            "vn_count",
            Kind.INTEGER,
            "Số đại biểu Việt Nam",
            "Number of Vietnamese participants",
            minimum=0,
            maximum=100_000,
        ),
        ask(
            "vn_bodies",
            Kind.LONG_TEXT,
            "Cơ quan Việt Nam tham dự",
            "Vietnamese bodies taking part",
            max_length=2000,
            required=False,
        ),
        ask(
            "foreign_count",
            Kind.INTEGER,
            "Tổng số đại biểu nước ngoài",
            "Total number of foreign participants",
            minimum=0,
            maximum=100_000,
        ),
        Group(
            "participants",
            Text("Đại biểu nước ngoài theo nước và cấp bậc", "Foreign participants by country and rank"),
            Text("Nhóm đại biểu", "Group of participants"),
            (
                ask("country", Kind.COUNTRY, "Nước", "Country"),
                ask(
                    "organisation",
                    Kind.TEXT,
                    "Cơ quan, tổ chức",
                    "Organisation",
                    max_length=250,
                    required=False,
                ),
                ask("rank", Kind.CHOICE, "Cấp bậc", "Rank", choices=choices.RANKS),
                ask("count", Kind.INTEGER, "Số người", "Number of people", minimum=1, maximum=100_000),
            ),
            min_items=0,
            max_items=200,
        ),
    ),
)

FUNDING = Page(
    "funding_page",
    Text("Kinh phí", "Funding"),
    (
        Group(
            "funding",
            Text("Nguồn kinh phí", "Sources of funding"),
            Text("Nguồn", "Source"),
            (
                ask("source", Kind.CHOICE, "Loại nguồn", "Kind of source", choices=choices.SOURCES_OF_MONEY),
                ask("payer", Kind.TEXT, "Ai chi trả", "Who pays", max_length=250),
                ask("amount_vnd", Kind.MONEY, "Số tiền (đồng)", "Amount (VND)", minimum=0, maximum=10**13),
            ),
            max_items=30,
        ),
    ),
)

PROGRAMME = Page(
    "programme_page",
    Text("Chương trình", "Programme"),
    (
        Group(
            "programme",
            Text("Chương trình dự kiến", "Draft programme"),
            Text("Phiên làm việc", "Session"),
            (
                ask("day", Kind.DATE, "Ngày", "Day"),
                ask("from_time", Kind.TIME, "Từ", "From"),
                ask("to_time", Kind.TIME, "Đến", "To", required=False),
                ask("content", Kind.TEXT, "Nội dung", "Content", max_length=500),
            ),
            max_items=150,
        ),
        ask(
            "side_events",
            Kind.LONG_TEXT,
            "Hoạt động bên lề",
            "Side events",
            required=False,
            max_length=2000,
            help=Text("Tham quan, triển lãm, chiêu đãi…", "Visits, exhibitions, receptions…"),
        ),
    ),
    shown_when=PERMIT,
)

SPEAKERS = Page(
    "speakers_page",
    Text("Diễn giả và tham luận", "Speakers and papers"),
    (
        Group(
            "speakers",
            Text("Diễn giả", "Speakers"),
            Text("Diễn giả", "Speaker"),
            (
                ask("name", Kind.TEXT, "Họ và tên", "Full name", max_length=120),
                ask("country", Kind.COUNTRY, "Quốc tịch", "Nationality"),
                ask("position", Kind.TEXT, "Chức vụ, cơ quan", "Position and organisation", max_length=250),
                ask("title", Kind.TEXT, "Tên tham luận", "Title of the paper", max_length=300, required=False),
            ),
            min_items=0,
            max_items=100,
        ),
        ask(
            "papers",
            Kind.CHOICE,
            "Đã có dự thảo tham luận, bài phát biểu chưa?",
            "Are there draft papers or speeches?",
            choices=choices.PAPER_LANGUAGES,
        ),
    ),
    shown_when=PERMIT,
)

EVENT_PAGES = (CONFERENCE, PLACES, PARTICIPANTS, FUNDING, PROGRAMME, SPEAKERS)
