"""Invented names, plain to see as such and yet like names: people, enterprises, organisers, events. No account is made here."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Phan")
MARKS = ("Mẫu", "Ví", "Dụ", "Thí", "Giả", "Định")
GIVEN_OF_MEN = ("An", "Bình", "Cường", "Dũng", "Hải", "Khánh", "Long", "Minh", "Nam", "Phong", "Quân", "Sơn", "Tùng")
GIVEN_OF_WOMEN = ("Chi", "Dung", "Giang", "Hà", "Lan", "Mai", "Nga", "Oanh", "Thảo", "Trang", "Uyên", "Vân", "Yến")


def person_name(rng: Random, female: bool) -> str:
    """E.g. "Trần Thị Mẫu Lan"; nobody bears such a name."""
    given = rng.choice(GIVEN_OF_WOMEN if female else GIVEN_OF_MEN)
    return f"{rng.choice(FAMILIES)} {'Thị' if female else 'Văn'} {rng.choice(MARKS)} {given}"


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented enterprise; `state` is one owned by the state."""

    name: str
    trade: str
    address: str
    state: bool = False


FIRMS = (
    Firm("Công ty TNHH Thủy sản Vịnh Giả Định", "Chế biến thủy sản", "Lô B3, Cụm công nghiệp Ví Dụ, xã Sông Mẫu"),
    Firm("Công ty CP Chế biến gỗ Rừng Mẫu", "Chế biến gỗ xuất khẩu", "Lô C12, Khu công nghiệp Mẫu, phường Ví Dụ"),
    Firm("Công ty TNHH Dệt may Sợi Thí Dụ", "May mặc xuất khẩu", "Số 41 đường Giả Định, phường Mẫu"),
    Firm("Công ty CP Cà phê Cao nguyên Ví Dụ", "Rang xay, xuất khẩu cà phê", "Thôn Mẫu, xã Đồi Ví Dụ"),
    Firm("Công ty TNHH Cơ khí Chính xác Minh Họa", "Cơ khí chính xác", "Lô A7, Khu công nghiệp Mẫu, phường Ví Dụ"),
    Firm("Công ty CP Du lịch Biển Tưởng Tượng", "Lữ hành, lưu trú", "Số 9 đường Bãi Mẫu, phường Biển Ví Dụ"),
    Firm("Công ty TNHH Đá ốp lát Núi Giả Sử", "Khai thác, chế biến đá", "Cụm công nghiệp Núi Mẫu, xã Ví Dụ"),
    Firm("Công ty TNHH Phần mềm Sóng Thử", "Phát triển phần mềm", "Tầng 5, tòa nhà Mẫu, phường Ví Dụ"),
    Firm("Công ty CP Dược liệu Đồng Mẫu", "Chế biến dược liệu", "Số 120 đường Ví Dụ, phường Mẫu"),
    Firm("Công ty TNHH Nội thất Nhà Thí Dụ", "Sản xuất đồ nội thất", "Lô D1, Khu công nghiệp Mẫu, phường Ví Dụ"),
    Firm("Công ty CP Logistics Cảng Giả Định", "Kho vận, đại lý tàu biển", "Số 2 đường Cảng Mẫu, phường Biển Ví Dụ"),
    Firm("Công ty TNHH Thực phẩm Hạt Ví Dụ", "Chế biến hạt điều", "Cụm công nghiệp Ví Dụ, xã Sông Mẫu"),
    Firm("Công ty CP Nhựa Bao bì Mẫu Mực", "Bao bì nhựa", "Lô B9, Khu công nghiệp Mẫu, phường Ví Dụ"),
    Firm("Công ty TNHH Điện tử Linh kiện Thử Nghiệm", "Lắp ráp linh kiện điện tử", "Lô E4, Khu công nghiệp Mẫu"),
    Firm("Công ty TNHH MTV Cấp nước Nhà nước Giả Định", "Cấp nước", "Số 1 đường Hồ Mẫu, phường Ví Dụ", True),
    Firm("Công ty TNHH MTV Khai thác cảng Nhà nước Mẫu", "Khai thác cảng", "Số 1 đường Cảng Mẫu", True),
)


@dataclass(frozen=True, slots=True)
class Organiser:
    """An invented body of the province that holds conferences."""

    name: str
    kind: str
    address: str
    head: str


