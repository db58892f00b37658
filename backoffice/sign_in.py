"""The officer's own door: signing in with both factors, leaving, the officer's recovery codes. No other account may enter."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from backoffice.blueprint import blueprint
from casework.models import Officer
from casework.queries.signed_in import whole
from casework.services.officers import regenerate_recovery_codes, sign_in_officer
from casework.services.proving import SignInRefused
from casework.services.slowing import TooManyAttempts
from web.access import officer, public
from web.current import casework, now
from web.forms.sign_in import CodeForm, OfficerSignInForm
from web.identity import OfficerUser
from web.role_names import role_names
from web.signing_in import AT_THE_DOOR, enter, leave, refuse, session_end, visitor, where_to

FIRST_PAGE = "/can-bo"


@blueprint.context_processor
def signed_in_officer() -> dict[str, Any]:
    """Who is signed in, for the navigation, and when the session ends."""
    if getattr(current_user, "kind", "") != "officer":
        return {}
    row = current_user.officer
    return {
        "officer": {
            "name": row.name,
            "role": row.position or role_names(row.roles),
            "unit": row.unit,
            "sign_out_url": url_for("backoffice.sign_out"),
            "account_url": url_for("backoffice.own_account"),
        },
        "session_extend_url": url_for("backoffice.extend_session"),
        "sign_in_url": url_for("backoffice.sign_in"),
        **session_end(),
    }


@blueprint.get("/dang-nhap")
@public(AT_THE_DOOR)
def sign_in() -> Any:
    """The form, or the way in for who is signed in already."""
    wanted = request.args.get("next")
    if getattr(current_user, "kind", "") == "officer":
        return redirect(where_to(wanted, FIRST_PAGE))
    return render_template("backoffice/sign_in/sign_in.html", form=OfficerSignInForm(next=wanted))


@blueprint.post("/dang-nhap")
@public(AT_THE_DOOR)
def check_sign_in() -> Any:
    """Let an officer in, or say that something was wrong without saying what."""
    form = OfficerSignInForm()
    if form.validate():
        try:
            who = sign_in_officer(
                casework(), form.login.data, form.password.data, form.code.data, now(), address=visitor()
            )
        except SignInRefused:
            refuse(form, "login", _("Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng, hoặc mã đã dùng rồi. Vui lòng nhập lại."))
        except TooManyAttempts:
            refuse(form, "login", _("Đã nhập sai nhiều lần. Vui lòng đợi ít phút rồi thử lại."))
        else:
            enter(OfficerUser(who))
            return redirect(where_to(form.next.data, FIRST_PAGE))
    return render_template("backoffice/sign_in/sign_in.html", form=form), 422


@blueprint.post("/dang-xuat")
@public("leaving is open to whoever is here")
def sign_out() -> Any:
    """Leave."""
    leave()
    flash(_("Đã đăng xuất."), "success")
    return redirect(url_for("backoffice.sign_in"))


@blueprint.post("/phien/gia-han")
@officer()
def extend_session() -> Any:
    """Using the session is what makes it last."""
    return session_end()


@blueprint.get("/tai-khoan")
@officer()
def own_account() -> Any:
    """What the office knows about the officer, and new recovery codes."""
    return _account_page(CodeForm())


@blueprint.post("/tai-khoan")
@officer()
def recovery_codes() -> Any:
    """Show new recovery codes, once."""
    form = CodeForm()
    if form.validate():
        try:
            codes = regenerate_recovery_codes(casework(), current_user.officer.id, form.code.data, now())
        except SignInRefused:
            refuse(form, "code", _("Mã xác thực chưa đúng hoặc đã dùng rồi. Vui lòng đợi mã mới trên ứng dụng."))
        except TooManyAttempts:
            refuse(form, "code", _("Đã nhập sai nhiều lần. Vui lòng đợi ít phút rồi thử lại."))
        else:
            return render_template("backoffice/sign_in/recovery_codes.html", codes=codes)
    return _account_page(form), 422


def _account_page(form: CodeForm) -> str:
    row = whole(casework(), Officer, current_user.officer.id)
    divisions = dict(casework().office.divisions)
    return render_template(
        "backoffice/sign_in/account.html",
        form=form,
        row=row,
        roles=role_names(row.roles),
        division=divisions.get(row.division, row.division),
        codes_left=len(row.recovery),
    )
