"""The forms of a citizen's account: registering, proving an address, profile, passwords. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, PasswordField, SelectField, StringField, TelField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from casework.services.registering import NewAccount
from procedures import identifiers
from procedures.countries import COUNTRIES, name
from web.english import language
from web.forms.identifiers import Identifier, no_control_characters, trimmed
from web.forms.sign_in import LONGEST_PASSWORD, known_password_field

SHORTEST_PASSWORD = 10
ASKED_LAST = ("email", "phone", "password")
# The last part of an address of ours, and the kind of account it makes.
KINDS = {"ca-nhan": "person", "doanh-nghiep": "enterprise", "nguoi-nuoc-ngoai": "foreigner"}


def one_line(
    label: Any, missing: Any = None, *, maximum: int = 200, check: Any = None, field: Any = StringField, **more: Any
) -> Any:
    """A one-line answer: required when `missing` says what is missing."""
    first = InputRequired(missing) if missing else Optional()
    length = Length(max=maximum, message=_l("Nội dung dài quá %(max)d ký tự. Vui lòng viết ngắn lại."))
    validators = [first, length, no_control_characters, *([check] if check else [])]
    return field(label, validators, filters=[trimmed], **more)


def new_password_field(label: Any) -> Any:
    """A password to choose."""
    return PasswordField(
        label,
        [
            InputRequired(_l("Vui lòng đặt mật khẩu.")),
            Length(min=SHORTEST_PASSWORD, message=_l("Mật khẩu cần ít nhất 10 ký tự.")),
            Length(max=LONGEST_PASSWORD, message=_l("Mật khẩu dài quá 200 ký tự.")),
        ],
        description=_l("Ít nhất 10 ký tự. Một câu dài dễ nhớ tốt hơn một từ khó nhớ."),
        render_kw={"autocomplete": "new-password"},
    )


def not_an_address_of_mine(password: str, *mine: str | None) -> None:
    """Refuse a password that is the e-mail, its first part or the phone."""
    known = {one.casefold() for one in mine if one}
    known |= {one.partition("@")[0] for one in known}
    if password.casefold() in known:
        raise ValidationError(_("Mật khẩu không được trùng với thư điện tử hoặc số điện thoại."))


def receives_texts(phone: Field) -> bool:
    """Whether a code can be sent to a phone; says at the field that it cannot."""
    if not identifiers.is_vietnamese_landline(phone.data or ""):
        return True
    phone.errors = [_("Số cố định không nhận được tin nhắn có mã xác minh. Vui lòng nhập số di động, hoặc dùng thư điện tử.")]
    return False


class _Registration(FlaskForm):
    """What every kind of account is asked: how to reach the person, and a password."""

    kind = ""
    email = one_line(
        _l("Thư điện tử"),
        maximum=254,
        check=Identifier(identifiers.email),
        field=EmailField,
        description=_l("Chúng tôi gửi mã xác minh và thông báo về hồ sơ đến đây. Dùng để đăng nhập."),
        render_kw={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    phone = one_line(
        _l("Số điện thoại"),
        maximum=40,
        check=Identifier(identifiers.phone),
        field=TelField,
        description=_l(
            "Nếu không có thư điện tử, số này nhận mã xác minh và dùng để đăng nhập. Số nước ngoài bắt đầu bằng dấu +."
        ),
        render_kw={"autocomplete": "tel"},
    )
    password = new_password_field(_l("Mật khẩu"))

    def __iter__(self) -> Iterator[Field]:
        """In the order of the page, who one is before how to reach one: so the summary of errors reads like the page."""
        return iter(sorted(super().__iter__(), key=lambda field: field.name in ASKED_LAST))

    def validate_password(self, field: Field) -> None:
        not_an_address_of_mine(field.data, self.email.data, self.phone.data)

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if "email" not in self or self.email.data:
            return right
        if self.phone.data:
            return right and receives_texts(self.phone)
        self.email.errors = [_("Vui lòng nhập thư điện tử, hoặc số điện thoại nếu không có thư điện tử.")]
        return False

    def new_account(self, reader: str) -> NewAccount:
        """What was typed, made uniform; empty answers are none."""
        known = {"name", "email", "phone", "tax_code", "personal_id", "passport_number", "nationality", "address"}
        typed = {field.name: field.data or None for field in self if field.name in known}
        typed["email"] = typed["email"].casefold() if typed["email"] else None
        return NewAccount(kind=self.kind, password=self.password.data, language=reader, **typed)


class PersonForm(_Registration):
    """A person of Vietnam."""

    kind = "person"
    name = one_line(_l("Họ và tên"), _l("Vui lòng nhập họ và tên."), render_kw={"autocomplete": "name"})
    personal_id = one_line(
        _l("Số định danh cá nhân"),
        maximum=20,
        check=Identifier(identifiers.personal_id),
        description=_l("12 chữ số trên thẻ căn cước."),
        render_kw={"inputmode": "numeric"},
    )


class EnterpriseForm(_Registration):
    """An enterprise."""

    kind = "enterprise"
    name = one_line(
        _l("Tên doanh nghiệp"),
        _l("Vui lòng nhập tên doanh nghiệp."),
        render_kw={"autocomplete": "organization"},
        description=_l("Ghi như trong giấy chứng nhận đăng ký doanh nghiệp."),
    )
    tax_code = one_line(
        _l("Mã số thuế"),
        _l("Vui lòng nhập mã số thuế."),
        maximum=20,
        check=Identifier(identifiers.tax_code),
        description=_l("10 chữ số, hoặc 13 chữ số với đơn vị phụ thuộc."),
        render_kw={"inputmode": "numeric"},
    )
    address = one_line(_l("Địa chỉ trụ sở"), maximum=300, render_kw={"autocomplete": "street-address"})


class ForeignerForm(_Registration):
    """A person of another country."""

    kind = "foreigner"
    name = one_line(
        _l("Họ và tên"),
        _l("Vui lòng nhập họ và tên."),
        render_kw={"autocomplete": "name"},
        description=_l("Ghi bằng chữ La-tinh như trong hộ chiếu."),
    )
    passport_number = one_line(
        _l("Số hộ chiếu"), _l("Vui lòng nhập số hộ chiếu."), maximum=20, check=Identifier(identifiers.passport)
    )
    nationality = SelectField(
        _l("Quốc tịch"),
        [InputRequired(_l("Vui lòng chọn quốc tịch."))],
        validate_choice=False,  # WTForms' own message has no Vietnamese
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nationality.choices = [("", _("Chọn quốc tịch")), *countries()]

    def validate_nationality(self, field: Field) -> None:
        if field.data not in dict(countries()):
            raise ValidationError(_("Vui lòng chọn một nước trong danh sách."))


def countries() -> list[tuple[str, str]]:
    """Codes and names of countries other than Vietnam, by name."""
    named = [(code, name(code, language())) for code in COUNTRIES if code != "VN"]
    return sorted(named, key=lambda pair: identifiers.fold(pair[1]))


def registration_form(kind: str) -> PersonForm | EnterpriseForm | ForeignerForm | None:
    """The form behind the last part of an address, its questions in order; None for an unknown kind."""
    made = {one.kind: one for one in (PersonForm, EnterpriseForm, ForeignerForm)}.get(KINDS.get(kind, ""))
    return made() if made else None


class VerificationForm(FlaskForm):
    """The six digits sent to an address."""

    code = one_line(
        _l("Mã xác minh"),
        _l("Vui lòng nhập mã 6 chữ số."),
        maximum=20,
        description=_l("6 chữ số trong thư hoặc tin nhắn. Mã có hiệu lực 30 phút."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class LinkForm(FlaskForm):
    """The password of a registration, beside the link sent to its address."""

    secret = HiddenField()
    password = known_password_field(
        description=_l("Mật khẩu Ông/Bà đã đặt khi đăng ký: người khác đăng ký bằng địa chỉ này thì không biết nó.")
    )


class ForgottenForm(FlaskForm):
    """The address of who forgot the password."""

    login = one_line(
        _l("Thư điện tử hoặc số điện thoại"),
        _l("Vui lòng nhập thư điện tử hoặc số điện thoại đã đăng ký."),
        maximum=254,
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class ResetForm(FlaskForm):
    """A new password, by the link of a mail."""

    secret = HiddenField()
    password = new_password_field(_l("Mật khẩu mới"))
