"""A list as a file to take away: CSV or a workbook of what the search finds, in constant memory. No query is written here."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any

from flask import Response, request, send_file, stream_with_context
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.filtering import procedure_name, wanted_from_address
from backoffice.navigation import SEES_DOSSIERS
from casework.gateways.tables import CSV, XLSX, as_csv, write_xlsx
from casework.queries.listing import every
from casework.queries.worklist import ALL
from web.access import officer
from web.current import actor, casework, now
from web.filters import vn_datetime

IN_MEMORY = 1024 * 1024


@blueprint.get("/xuat-danh-sach")
@officer(*SEES_DOSSIERS)
def listing() -> Any:
    """Every dossier that the filters of the address leave; `dang` is csv or xlsx."""
    rows = _rows()
    if request.args.get("dang") == "xlsx":
        book = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the response closes it when it is sent
        write_xlsx(book, _("Danh sách"), rows)
        book.seek(0)
        answer = send_file(book, mimetype=XLSX, as_attachment=True, download_name="danh-sach.xlsx")
        answer.call_on_close(book.close)
        return answer
    headers = {"Content-Disposition": 'attachment; filename="danh-sach.csv"'}
    return Response(stream_with_context(as_csv(rows)), content_type=CSV, headers=headers)


def _rows() -> Iterator[tuple[Any, ...]]:
    yield (
        *(_("Mã hồ sơ"), _("Thủ tục"), _("Tên hồ sơ"), _("Ngày nộp"), _("Ngày tiếp nhận"), _("Hẹn trả"), _("Xong")),
        _("Người thụ lý"),
    )
    for one in every(casework(), actor(), wanted_from_address(ALL), now()):
        times = (vn_datetime(at) if at else "" for at in (one.filed_at, one.accepted_at, one.due_at, one.finished_at))
        yield (one.code, procedure_name(one.slug), one.title, *times, one.assignee or "")
