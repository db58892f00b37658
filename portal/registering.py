"""Opening an account at the citizen's own door: registering, and proving the address by code or link. Signing in is elsewhere."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from casework.models import Account
from casework.services.proving import SignInRefused
from casework.services.registering import (
    Registration,
    link_is_good,
    register_account,
    resend_verification,
    verify_with_code,
    verify_with_link,
)
from casework.services.slowing import TooManyAttempts
from casework.services.tokens import LinkInvalid
from portal.blueprint import blueprint
from web.access import public
from web.current import casework, now
from web.english import language
from web.forms.accounts import KINDS, LinkForm, VerificationForm, registration_form
from web.identity import CitizenUser
from web.signing_in import AT_THE_DOOR, enter, refuse, too_many, visitor, where_to

MY_DOSSIERS = "/ho-so"
LONGEST_SECRET = 100


@blueprint.get("/dang-ky")
@public(AT_THE_DOOR)
def register() -> str:
    """Choose the kind of account."""
    return render_template("portal/accounts/register.html", kinds=KINDS)


@blueprint.get("/dang-ky/<kind>")
@public(AT_THE_DOOR)
def register_as(kind: str) -> Any:
    """The form of one kind of account."""
    form = registration_form(kind) or abort(404)
    return render_template("portal/accounts/register_as.html", form=form, kind=kind)


@blueprint.post("/dang-ky/<kind>")
@public(AT_THE_DOOR)
def check_registration(kind: str) -> Any:
    """Make the account; the answer is the same when the address has one already."""
    form = registration_form(kind) or abort(404)
    if form.validate():
        try:
            new = form.new_account(language())
            registration = register_account(casework(), new, now(), address=visitor())
        except TooManyAttempts:
            refuse(form, "name", too_many())
        else:
            return prove_next(registration)
    return render_template("portal/accounts/register_as.html", form=form, kind=kind), 422


@blueprint.get("/xac-minh-tai-khoan")
@public(AT_THE_DOOR)
def verify_account() -> Any:
    """Ask for the code sent to the address; with `ma`, the link in the mail, for the password (a mail scanner only opens it)."""
    if secret := request.args.get("ma", "")[:LONGEST_SECRET]:
        return _link_page(LinkForm(secret=secret)) if link_is_good(casework(), secret, now()) else _link_is_dead()
    return redirect(url_for("portal.sign_in")) if _proving() is None else _verify_page(VerificationForm())


@blueprint.post("/xac-minh-tai-khoan")
@public(AT_THE_DOOR)
def check_code() -> Any:
    """Prove the address by its code, and let the person in."""
    registration = _proving()
    if registration is None:
        return redirect(url_for("portal.sign_in"))
    form = VerificationForm()
    if form.validate():
        try:
            account = verify_with_code(casework(), registration, form.code.data, now(), address=visitor())
        except LinkInvalid:
            refuse(form, "code", _(
                "Mã chưa đúng, đã hết hạn, hoặc địa chỉ này vừa được đăng ký lại ở nơi khác. "
                "Vui lòng xem thư mới nhất, yêu cầu mã mới, hoặc đăng ký lại."
            ))
        except TooManyAttempts:
            refuse(form, "code", too_many())
        else:
            return _enter_proved(account)
    return _verify_page(form), 422


@blueprint.post("/xac-minh-tai-khoan/gui-lai")
@public(AT_THE_DOOR)
def send_code_again() -> Any:
    """Send a new code to the address that is being proved."""
    registration = _proving()
    if registration is None:
        return redirect(url_for("portal.sign_in"))
    send_code(registration)
    return redirect(url_for("portal.verify_account"))


@blueprint.post("/xac-minh-tai-khoan/lien-ket")
@public(AT_THE_DOOR)
def check_link() -> Any:
    """Prove the e-mail address by the link in the mail and the password, and let the person in."""
    form = LinkForm()
    if form.validate():
        try:
            account = verify_with_link(casework(), form.secret.data or "", form.password.data, now(), address=visitor())
        except LinkInvalid:
            return _link_is_dead()
        except SignInRefused:
            refuse(form, "password", _("Mật khẩu này không phải mật khẩu đã đặt khi đăng ký. Vui lòng nhập lại."))
        except TooManyAttempts:
            refuse(form, "password", too_many())
        else:
            return _enter_proved(account)
    return _link_page(form), 422


def prove_next(registration: Registration) -> Any:
    """Lead this browser on to the code of a registration of its own."""
    session["proving"] = [registration.login, registration.mark]
    return redirect(url_for("portal.verify_account"))


def send_code(registration: Registration) -> None:
    """Send a new code, and say so."""
    try:
        resend_verification(casework(), registration, now(), address=visitor())
    except TooManyAttempts:
        flash(too_many(), "warning")
    else:
        flash(_("Mã mới đang được gửi. Mã cũ không dùng được nữa."), "info")


def _proving() -> Registration | None:
    """The registration of this browser, if one is still to be proved; what an older program put there is none."""
    kept = session.get("proving")
    return Registration(*kept) if isinstance(kept, list) else None


def _enter_proved(account: Account) -> Any:
    wanted = session.get("wanted")
    enter(CitizenUser(account))
    flash(_("Tài khoản đã được xác minh. Ông/Bà có thể nộp hồ sơ."), "success")
    return redirect(where_to(wanted, MY_DOSSIERS))


def _verify_page(form: VerificationForm) -> str:
    return render_template("portal/accounts/verify.html", form=form, login=session["proving"][0])


def _link_page(form: LinkForm) -> str:
    return render_template("portal/accounts/verify_link.html", form=form)


def _link_is_dead() -> Any:
    flash(_("Liên kết đã dùng hoặc đã hết hạn. Đăng nhập để nhận mã mới."), "warning")
    return redirect(url_for("portal.sign_in"))
