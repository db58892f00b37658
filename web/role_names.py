"""What the roles of officers are called. What a role may do is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from procedures.definition import Role


def role_name(role: str) -> str:
    """The name of one role; an unknown code is its own name."""
    names = {
        Role.CITIZEN: _("Người nộp hồ sơ"),
        Role.RECEPTION: _("Tiếp nhận và trả kết quả"),
        Role.SPECIALIST: _("Chuyên viên"),
        Role.DIVISION_HEAD: _("Lãnh đạo phòng"),
        Role.DIRECTOR: _("Lãnh đạo Sở"),
        Role.CLERK: _("Văn thư"),
        Role.ACCOUNTANT: _("Kế toán"),
        Role.COMMITTEE: _("Văn phòng UBND tỉnh"),
        Role.ADMINISTRATOR: _("Quản trị"),
        Role.AUDITOR: _("Kiểm tra, thanh tra"),
        Role.SYSTEM: _("Hệ thống"),
    }
    return names.get(role, role)


def role_names(roles: Iterable[str]) -> str:
    """Several roles in one line."""
    return ", ".join(role_name(one) for one in roles)