ORGANISERS = (
    Organiser("Trường Đại học Giả Định", "local", "Số 170 đường Ví Dụ, phường Mẫu", "Hiệu trưởng"),
    Organiser("Trường Cao đẳng Y tế Thí Dụ", "local", "Số 30 đường Mẫu, phường Ví Dụ", "Hiệu trưởng"),
    Organiser(
        "Trung tâm Khoa học và Giáo dục liên ngành Ví Dụ", "local", "Thung lũng Mẫu, phường Biển Ví Dụ", "Giám đốc"
    ),
    Organiser("Trung tâm Xúc tiến Đầu tư Minh Họa", "local", "Số 35 đường Mẫu, phường Ví Dụ", "Giám đốc"),
    Organiser("Hiệp hội Gỗ và Lâm sản Giả Sử", "association", "Số 8 đường Rừng Mẫu, phường Ví Dụ", "Chủ tịch"),
    Organiser("Hội Hữu nghị các dân tộc Tưởng Tượng", "association", "Số 3 đường Hữu Nghị Mẫu", "Chủ tịch"),
    Organiser("Bệnh viện Đa khoa Thử Nghiệm", "local", "Số 106 đường Mẫu, phường Ví Dụ", "Giám đốc"),
)
FOREIGN_ORGANISERS = (
    ("Quỹ Giao lưu Minh Họa Hàn Quốc", "Sample Exchange Foundation of Korea", "KR"),
    ("Viện Hợp tác Ví Dụ Nhật Bản", "Example Cooperation Institute of Japan", "JP"),
    ("Tổ chức Phát triển Thí Dụ Đức", "Instance Development Organisation, Germany", "DE"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """An invented conference."""

    vi: str
    en: str
    purpose: str


EVENTS = (
    Event(
        "Du lịch biển và cộng đồng ven bờ",
        "Coastal Tourism and Shore Communities",
        "Trao đổi mô hình du lịch có lợi cho người dân ven biển.",
    ),
    Event(
        "Chuyển đổi số trong trường đại học",
        "Digital Change at Universities",
        "Chia sẻ kinh nghiệm quản trị số và học liệu mở.",
    ),
    Event(
        "Liên kết vùng trong nông nghiệp sạch",
        "Regional Links in Clean Farming",
        "Tìm đối tác cho chuỗi nông sản sạch của tỉnh.",
    ),
    Event(
        "Logistics cảng nhỏ và vừa",
        "Logistics of Small and Medium Ports",
        "Học kinh nghiệm vận hành cảng vừa của địa phương bạn.",
    ),
    Event(
        "Vật lý lý thuyết cho nhà nghiên cứu trẻ",
        "Theoretical Physics for Young Researchers",
        "Tập huấn cho nhà nghiên cứu trẻ trong khu vực.",
    ),
    Event(
        "Đá, gỗ và thiết kế nội thất",
        "Stone, Timber and Interior Design",
        "Kết nối doanh nghiệp chế biến của tỉnh với nhà thiết kế nước ngoài.",
    ),
    Event(
        "Chăm sóc sức khỏe ban đầu ở xã đảo",
        "Primary Health Care on Islands",
        "Trao đổi cách tổ chức y tế cơ sở ở đảo xa bờ.",
    ),
    Event(
        "Bảo tồn nghề thủ công truyền thống",
        "Keeping Traditional Crafts Alive",
        "Giới thiệu làng nghề và tìm thị trường.",
    ),
    Event(
        "Năng lượng gió ngoài khơi và nghề cá",
        "Offshore Wind and Fisheries",
        "Nghe kinh nghiệm chung sống giữa điện gió và nghề cá.",
    ),
    Event(
        "Thị trường gỗ và truy xuất nguồn gốc",
        "Timber Markets and Traceability",
        "Cập nhật yêu cầu truy xuất của các thị trường nhập khẩu.",
    ),
    Event(
        "Giáo dục nghề và việc làm ở nước ngoài",
        "Vocational Training and Work Abroad",
        "Bàn cách đào tạo theo yêu cầu của đối tác.",
    ),
    Event(
        "Đô thị ven biển thích ứng khí hậu",
        "Coastal Cities Adapting to Climate",
        "Trao đổi giải pháp chống sạt lở và ngập.",
    ),
)
