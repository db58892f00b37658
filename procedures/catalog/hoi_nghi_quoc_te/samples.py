"""Complete, valid answers of plainly fictional organisers and conferences, for demonstration data and tests. Nothing real may enter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

FAR_AWAY = date(2029, 3, 5)
ORGANISERS = (
    ("Trường Đại học Ví Dụ", "4399000011"),
    ("Viện Nghiên cứu Mẫu", "4399000029"),
    ("Trung tâm Xúc tiến Giả Định", "4399000036"),
    ("Sở Minh Họa", "4399000043"),
)
FOREIGN_ORGANISERS = (
    ("Quỹ Minh Họa Hàn Quốc", "Sample Foundation of Korea", "KR"),
    ("Viện Trao đổi Ví Dụ Nhật Bản", "Example Exchange Institute of Japan", "JP"),
)
THEMES = (
    ("Phát triển du lịch biển bền vững", "Sustainable Coastal Tourism"),
    ("Chuyển đổi số trong giáo dục đại học", "Digital Change in Higher Education"),
    ("Liên kết vùng trong nông nghiệp sạch", "Regional Links in Clean Farming"),
    ("Hợp tác địa phương về logistics", "Local Partnership in Logistics"),
)
PEOPLE = ("Nguyễn Thị Ví Dụ", "Trần Văn Mẫu", "Lê Thị Giả Định", "Phạm Văn Minh Họa", "Võ Thị Thử Nghiệm")
GUESTS = (
    ("LA", "Trường Đại học Mẫu Nam Lào"),
    ("KR", "Sample University"),
    ("JP", "Example Institute"),
    ("TH", "Model College"),
)


def sample_answers(
    n: int, on: date | None = None, *, variant: str = "permit_province", foreign: bool = False
) -> dict[str, Any]:
    """Answers that lead to `variant` and pass on any day from 2021 to January 2029; with `on`, some 60 days after it.

    `foreign` makes the organiser a foreign organisation licensed in Viet Nam.
    """
    start = on + timedelta(days=60 + n % 7) if on else FAR_AWAY + timedelta(days=n % 20)
    end = start + timedelta(days=1)
    to_the_pm, hosting = variant.endswith("_pm"), variant.startswith("host")
    answers = {
        **_entrance(hosting, to_the_pm, foreign),
        **_organiser(n, foreign),
        **_event(n, start, end),
        **_people_and_money(n, to_the_pm),
        "needs_opinion": False,
        "result_by": "online",
        "declare_true": True,
        "declare_duties": True,
    }
    return answers | (_hosting() if hosting else _programme(n, start, end))


def _entrance(hosting: bool, to_the_pm: bool, foreign: bool) -> dict[str, Any]:
    return {
        "state_secret": False,
        "event_kind": "conference",
        "request": "host" if hosting else "permit",
        "organiser_kind": "foreign" if foreign else "local",
        "foreign_element": ["participants", "organiser"] if foreign else ["participants"],
        "top_rank": "minister" if to_the_pm else "below",
        "topics": ["none"],
    }


def _organiser(n: int, foreign: bool) -> dict[str, Any]:
    person = PEOPLE[n % len(PEOPLE)]
    contact = {
        "organiser_address": f"Số {n % 200 + 1} đường Ví Dụ, phường Mẫu",
        "signer_name": person,
        "signer_title": "Trưởng Đại diện" if foreign else "Hiệu trưởng",
        "contact_name": PEOPLE[(n + 2) % len(PEOPLE)],
        "contact_phone": f"+849050{n % 100_000:05d}",
        "contact_email": f"hoi-thao-{n}@example.vn",
    }
    if not foreign:
        name, tax_code = ORGANISERS[n % len(ORGANISERS)]
        return {"organiser_name": name, "organiser_tax_code": tax_code, **contact}
    name, english, country = FOREIGN_ORGANISERS[n % len(FOREIGN_ORGANISERS)]
    return {
        "organiser_name": f"{name} ({english})",
        "organiser_country": country,
        "licence_number": f"{n % 900 + 100}/GP-VD",
        "licence_on": "2019-05-20",
        "licence_by": "Cơ quan cấp phép Ví Dụ",
        **contact,
    }


def _event(n: int, start: date, end: date) -> dict[str, Any]:
    name_vi, name_en = THEMES[n % len(THEMES)]
    return {
        "name_vi": f"Hội thảo quốc tế {name_vi} lần thứ {n + 1}",
        "name_en": f"International Seminar on {name_en} No. {n + 1}",
        "purpose": "Trao đổi kinh nghiệm và tìm cơ hội hợp tác giữa các đơn vị trong tỉnh và đối tác nước ngoài.",
        "context": "Các bên đã có thỏa thuận hợp tác và thống nhất tổ chức hội thảo hằng năm.",
        "starts_on": start.isoformat(),
        "ends_on": end.isoformat(),
        "form": "hybrid",
        "technology": "Hệ thống truyền hình hội nghị Ví Dụ",
        "places": [
            {"kind": "venue", "where": "here", "address": "Hội trường Mẫu, số 1 đường Ví Dụ"},
            {
                "kind": "bridge",
                "where": "abroad",
                "country": GUESTS[n % len(GUESTS)][0],
                "address": "Phòng họp trực tuyến Mẫu",
            },
        ],
    }


def _people_and_money(n: int, to_the_pm: bool) -> dict[str, Any]:
    country, organisation = GUESTS[n % len(GUESTS)]
    guests = [{"country": country, "organisation": organisation, "rank": "below", "count": 10 + n % 5}]
    if to_the_pm:
        guests.append({"country": country, "organisation": "Bộ Minh Họa", "rank": "minister", "count": 1})
    return {
        "vn_count": 40 + n % 30,
        "vn_bodies": "Sở Minh Họa; Trường Đại học Ví Dụ",
        "foreign_count": sum(one["count"] for one in guests),
        "participants": guests,
        "funding": [{"source": "own", "payer": "Đơn vị tổ chức", "amount_vnd": 150_000_000 + n % 10 * 5_000_000}],
    }


def _programme(n: int, start: date, end: date) -> dict[str, Any]:
    return {
        "programme": [
            {"day": start.isoformat(), "from_time": "08:00", "to_time": "11:30", "content": "Khai mạc, phiên toàn thể"},
            {"day": end.isoformat(), "from_time": "08:00", "to_time": "11:00", "content": "Thảo luận nhóm, bế mạc"},
        ],
        "speakers": [
            {
                "name": "Kim Sample",
                "country": GUESTS[n % len(GUESTS)][0],
                "position": "Giảng viên, Sample University",
                "title": "Kinh nghiệm hợp tác địa phương",
            }
        ],
        "papers": "vi",
        "has_hosting_approval": False,
    }


def _hosting() -> dict[str, Any]:
    return {
        "hosting_reason": "Đến lượt đơn vị đăng cai theo thỏa thuận luân phiên.",
        "hosting_theme": "Hợp tác địa phương",
        "hosting_participants": "Các trường đại học và viện nghiên cứu trong mạng lưới.",
        "hosting_budget": "Khoảng 200 triệu đồng, kinh phí của đơn vị và tài trợ.",
    }
