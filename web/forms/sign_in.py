"""The forms at the two doors: login, password, code. No checking of a password may enter."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from web.forms.identifiers import trimmed

LONGEST_PASSWORD = 200


def known_password_field(
    label: Any = _l("Mật khẩu"), missing: Any = _l("Vui lòng nhập mật khẩu."), description: Any = ""
) -> Any:
    """A password that was chosen before."""
    return PasswordField(
        label,
        [InputRequired(missing), Length(max=LONGEST_PASSWORD, message=_l("Mật khẩu dài quá 200 ký tự."))],
        description=description,
        render_kw={"autocomplete": "current-password"},
    )


class OfficerSignInForm(FlaskForm):
    """Both factors on one page, so that a wrong answer never says which was wrong."""

    login = StringField(
        _l("Tên đăng nhập"),
        [
            InputRequired(_l("Vui lòng nhập tên đăng nhập.")),
            Length(max=60, message=_l("Tên đăng nhập dài quá 60 ký tự.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = known_password_field()
    code = StringField(
        _l("Mã xác thực"),
        [InputRequired(_l("Vui lòng nhập mã xác thực.")), Length(max=20, message=_l("Mã xác thực dài quá 20 ký tự."))],
        description=_l(
            "6 chữ số đang hiện trên ứng dụng xác thực. Nếu không có điện thoại bên mình, nhập một mã dự phòng."
        ),
        filters=[trimmed],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )
    next = HiddenField()


class CodeForm(FlaskForm):
    """One code of an authenticator."""

    code = StringField(
        _l("Mã xác thực"),
        [InputRequired(_l("Vui lòng nhập mã xác thực.")), Length(max=20, message=_l("Mã xác thực dài quá 20 ký tự."))],
        description=_l("6 chữ số đang hiện trên ứng dụng xác thực."),
        filters=[trimmed],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )
    next = HiddenField()


class CitizenSignInForm(FlaskForm):
    """E-mail or phone, and the password."""

    login = StringField(
        _l("Thư điện tử hoặc số điện thoại"),
        [
            InputRequired(_l("Vui lòng nhập thư điện tử hoặc số điện thoại đã đăng ký.")),
            Length(max=254, message=_l("Nội dung dài quá 254 ký tự.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = known_password_field()
    next = HiddenField()
