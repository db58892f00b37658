"""Complete, valid answers of plainly fictional enterprises and people, for demonstration data and tests. Nothing real may enter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi")
MIDDLE_MALE = ("Văn", "Hữu", "Minh", "Quốc")
MIDDLE_FEMALE = ("Thị", "Thanh", "Ngọc", "Bảo")
GIVEN = (
    "An Nhiên",
    "Bình Yên",
    "Cẩm Tú",
    "Đông Hải",
    "Giang Sơn",
    "Hạ Vy",
    "Khánh Ví",
    "Lam Dụ",
    "Mai Mẫu",
    "Nam Phong",
)
FIRMS = (
    "Thử Nghiệm Biển Xanh",
    "Mẫu Gỗ Rừng Xa",
    "Ví Dụ Cà Phê",
    "Giả Định Thủy Sản",
    "Minh Họa Dệt May",
    "Tưởng Tượng Cơ Khí",
)
FIELDS = ("Chế biến thủy sản", "Chế biến gỗ", "Xuất khẩu cà phê", "May mặc", "Cơ khí chính xác", "Du lịch")
ECONOMIES = ("JP", "KR", "TH", "SG", "AU", "CN", "MY", "US")
PARTNERS = ("Sample Trading", "Example Foods", "Placeholder Timber", "Fictional Garments")
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
PROVINCE_OF_BIRTH = "001"


def tax_code(serial: int) -> str:
    """A tax code with a right check digit; serials for which none exists give the next one."""
    digits = f"43{serial % 9_999_000 + 1:07d}"
    remainder = sum(weight * int(digit) for weight, digit in zip(TAX_WEIGHTS, digits, strict=True)) % 11
    return f"{digits}{10 - remainder}" if remainder else tax_code(serial + 1)


def sample_person(n: int, state: bool = False) -> dict[str, Any]:
    """One person, an adult long in the post, whose numbers agree with sex and year of birth."""
    female = n % 2 == 1
    born = date(1970 + n % 22, 1 + n % 12, 1 + n % 28)
    middle = (MIDDLE_FEMALE if female else MIDDLE_MALE)[n // 2 % 4]
    post = ("general_director", "deputy_director", "chief_accountant", "department_head")[n % 4]
    return {
        "full_name": f"{FAMILY[n % len(FAMILY)]} {middle} {GIVEN[n // 3 % len(GIVEN)]}",
        "born_on": born.isoformat(),
        "sex": "female" if female else "male",
        "personal_id": f"{PROVINCE_OF_BIRTH}{int(female)}{born.year % 100:02d}{n % 1_000_000:06d}",
        "passport_number": f"X{n % 10_000_000:07d}",
        "passport_issued_on": "2019-03-04",
        "passport_expires_on": "2029-03-04",
        **({"state_post": post} if state else {"post": post, "insurance_months": 18 + n % 90}),
        "appointed_on": f"{2014 + n % 6}-05-04",
        "exception_claimed": False,
    }


def _need(n: int, on: date | None) -> dict[str, Any]:
    """Contracts lie within two years of filing, so they need its day; without one the need is proved otherwise."""
    if on is None:
        explained = "Thư mời làm việc và biên bản ghi nhớ với đối tác, dự kiến sáu chuyến mỗi năm."
        return {"need_basis": "other_proof", "need_explained": explained, "foreign_language": True}
    contract = {
        "economy": ECONOMIES[n % len(ECONOMIES)],
        "partner": f"{PARTNERS[n % len(PARTNERS)]} Ltd",
        "number": f"{n % 90 + 1:02d}/HĐ-VD",
        "signed_on": (on - timedelta(days=120 + n % 300)).isoformat(),
        "value": 50_000 + n % 40 * 10_000,
        "currency": "USD",
    }
    return {"need_basis": "contract", "contracts": [contract], "foreign_language": True}


def sample_answers(n: int, on: date | None = None, *, persons: int = 1, group: str = "private") -> dict[str, Any]:
    """Answers that pass on any day from 2021 to February 2029; with `on`, the day of filing, there is a contract."""
    state = group == "state"
    people = [sample_person(n * 20 + index, state) for index in range(persons)]
    kind = "Công ty TNHH MTV Nhà nước" if state else "Công ty TNHH"
    return {
        "wish": "permission",
        "group": group,
        "in_province": True,
        "operating_12_months": True,
        "enterprise_name": f"{kind} {FIRMS[n % len(FIRMS)]} {n + 1}",
        "tax_code": tax_code(n * 7 + 11),
        "enterprise_address": f"Số {n % 200 + 1} đường Ví Dụ, phường Mẫu",
        "founded_on": f"{2005 + n % 12}-04-12",
        "business_field": FIELDS[n % len(FIELDS)],
        "representative_name": people[0]["full_name"],
        "representative_post": "Giám đốc",
        "filer": "representative",
        "contact_name": people[-1]["full_name"],
        "phone": f"09{n % 100_000_000:08d}",
        "email": f"lien-he-{n + 1}@vidu.example",
        "persons": people,
        "economies": [ECONOMIES[n % len(ECONOMIES)]],
        **({} if state else _need(n, on)),
        "reason": "Đàm phán, giao hàng và bảo hành với đối tác; dự kiến sáu chuyến công tác ngắn mỗi năm.",
        "result_by": "online",
        "declared_compliance": True,
        "declared_no_exit_ban": True,
        "declared_true": True,
    }
