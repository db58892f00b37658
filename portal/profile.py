"""A citizen's profile: details, password, addresses, second factor. Forgotten passwords are elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from casework.gateways.qr import qr_picture
from casework.services.accounts import login_of
from casework.services.passwords import change_password, prove_password
from casework.services.profiles import (
    AddressTaken,
    change_details,
    disable_second_factor,
    enable_second_factor,
    prove_address,
    send_address_code,
)
from casework.services.proving import SignInRefused
from casework.services.second_factor import candidate_secret, enrolment_address
from casework.services.slowing import TooManyAttempts
from casework.services.tokens import LinkInvalid
from portal.blueprint import blueprint
from procedures.countries import name
from web.access import citizen
from web.current import account_id, casework, now
from web.english import language
from web.forms.accounts import VerificationForm
from web.forms.profile import EmailForm, PasswordForm, PhoneForm, details_form
from web.forms.sign_in import CodeForm
from web.identity import CitizenUser
from web.signing_in import enter, refuse, too_many

ADDRESS_FORMS = {"thu-dien-tu": ("email", EmailForm), "dien-thoai": ("phone", PhoneForm)}


@blueprint.get("/tai-khoan")
@citizen
def profile() -> str:
    """Everything the portal knows about the account, each with the way to change it."""
    row = current_user.account
    nation = name(row.nationality, language()) if row.nationality else ""
    return render_template("portal/accounts/profile.html", row=row, nation=nation)


@blueprint.get("/tai-khoan/thong-tin")
@citizen
def details() -> str:
    """The details to change."""
    return render_template("portal/accounts/details.html", form=details_form(current_user.account))


@blueprint.post("/tai-khoan/thong-tin")
@citizen
def save_details() -> Any:
    """Keep the details."""
    form = details_form(current_user.account)
    if not form.validate():
        return render_template("portal/accounts/details.html", form=form), 422
    change_details(casework(), account_id(), form.data, now())
    return _done(_("Thông tin đã được lưu."))


@blueprint.get("/tai-khoan/mat-khau")
@citizen
def password() -> str:
    """The form for a new password."""
    return render_template("portal/accounts/password.html", form=PasswordForm())


@blueprint.post("/tai-khoan/mat-khau")
@citizen
def save_password() -> Any:
    """Change the password; only this browser stays signed in."""
    form = PasswordForm()
    form.mine = (current_user.account.email, current_user.account.phone)
    if form.validate():
        try:
            account = change_password(casework(), account_id(), form.current.data, form.password.data, now())
        except SignInRefused:
            refuse(form, "current", _("Mật khẩu hiện tại chưa đúng."))
        except TooManyAttempts:
            refuse(form, "current", too_many())
        else:
            enter(CitizenUser(account))
            return _done(_("Mật khẩu đã đổi. Các thiết bị khác phải đăng nhập lại."))
    return render_template("portal/accounts/password.html", form=form), 422


@blueprint.get("/tai-khoan/<any('thu-dien-tu', 'dien-thoai'):which>")
@citizen
def address(which: str) -> str:
    """The form for a new e-mail address or phone number."""
    return render_template("portal/accounts/address.html", form=ADDRESS_FORMS[which][1](), which=which)


@blueprint.post("/tai-khoan/<any('thu-dien-tu', 'dien-thoai'):which>")
@citizen
def send_code_to_address(which: str) -> Any:
    """Send a code to the new address, for who gives the password again."""
    channel, form_of = ADDRESS_FORMS[which]
    form = form_of()
    if form.validate():
        try:
            prove_password(casework(), account_id(), form.current.data, now())
            new = form.address.data.casefold()
            send_address_code(casework(), account_id(), channel, new, now())
        except SignInRefused:
            refuse(form, "current", _("Mật khẩu hiện tại chưa đúng."))
        except TooManyAttempts:
            refuse(form, "address", too_many())
        else:
            session["new_address"] = [which, new]
            return redirect(url_for("portal.confirm_address"))
    return render_template("portal/accounts/address.html", form=form, which=which), 422


@blueprint.get("/tai-khoan/xac-minh")
@citizen
def confirm_address() -> Any:
    """Ask for the code sent to the new address."""
    if "new_address" not in session:
        return redirect(url_for("portal.profile"))
    return _confirm_page(VerificationForm())


@blueprint.post("/tai-khoan/xac-minh")
@citizen
def save_address() -> Any:
    """Keep the new address once its code is right."""
    if "new_address" not in session:
        return redirect(url_for("portal.profile"))
    which, new = session["new_address"]
    form = VerificationForm()
    if form.validate():
        try:
            prove_address(casework(), account_id(), ADDRESS_FORMS[which][0], new, form.code.data, now())
        except LinkInvalid:
            refuse(form, "code", _("Mã chưa đúng hoặc đã hết hạn. Vui lòng kiểm tra lại, hoặc yêu cầu gửi mã mới."))
        except AddressTaken:
            refuse(form, "code", _("Địa chỉ này thuộc một tài khoản khác của Ông/Bà. Vui lòng dùng địa chỉ khác."))
        else:
            session.pop("new_address")
            return _done(_("Địa chỉ mới đã được lưu."))
    return _confirm_page(form), 422


@blueprint.get("/tai-khoan/xac-thuc-hai-buoc")
@citizen
def second_factor() -> str:
    """Set up the second factor, or turn it off."""
    return _second_factor_page(CodeForm())


@blueprint.post("/tai-khoan/xac-thuc-hai-buoc")
@citizen
def switch_second_factor() -> Any:
    """Turn the second factor on or off with a code."""
    form = CodeForm()
    on = bool(current_user.account.totp_secret)
    if form.validate():
        try:
            (disable_second_factor if on else enable_second_factor)(casework(), account_id(), form.code.data, now())
        except SignInRefused:
            refuse(form, "code", _("Mã xác thực chưa đúng hoặc đã dùng rồi. Vui lòng đợi mã mới trên ứng dụng."))
        except TooManyAttempts:
            refuse(form, "code", too_many())
        else:
            return _done(_("Đã tắt xác thực hai bước.") if on else _("Đã bật xác thực hai bước."))
    return _second_factor_page(form), 422


@blueprint.get("/tai-khoan/xac-thuc-hai-buoc.svg")
@citizen
def second_factor_qr() -> Response:
    """The QR code for the authenticator, only while it is being set up."""
    if current_user.account.totp_secret:
        abort(404)
    secret = candidate_secret(casework(), current_user.account)
    content = enrolment_address(secret, login_of(current_user.account), casework().office.name)
    return Response(qr_picture(content), mimetype="image/svg+xml")


def _second_factor_page(form: CodeForm) -> str:
    secret = None if current_user.account.totp_secret else candidate_secret(casework(), current_user.account)
    return render_template("portal/accounts/second_factor.html", form=form, secret=secret)


def _confirm_page(form: VerificationForm) -> str:
    which, new = session["new_address"]
    return render_template("portal/accounts/confirm_address.html", form=form, which=which, new=new)


def _done(message: str) -> Any:
    flash(message, "success")
    return redirect(url_for("portal.profile"))
