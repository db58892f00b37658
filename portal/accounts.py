"""The citizen's own door: signing in and out. Registering, the profile and passwords are elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from casework.models import Account
from casework.services.accounts import NotVerified, check_second_factor, sign_in_citizen
from casework.services.proving import SignInRefused
from casework.services.registering import registration_of
from casework.services.slowing import TooManyAttempts
from portal.blueprint import blueprint
from portal.registering import MY_DOSSIERS, prove_next, send_code
from web.access import citizen, public
from web.current import casework, now
from web.forms.sign_in import CitizenSignInForm, CodeForm
from web.identity import CitizenUser
from web.signing_in import AT_THE_DOOR, enter, leave, refuse, session_end, too_many, visitor, where_to

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
            account = sign_in_citizen(casework(), login, form.password.data, now(), address=visitor())
        except SignInRefused:
            refuse(form, "login", _("Thông tin đăng nhập hoặc mật khẩu chưa đúng. Vui lòng nhập lại."))
        except TooManyAttempts:
            refuse(form, "login", too_many())
        except NotVerified as refused:
            flash(_("Tài khoản chưa được xác minh."), "info")
            registration = registration_of(casework(), refused.unproved)
            send_code(registration)
            return prove_next(registration)
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
