"""Sending a report that is owed after a result, such as the result report of a conference. Nothing is decided here."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.gateways.uploads import UploadRefused
from casework.models import Obligation
from casework.queries.my_dossiers import MyDossier, my_dossier, obligation_words
from casework.services.duties import DutyNotFound, ReportMissing, report
from casework.services.uploading import Upload
from portal.blueprint import blueprint
from web.access import citizen
from web.current import actor, casework, now
from web.words import upload_message


@blueprint.get("/ho-so/<code>/bao-cao/<int:duty>")
@citizen
def send_report(code: str, duty: int) -> str | Response:
    """What is owed, until when, and where to put the file."""
    mine = my_dossier(casework(), code, actor(), now())
    owed = _duty(mine, duty)
    return _received_before(code) if owed.fulfilled_at else _show(mine, owed)


@blueprint.post("/ho-so/<code>/bao-cao/<int:duty>")
@citizen
def send_report_now(code: str, duty: int) -> str | Response | tuple[str, int]:
    """Keep the report; the duty is fulfilled from now on."""
    mine = my_dossier(casework(), code, actor(), now())
    owed = _duty(mine, duty)
    if owed.fulfilled_at:
        return _received_before(code)
    files = [Upload(one.filename, one.read()) for one in request.files.getlist("files") if one.filename]
    try:
        if not files:
            raise ReportMissing
        report(casework(), code, duty, by=actor(), at=now(), files=files)
    except ReportMissing:
        return _show(mine, owed, _("Ông/Bà chưa chọn tệp báo cáo.")), 422
    except UploadRefused as refused:
        return _show(mine, owed, upload_message(refused)), 422
    except DutyNotFound:  # received from another window in this very moment
        return _received_before(code)
    flash(_("Đã nhận báo cáo."), "success")
    return redirect(url_for("portal.dossier", code=code))


def _duty(mine: MyDossier, duty: int) -> Obligation:
    return next((one for one in mine.obligations if one.id == duty), None) or abort(404)


def _received_before(code: str) -> Response:
    """By the back button, a second press or another window: it is no address that does not exist."""
    flash(_("Báo cáo này đã được nhận trước đó; không nhận thêm tệp nào nữa."), "info")
    return redirect(url_for("portal.dossier", code=code))


def _show(mine: MyDossier, owed: Obligation, problem: str = "") -> str:
    words = obligation_words(mine.definition)
    return render_template("portal/report.html", mine=mine, owed=owed, words=words.get(owed.code), problem=problem)
