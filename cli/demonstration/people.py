"""Who works at the demonstration office and who files there. Every name is invented; secrets here are no secrets."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass

from casework.services.registering import NewAccount
from procedures.definition import Role

PASSWORD = "binh-son-minh-hoa"  # noqa: S105  printed at every start of the demonstration
CENTRE = "Trung tâm Phục vụ hành chính công tỉnh Bình Sơn"
CONSULAR, COOPERATION, OFFICE = "lanh-su", "hop-tac-quoc-te", "van-phong"


@dataclass(frozen=True, slots=True)
class DemonstrationOfficer:
    """One officer; the TOTP secret is made of the login, so that it stays the same."""

    login: str
    name: str
    position: str
    roles: tuple[Role, ...]
    division: str = ""
    unit: str = ""
    deputy: bool = False
    fields: tuple[str, ...] = ()

    @property
    def totp(self) -> str:
        return b32encode(f"minh-hoa-{self.login}".ljust(30, "-")[:30].encode()).decode()


OFFICERS = (
    DemonstrationOfficer("mot-cua", "Phạm Thị Một Cửa", "Công chức một cửa", (Role.RECEPTION,)),
    DemonstrationOfficer("mot-cua-tinh", "Hồ Văn Trung Tâm", "Nhân viên tiếp nhận", (Role.RECEPTION,), unit=CENTRE),
    DemonstrationOfficer("chuyen-vien-ls", "Đỗ Minh Thẩm Định", "Chuyên viên", (Role.SPECIALIST,), CONSULAR),
    DemonstrationOfficer("chuyen-vien-ls-2", "Bùi Ngọc Ví Dụ", "Chuyên viên", (Role.SPECIALIST,), CONSULAR),
    DemonstrationOfficer("truong-phong-ls", "Trần Quốc Lãnh Sự", "Trưởng phòng", (Role.DIVISION_HEAD,), CONSULAR),
    DemonstrationOfficer("pho-phong-ls", "Lý Thị Mẫu Mực", "Phó trưởng phòng", (Role.DIVISION_HEAD,), CONSULAR, deputy=True),
    DemonstrationOfficer("chuyen-vien-htqt", "Võ Thanh Hội Nghị", "Chuyên viên", (Role.SPECIALIST,), COOPERATION),
    DemonstrationOfficer("truong-phong-htqt", "Đặng Hữu Hợp Tác", "Trưởng phòng", (Role.DIVISION_HEAD,), COOPERATION),
    DemonstrationOfficer(
        "pho-phong-htqt", "Mai Thị Giả Định", "Phó trưởng phòng", (Role.DIVISION_HEAD,), COOPERATION, deputy=True
    ),
    DemonstrationOfficer("chuyen-vien-vp", "Ngô Văn Thử", "Chuyên viên", (Role.SPECIALIST,), OFFICE),
    DemonstrationOfficer("chanh-van-phong", "Dương Thị Văn Phòng", "Chánh Văn phòng", (Role.DIVISION_HEAD,), OFFICE),
    DemonstrationOfficer("pho-van-phong", "Tạ Văn Minh Họa", "Phó Chánh Văn phòng", (Role.DIVISION_HEAD,), OFFICE, deputy=True),
    DemonstrationOfficer("giam-doc", "Lê Văn Ví Dụ", "Giám đốc Sở", (Role.DIRECTOR,)),
    DemonstrationOfficer(
        "pho-giam-doc-ls", "Nguyễn Thị Giả Sử", "Phó Giám đốc Sở", (Role.DIRECTOR,), deputy=True,
        fields=("abtc", "hop-phap-hoa-lanh-su"),
    ),
    DemonstrationOfficer(
        "pho-giam-doc-htqt", "Hoàng Văn Tưởng Tượng", "Phó Giám đốc Sở", (Role.DIRECTOR,), deputy=True,
        fields=("hoi-nghi-quoc-te",),
    ),
    DemonstrationOfficer("van-thu", "Cao Thị Văn Thư", "Văn thư", (Role.CLERK,), OFFICE),
    DemonstrationOfficer("ke-toan", "Đinh Văn Kế Toán", "Kế toán", (Role.ACCOUNTANT,), OFFICE),
    DemonstrationOfficer("ubnd", "Vũ Thị Ủy Ban", "Chuyên viên Văn phòng UBND tỉnh", (Role.COMMITTEE,)),
    DemonstrationOfficer("quan-tri", "Lâm Văn Quản Trị", "Quản trị hệ thống", (Role.ADMINISTRATOR,)),
    DemonstrationOfficer("kiem-tra", "Phan Thị Kiểm Tra", "Cán bộ kiểm tra", (Role.AUDITOR,)),
)


def _account(kind: str, name: str, login: str, address: str, **identity: str) -> NewAccount:
    return NewAccount(
        kind=kind, name=name, password=PASSWORD, email=f"{login}@vidu.example", address=address,
        language="en" if kind == "foreigner" else "vi", **identity,
    )


ENTERPRISE, ORGANISER, PERSON, FOREIGNER = "doanh-nghiep", "to-chuc", "cong-dan", "foreigner"
CITIZENS = {
    ENTERPRISE: _account(
        "enterprise", "Công ty TNHH Thử Nghiệm Biển Xanh", ENTERPRISE, "Số 2 đường Ví Dụ, phường Mẫu, tỉnh Bình Sơn",
        tax_code="4399000011",
    ),
    ORGANISER: _account(
        "enterprise", "Trường Đại học Ví Dụ", ORGANISER, "Số 5 đường Giả Định, tỉnh Bình Sơn", tax_code="4399000029"
    ),
    PERSON: _account(
        "person", "Trần Thị Mẫu", PERSON, "Thôn Ví Dụ, xã Sông Mẫu, tỉnh Bình Sơn", personal_id="001199000001"
    ),
    FOREIGNER: _account("foreigner", "KIM MAU", FOREIGNER, "Bình Sơn", passport_number="M00000001", nationality="KR"),
}
