"""What may be picked from: APEC economies and the posts that make a person eligible. No question may enter."""

from __future__ import annotations

from procedures.definition import Choice, Text


def _choices(*rows: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, Text(vi, en)) for value, vi, en in rows)


# The 21 economies of APEC; the United States and Canada are transitional members of the card scheme.
APEC_ECONOMIES = _choices(
    ("AU", "Ô-xtrây-li-a", "Australia"),
    ("BN", "Bru-nây", "Brunei Darussalam"),
    ("CA", "Ca-na-đa", "Canada"),
    ("CL", "Chi-lê", "Chile"),
    ("CN", "Trung Quốc", "China"),
    ("HK", "Hồng Công (Trung Quốc)", "Hong Kong, China"),
    ("ID", "In-đô-nê-xi-a", "Indonesia"),
    ("JP", "Nhật Bản", "Japan"),
    ("KR", "Hàn Quốc", "Republic of Korea"),
    ("MY", "Ma-lai-xi-a", "Malaysia"),
    ("MX", "Mê-hi-cô", "Mexico"),
    ("NZ", "Niu Di-lân", "New Zealand"),
    ("PG", "Pa-pua Niu Ghi-nê", "Papua New Guinea"),
    ("PE", "Pê-ru", "Peru"),
    ("PH", "Phi-líp-pin", "Philippines"),
    ("RU", "Liên bang Nga", "Russia"),
    ("SG", "Xinh-ga-po", "Singapore"),
    ("TW", "Đài Bắc Trung Hoa", "Chinese Taipei"),
    ("TH", "Thái Lan", "Thailand"),
    ("US", "Hoa Kỳ", "United States"),
    ("VN", "Việt Nam", "Viet Nam"),
)
# The partner is in another economy than one's own.
PARTNER_ECONOMIES = tuple(one for one in APEC_ECONOMIES if one.value != "VN")

# QĐ 09/2023/QĐ-TTg, Điều 9 khoản 3.
PRIVATE_POSTS = _choices(
    ("owner", "Chủ doanh nghiệp tư nhân", "Owner of a private enterprise"),
    ("members_chair", "Chủ tịch Hội đồng thành viên", "Chairperson of the members' council"),
    ("members_member", "Thành viên Hội đồng thành viên", "Member of the members' council"),
    ("board_chair", "Chủ tịch Hội đồng quản trị", "Chairperson of the board"),
    ("board_member", "Thành viên Hội đồng quản trị", "Member of the board"),
    ("company_president", "Chủ tịch công ty", "President of the company"),
    ("general_director", "Tổng giám đốc, Giám đốc", "General director, director"),
    ("deputy_director", "Phó Tổng giám đốc, Phó Giám đốc", "Deputy general director, deputy director"),
    ("coop_chair", "Chủ tịch Hội đồng quản trị hợp tác xã", "Chairperson of a cooperative's board"),
    ("coop_member", "Thành viên Hội đồng quản trị hợp tác xã", "Member of a cooperative's board"),
    ("coop_director", "Tổng giám đốc, Giám đốc hợp tác xã", "Director of a cooperative"),
    ("chief_accountant", "Kế toán trưởng", "Chief accountant"),
    ("unit_director", "Giám đốc bộ phận", "Director of a unit"),
    ("department_head", "Trưởng phòng", "Head of department"),
    ("branch_head", "Trưởng chi nhánh", "Head of branch"),
)

# QĐ 09/2023/QĐ-TTg, Điều 9 khoản 1.
STATE_POSTS = _choices(
    ("members_chair", "Chủ tịch Hội đồng thành viên", "Chairperson of the members' council"),
    ("members_member", "Thành viên Hội đồng thành viên", "Member of the members' council"),
    ("board_chair", "Chủ tịch Hội đồng quản trị", "Chairperson of the board"),
    ("board_member", "Thành viên Hội đồng quản trị", "Member of the board"),
    ("company_president", "Chủ tịch công ty", "President of the company"),
    ("general_director", "Tổng giám đốc, Giám đốc", "General director, director"),
    ("deputy_director", "Phó Tổng giám đốc, Phó Giám đốc", "Deputy general director, deputy director"),
    ("zones_head", "Trưởng, Phó ban quản lý khu công nghiệp, khu kinh tế", "Head or deputy head of a zones' authority"),
    ("chief_accountant", "Kế toán trưởng", "Chief accountant"),
    ("board_head", "Trưởng ban, Phó trưởng ban", "Head or deputy head of a board"),
    ("department_head", "Trưởng phòng, Phó trưởng phòng", "Head or deputy head of department"),
    ("branch_head", "Trưởng chi nhánh", "Head of branch"),
)

SEXES = _choices(("male", "Nam", "Male"), ("female", "Nữ", "Female"))
CURRENCIES = _choices(
    ("USD", "Đô la Mỹ (USD)", "US dollar (USD)"),
    ("VND", "Đồng Việt Nam (VND)", "Vietnamese dong (VND)"),
    ("EUR", "Ơ-rô (EUR)", "Euro (EUR)"),
    ("JPY", "Yên Nhật (JPY)", "Japanese yen (JPY)"),
    ("CNY", "Nhân dân tệ (CNY)", "Chinese yuan (CNY)"),
    ("KRW", "Uôn Hàn Quốc (KRW)", "Korean won (KRW)"),
    ("AUD", "Đô la Úc (AUD)", "Australian dollar (AUD)"),
    ("SGD", "Đô la Xinh-ga-po (SGD)", "Singapore dollar (SGD)"),
    ("OTHER", "Đồng tiền khác", "Another currency"),
)


def label_of(choices: tuple[Choice, ...], value: str) -> str:
    """The Vietnamese label of a picked value; a value that is not in the list stays as it was written."""
    return next((one.label.vi for one in choices if one.value == value), value)


def post_of(person: dict) -> str:
    """The Vietnamese name of a person's post, whichever of the two lists it was picked from."""
    if person.get("state_post"):
        return label_of(STATE_POSTS, person["state_post"])
    return label_of(PRIVATE_POSTS, person.get("post", ""))
