"""The citizen's own door: registering, proving an address, signing in and out. The profile and passwords are elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from casework.models import Account
from casework.services.accounts import (
    LinkInvalid,
    NotVerified,
    check_second_factor,
    folded,
    register_account,
    resend_verification,
    sign_in_citizen,
    verify_with_code,
    verify_with_link,
)
from casework.services.proving import SignInRefused
from casework.services.slowing import TooManyAttempts
from portal.blueprint import blueprint
from web.access import citizen, public
from web.current import casework, now
from web.english import language
from web.forms.accounts import KINDS, VerificationForm, registration_form
from web.forms.sign_in import CitizenSignInForm, CodeForm
from web.identity import CitizenUser
from web.signing_in import enter, leave, refuse, session_end, where_to

AT_THE_DOOR = "nobody is signed in yet at the door"
MY_DOSSIERS = "/ho-so"
SECOND_STEP_SECONDS = 300
LONGEST_ADDRESS = 300


@blueprint.context_processor
def signed_in_citizen() -> dict[str, Any]:
    """Who is signed in, for the navigation, and when the session ends."""
    if getattr(current_user, "kind", "") != "citizen":
        return {}
    return {
        "account": {
            "name": current_user.name,
            "sign_out_url": url_for("portal.sign_out"),
            "profile_url": url_for("portal.profile"),
        },
        "session_extend_url": url_for("portal.extend_session"),
        "sign_in_url": url_for("portal.sign_in"),
        **session_end(),
    }


@blueprint.get("/dang-nhap")
@public(AT_THE_DOOR)
def sign_in() -> Any:
    """The form, or the way in for who is signed in already."""
    wanted = request.args.get("next")
    if getattr(current_user, "kind", "") == "citizen":
        return redirect(where_to(wanted, MY_DOSSIERS))
    session["wanted"] = (wanted or "")[:LONGEST_ADDRESS]  # whoever registers from here is led there too
    return render_template("portal/accounts/sign_in.html", form=CitizenSignInForm(next=wanted))


@blueprint.post("/dang-nhap")
@public(AT_THE_DOOR)
def check_sign_in() -> Any:
    """Let a citizen in, ask for the second factor, or say that something was wrong without saying what."""
    form = CitizenSignInForm()
    if form.validate():
        login = form.login.data
        try:
            account = sign_in_citizen(casework(), login, form.password.data, now(), address=_address())
        except SignInRefused:
            refuse(form, "login", _("Thông tin đăng nhập hoặc mật khẩu chưa đúng. Vui lòng nhập lại."))
        except TooManyAttempts:
            refuse(form, "login", too_many())
        except NotVerified:
            session["proving"] = folded(login)
            flash(_("Tài khoản chưa được xác minh. Chúng tôi đã gửi mã mới cho Ông/Bà."), "info")
            return redirect(url_for("portal.verify_account"))
        else:
            return _let_in(account, form.next.data)
    return render_template("portal/accounts/sign_in.html", form=form), 422


def _let_in(account: Account, wanted: str | None) -> Any:
    if not account.totp_secret:
        enter(CitizenUser(account))
        return redirect(where_to(wanted, MY_DOSSIERS))
    session.clear()
    session["second_step"] = [account.id, account.session_epoch, now().isoformat()]
    return redirect(url_for("portal.second_step", next=wanted or None))


@blueprint.get("/dang-nhap/ma-xac-thuc")
@public(AT_THE_DOOR)
def second_step() -> Any:
    """Ask for the code of the authenticator, after the password."""
    if _half_signed_in() is None:
        return redirect(url_for("portal.sign_in"))
    return render_template("portal/accounts/second_step.html", form=CodeForm(next=request.args.get("next")))


@blueprint.post("/dang-nhap/ma-xac-thuc")
@public(AT_THE_DOOR)
def check_second_step() -> Any:
    """Let a citizen in who gave the password before and now the code."""
    half = _half_signed_in()
    if half is None:
        flash(_("Đã quá 5 phút. Vui lòng đăng nhập lại."), "warning")
        return redirect(url_for("portal.sign_in"))
    form = CodeForm()
    if form.validate():
        try:
            account = check_second_factor(casework(), half[0], form.code.data, now())
        except SignInRefused:
            refuse(form, "code", _("Mã xác thực chưa đúng hoặc đã dùng rồi. Vui lòng đợi mã mới trên ứng dụng."))
        except TooManyAttempts:
            refuse(form, "code", too_many())
        else:
            if account.session_epoch != half[1]:
                return redirect(url_for("portal.sign_in"))
            enter(CitizenUser(account))
            return redirect(where_to(form.next.data, MY_DOSSIERS))
    return render_template("portal/accounts/second_step.html", form=form), 422


def _half_signed_in() -> tuple[int, int] | None:
    """Account and epoch of who gave the right password less than five minutes ago."""
    half = session.get("second_step")
    if not half or (now() - datetime.fromisoformat(half[2])).total_seconds() > SECOND_STEP_SECONDS:
        return None
    return half[0], half[1]


@blueprint.post("/dang-xuat")
@public("leaving is open to whoever is here")
def sign_out() -> Any:
    """Leave."""
    leave()
    flash(_("Đã đăng xuất."), "success")
    return redirect(url_for("portal.sign_in"))


@blueprint.post("/phien/gia-han")
@citizen
def extend_session() -> Any:
    """Using the session is what makes it last."""
    return session_end()


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
            register_account(casework(), new, now(), address=_address())
        except TooManyAttempts:
            refuse(form, "name", too_many())
        else:
            session["proving"] = new.login
            return redirect(url_for("portal.verify_account"))
    return render_template("portal/accounts/register_as.html", form=form, kind=kind), 422


@blueprint.get("/xac-minh-tai-khoan")
@public(AT_THE_DOOR)
def verify_account() -> Any:
    """Ask for the code sent to the address; with `ma`, the link in the mail, ask to confirm (a mail scanner only opens it)."""
    if request.args.get("ma"):
        return render_template("portal/accounts/verify_link.html", secret=request.args["ma"][:100])
    if "proving" not in session:
        return redirect(url_for("portal.sign_in"))
    return _verify_page(VerificationForm())


@blueprint.post("/xac-minh-tai-khoan")
@public(AT_THE_DOOR)
def check_code() -> Any:
    """Prove the address by its code, and let the person in."""
    login = session.get("proving")
    if login is None:
        return redirect(url_for("portal.sign_in"))
    form = VerificationForm()
    if form.validate():
        try:
            account = verify_with_code(casework(), login, form.code.data, now(), address=_address())
        except LinkInvalid:
            refuse(form, "code", _("Mã chưa đúng hoặc đã hết hạn. Vui lòng kiểm tra lại, hoặc yêu cầu gửi mã mới."))
        except TooManyAttempts:
            refuse(form, "code", too_many())
        else:
            wanted = session.get("wanted")
            enter(CitizenUser(account))
            flash(_("Tài khoản đã được xác minh. Ông/Bà có thể nộp hồ sơ."), "success")
            return redirect(where_to(wanted, MY_DOSSIERS))
    return _verify_page(form), 422


@blueprint.post("/xac-minh-tai-khoan/gui-lai")
@public(AT_THE_DOOR)
def send_code_again() -> Any:
    """Send a new code to the address that is being proved."""
    login = session.get("proving")
    if login is None:
        return redirect(url_for("portal.sign_in"))
    try:
        resend_verification(casework(), login, now(), address=_address())
    except TooManyAttempts:
        flash(too_many(), "warning")
    else:
        flash(_("Mã mới đang được gửi. Mã cũ không dùng được nữa."), "info")
    return redirect(url_for("portal.verify_account"))


@blueprint.post("/xac-minh-tai-khoan/lien-ket")
@public(AT_THE_DOOR)
def check_link() -> Any:
    """Prove the e-mail address by the link in the mail."""
    try:
        verify_with_link(casework(), request.form.get("secret", ""), now())
    except LinkInvalid:
        flash(_("Liên kết đã dùng hoặc đã hết hạn. Đăng nhập để nhận mã mới."), "warning")
    else:
        flash(_("Tài khoản đã được xác minh. Mời Ông/Bà đăng nhập."), "success")
    return redirect(url_for("portal.sign_in"))


def _verify_page(form: VerificationForm) -> str:
    return render_template("portal/accounts/verify.html", form=form, login=session["proving"])


def _address() -> str:
    return request.remote_addr or ""


def too_many() -> str:
    """What to do after too many wrong attempts."""
    return _("Đã thử nhiều lần. Vui lòng đợi ít phút rồi thử lại.")
