"""What the roles of officers are called. What a role may do is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask_babel import gettext as _

from procedures.definition import Role

# Asked one by one: a list of fifty rows that translated all of them for each spent a sixth of its time on it.
_NAMES: dict[str, Callable[[], str]] = {
    Role.CITIZEN: lambda: _("Người nộp hồ sơ"),
    Role.RECEPTION: lambda: _("Tiếp nhận và trả kết quả"),
    Role.SPECIALIST: lambda: _("Chuyên viên"),
    Role.DIVISION_HEAD: lambda: _("Lãnh đạo phòng"),
    Role.DIRECTOR: lambda: _("Lãnh đạo Sở"),
    Role.CLERK: lambda: _("Văn thư"),
    Role.ACCOUNTANT: lambda: _("Kế toán"),
    Role.COMMITTEE: lambda: _("Văn phòng UBND tỉnh"),
    Role.ADMINISTRATOR: lambda: _("Quản trị"),
    Role.AUDITOR: lambda: _("Kiểm tra, thanh tra"),
    Role.SYSTEM: lambda: _("Hệ thống"),
}


def role_name(role: str) -> str:
    """The name of one role; an unknown code is its own name."""
    name = _NAMES.get(role)
    return name() if name else role


def role_names(roles: Iterable[str]) -> str:
    """Several roles in one line."""
    return ", ".join(role_name(one) for one in roles)
