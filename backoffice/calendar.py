"""The office's calendar: a new file is tried first, and what it would move is shown before it counts. No rule may enter."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from casework.queries.calendar_revisions import calendar_file, calendar_revisions
from casework.services.calendars import Moved, import_calendar, preview_calendar
from procedures.clock.calendar import CalendarError
from procedures.definition import Role
from web.access import officer
from web.current import actor, casework, now

LARGEST = 1024 * 1024
LONGEST_NOTE = 300


@blueprint.get("/cai-dat/lich")
@officer(Role.ADMINISTRATOR)
def calendar() -> Any:
    """The revisions, and the form for a new file."""
    return _page()


@blueprint.get("/cai-dat/lich/hien-hanh.toml")
@officer(Role.ADMINISTRATOR)
def calendar_now() -> Any:
    """The calendar that counts now, to start a new one from."""
    headers = {"Content-Disposition": 'attachment; filename="lich.toml"'}
    return Response(calendar_file(casework()), mimetype="application/toml", headers=headers)


@blueprint.post("/cai-dat/lich")
@officer(Role.ADMINISTRATOR)
def try_calendar() -> Any:
    """Show every open dossier that the file would move, or what is wrong with it."""
    given, note = request.files.get("file"), request.form.get("note", "")[:LONGEST_NOTE]
    toml, problem = _read(given.read(LARGEST + 1) if given else b"")
    if problem:
        return _page(problem, note=note), 422
    try:
        moved = preview_calendar(casework(), toml, now())
    except CalendarError as wrong:
        return _page(_("Tệp lịch chưa đúng, chưa có gì thay đổi. Chỗ sai:"), str(wrong), note), 422
    return _page(note=note, toml=toml, moved=moved)


@blueprint.post("/cai-dat/lich/ap-dung")
@officer(Role.ADMINISTRATOR)
def bring_calendar_into_force() -> Any:
    """Make the file that was shown count from now on."""
    toml, note = request.form.get("toml", ""), request.form.get("note", "")[:LONGEST_NOTE]
    try:
        moved = import_calendar(casework(), toml[:LARGEST], actor().name, now(), note)
    except CalendarError as wrong:
        return _page(_("Tệp lịch chưa đúng, chưa có gì thay đổi. Chỗ sai:"), str(wrong), note), 422
    flash(_("Lịch mới đã áp dụng; %(n)s hồ sơ đổi hạn.", n=len(moved)), "success")
    return redirect(url_for("backoffice.calendar"))


def _read(data: bytes) -> tuple[str, str]:
    """The text of the file, or what is wrong with it."""
    if not data:
        return "", _("Chưa chọn tệp lịch.")
    if len(data) > LARGEST:
        return "", _("Tệp lịch quá lớn (tối đa 1 MB).")
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return "", _("Tệp lịch phải là văn bản UTF-8.")


def _page(problem: str = "", detail: str = "", note: str = "", toml: str = "", moved: list[Moved] | None = None) -> str:
    return render_template(
        "backoffice/calendar.html",
        revisions=calendar_revisions(casework()),
        problem=problem,
        detail=detail,
        note=note,
        toml=toml,
        moved=moved,
    )
