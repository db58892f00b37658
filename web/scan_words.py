"""What the malware scanner said of a file, in words, and the page in its place. Who may open what is decided elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template, request
from flask_babel import gettext as _

from casework.models import Attachment, PaperVersion
from casework.queries.scans import FileWithheld, Looked, Verdict, looked_at
from web.current import casework
from web.filters import vn_date, vn_time

ASK_AGAIN_SECONDS = 30


def looked(file: Attachment | PaperVersion) -> Looked:
    """What is known of a file that was read with its scan."""
    return looked_at(casework(), file)


def scan_words(found: Looked) -> str:
    """A clause to stand beside the file's name; "" where nobody has looked, which is said nowhere to be harmless."""
    words = {
        Verdict.WAITING: _("đang kiểm tra mã độc, từ %(when)s", when=_moment(found)),
        Verdict.CLEAN: _("đã quét, không thấy mã độc"),
        Verdict.INFECTED: _("có mã độc, không ai mở được"),
    }
    return words.get(found.verdict, "")


def _moment(found: Looked) -> str:
    return f"{vn_time(found.since)} {vn_date(found.since)}"


def register(app: Flask) -> None:
    """Let templates say it: `file|looked`, `found|scan_words`."""
    app.jinja_env.filters.update(looked=looked, scan_words=scan_words)
    app.register_error_handler(FileWithheld, withheld)


def refused_words(name: str) -> str:
    """To the applicant, at the paper."""
    return _("Tệp %(name)s có mã độc nên không được nhận. Ông/Bà quét lại máy, rồi gửi tệp khác thay tệp này.", name=name)


def withheld(error: FileWithheld) -> Any:
    """The page in place of a file that is not given out: locked while it is looked at, refused when it is infected."""
    found = error.looked
    status = 403 if found.infected else 423
    headers = {} if found.infected else {"Retry-After": str(ASK_AGAIN_SECONDS)}
    if request.accept_mimetypes.best == "application/json":
        return {"error": status}, status, headers
    return render_template("errors/withheld.html", status=status, infected=found.infected, since=_moment(found)), status, headers
