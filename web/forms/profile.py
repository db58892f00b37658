"""The forms on a citizen's profile: details, password, addresses. Nothing is stored here."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, TelField
from wtforms.validators import ValidationError

from procedures import identifiers
from web.forms.accounts import (
    ASKED_LAST,
    EnterpriseForm,
    ForeignerForm,
    PersonForm,
    new_password_field,
    not_an_address_of_mine,
    one_line,
    receives_texts,
)
from web.forms.identifiers import Identifier
from web.forms.sign_in import known_password_field

BY_KIND = {"person": PersonForm, "enterprise": EnterpriseForm, "foreigner": ForeignerForm}


def details_form(account: Any) -> FlaskForm:
    """The questions of registration about who somebody is, with what is known; addresses and password have pages of their own."""
    form = BY_KIND[account.kind](obj=account)
    for name in ASKED_LAST:
        del form[name]
    return form


def _current_password() -> Any:
    return known_password_field(_l("Mật khẩu hiện tại"), _l("Vui lòng nhập mật khẩu hiện tại."))


class PasswordForm(FlaskForm):
    """The old password and a new one."""

    current = _current_password()
    password = new_password_field(_l("Mật khẩu mới"))
    mine: tuple[str | None, ...] = ()

    def validate_password(self, field: Field) -> None:
        not_an_address_of_mine(field.data, *self.mine)
        if field.data == self.current.data:
            raise ValidationError(_("Mật khẩu mới trùng với mật khẩu hiện tại. Vui lòng đặt mật khẩu khác."))


class EmailForm(FlaskForm):
    """A new e-mail address."""

    address = one_line(
        _l("Thư điện tử mới"),
        _l("Vui lòng nhập thư điện tử."),
        maximum=254,
        check=Identifier(identifiers.email),
        field=EmailField,
        render_kw={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    current = _current_password()


class PhoneForm(FlaskForm):
    """A new phone number."""

    address = one_line(
        _l("Số điện thoại mới"),
        _l("Vui lòng nhập số điện thoại."),
        maximum=40,
        check=Identifier(identifiers.phone),
        field=TelField,
        render_kw={"autocomplete": "tel"},
    )
    current = _current_password()

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and receives_texts(self.address)
