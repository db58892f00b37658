"""A citizen's forgotten password: asking for a link and using it. Changing a known one is on the profile."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from casework.services.passwords import forgotten_password, reset_link_is_good, reset_password
from casework.services.tokens import LinkInvalid
from portal.blueprint import blueprint
from web.access import public
from web.current import casework, now
from web.forms.accounts import ForgottenForm, ResetForm
from web.signing_in import visitor

FORGETFUL = "who forgot the password cannot sign in"


@blueprint.get("/quen-mat-khau")
@public(FORGETFUL)
def forgotten() -> str:
    """Ask for the address."""
    return render_template("portal/accounts/forgotten.html", form=ForgottenForm())


@blueprint.post("/quen-mat-khau")
@public(FORGETFUL)
def send_reset() -> Any:
    """Send a link; the answer is the same for an unknown address."""
    form = ForgottenForm()
    if not form.validate():
        return render_template("portal/accounts/forgotten.html", form=form), 422
    forgotten_password(casework(), form.login.data, now(), address=visitor())
    return render_template("portal/accounts/reset_sent.html", login=form.login.data)


@blueprint.get("/dat-lai-mat-khau")
@public(FORGETFUL)
def reset() -> Any:
    """The form behind the link of the mail."""
    secret = request.args.get("ma", "")[:100]
    if not reset_link_is_good(casework(), secret, now()):
        return _link_is_bad()
    return render_template("portal/accounts/reset.html", form=ResetForm(secret=secret))


@blueprint.post("/dat-lai-mat-khau")
@public(FORGETFUL)
def set_password() -> Any:
    """Set the new password; every session of the account ends."""
    form = ResetForm()
    if not form.validate():
        return render_template("portal/accounts/reset.html", form=form), 422
    try:
        reset_password(casework(), form.secret.data or "", form.password.data, now())
    except LinkInvalid:
        return _link_is_bad()
    flash(_("Mật khẩu mới đã được đặt. Mời Ông/Bà đăng nhập."), "success")
    return redirect(url_for("portal.sign_in"))


def _link_is_bad() -> Any:
    flash(_("Liên kết đã dùng hoặc đã hết hạn. Vui lòng yêu cầu liên kết mới."), "warning")
    return redirect(url_for("portal.forgotten"))
