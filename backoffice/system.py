"""The administrator's page of how the program runs, and what to do with messages that were given up. No query may enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from backoffice import system_words as words
from backoffice.blueprint import blueprint
from casework.queries.failed import Unsent, unsent
from casework.queries.health import Health, folders_written, free_bytes, health
from casework.queries.running import LANDMARKS, Running, running
from casework.services.unsticking import MessageNotFailed, NothingLeftToSend, ReasonMissing, drop, retry
from procedures.definition import Role
from web.access import officer
from web.current import actor, casework, now
from web.filters import vn_datetime, vn_number


@blueprint.get("/he-thong")
@officer(Role.ADMINISTRATOR)
def system() -> Any:
    """What `/healthz/ready` and `/metrics` tell machines, in words."""
    found, at = running(casework(), now()), now()
    return render_template(
        "backoffice/system.html",
        figures=_figures(found, at),
        parts=[*_parts(health(casework())), _scanner(found)],
        duties=[_duty(name, found, at) for name in found.done],
        landmarks=[
            {"label": words.landmark_name(name), "value": words.since(found.landmarks.get(name), at)} for name in LANDMARKS
        ],
        failed=[_message(one) for one in unsent(casework(), "failed")],
        dropped=[_message(one) for one in unsent(casework(), "dropped")],
    )


@blueprint.post("/he-thong/tin/<message>/gui-lai")
@officer(Role.ADMINISTRATOR)
def retry_message(message: str) -> Any:
    """Let the worker try it again, now."""
    return _done(lambda: retry(casework(), message, actor(), now()), _("Tin sẽ được gửi lại trong ít giây."))


@blueprint.post("/he-thong/tin/<message>/bo")
@officer(Role.ADMINISTRATOR)
def drop_message(message: str) -> Any:
    """Never send it, for the reason given."""
    reason = request.form.get("reason", "")
    return _done(lambda: drop(casework(), message, reason, actor(), now()), _("Đã bỏ tin; lý do được giữ cùng tin."))


def _done(task: Callable[[], None], said: str) -> Any:
    try:
        task()
    except MessageNotFailed:
        abort(404)
    except NothingLeftToSend:
        flash(_("Mã trong tin này đã được xóa, không gửi lại được; người nhận xin mã mới."), "error")
    except ReasonMissing:
        flash(_("Chưa ghi lý do; Ông/Bà nhập rồi bỏ lại."), "error")
    else:
        flash(said, "success")
    return redirect(url_for("backoffice.system", _anchor="tin-hong"))


def _figures(found: Running, at: datetime) -> list[dict[str, Any]]:
    waits = words.span(found.lag.outbox)
    late = found.lag.outbox_is_late
    return [
        {
            "value": vn_number(found.messages["waiting"]),
            "label": _("tin chờ gửi"),
            "note": _("tin chờ lâu nhất: %(span)s", span=waits) if found.messages["waiting"] else None,
            "kind": "late" if late else None,
        },
        {
            "value": vn_number(found.messages["failed"]),
            "label": _("tin không gửi được"),
            "kind": "late" if found.messages["failed"] else "done",
        },
        {"value": vn_number(found.open), "label": _("hồ sơ đang mở")},
        {"value": vn_number(found.late), "label": _("hồ sơ quá hạn"), "kind": "late" if found.late else "done"},
        {"value": vn_number(sum(found.refused.values())), "label": _("lần đăng nhập bị từ chối trong một ngày")},
    ]


def _parts(found: Health) -> list[dict[str, Any]]:
    free = [free_bytes(folder) for folder in folders_written(casework())]
    shown = []
    for name in ("database", "schema", "storage", "disk"):
        said, kind = words.condition(getattr(found, name))
        note = words.megabytes(min(free)) if name == "disk" and free else None
        shown.append({"label": words.part_name(name), "said": said, "kind": kind, "note": note})
    return shown


def _scanner(found: Running) -> dict[str, Any]:
    said, kind, note = words.scanner(found.lag.scanning)
    return {"label": _("Quét mã độc"), "said": said, "kind": kind, "note": note}


def _duty(name: str, found: Running, at: datetime) -> dict[str, Any]:
    late = name in found.lag.late_duties
    return {
        "name": words.duty_name(name),
        "done": words.since(found.done[name], at),
        "said": _("Trễ: kiểm tra tiến trình nền") if late else _("Đúng giờ"),
        "kind": "late" if late else "done",
    }


def _message(one: Unsent) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": words.message_kind(one.kind),
        "code": one.code or _("không gắn hồ sơ"),
        "since": vn_datetime(one.created_at),
        "said": words.failure(one.error),
        "error": one.error,
        "attempts": one.attempts,
        "request_id": one.request_id,
        "again": one.again,
        "note": one.note,
    }
