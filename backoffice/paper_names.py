"""What the office's papers and their versions are called on the screens. No rule may enter."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from casework.models import Paper
from casework.queries.papers import PaperPage, differences
from casework.queries.situations import Loaded
from procedures.letters import NEVER_NUMBERED
from web.filters import file_size, vn_date, vn_datetime
from web.scan_words import looked, scan_words


def paper_row(paper: Paper, loaded: Loaded, editable: bool) -> dict[str, Any]:
    """One paper of the list."""
    code = loaded.dossier.code
    number = f"{paper.number}/{paper.symbol}" if paper.number is not None else ""
    return {
        "name": paper_name(paper),
        "about": about_whom(paper, loaded),
        "number": number,
        "issued": paper.number is not None or paper.storage_key is not None or paper.code in NEVER_NUMBERED,
        "public": paper.public,
        "date": vn_date(paper.issued_on or paper.created_at),
        "size": file_size(paper.size) if paper.size else "",
        "signer": paper.signer,
        "editable": editable,
        "url": url_for("backoffice.draft", code=code, paper_id=paper.id),
        "print_url": url_for("backoffice.paper", code=code, paper_id=paper.id),
    }


def paper_name(paper: Paper) -> str:
    """By its kind: the code of a paper says what it is, its title what about."""
    kind = paper.code.split(":", 1)[0]
    words = {
        "proposal": _("Phiếu trình"),
        "submission": _("Tờ trình"),
        "consultation": _("Văn bản lấy ý kiến: %(body)s", body=paper.title),
        "received": _("Danh sách bản chính đã nhận"),
        "dispatch": _("Danh sách gửi kèm giấy tờ"),
        "receipt": _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        "supplement_slip": _("Phiếu yêu cầu bổ sung"),
        "refusal_slip": _("Phiếu từ chối tiếp nhận"),
    }
    return words.get(kind, paper.title)


def about_whom(paper: Paper, loaded: Loaded) -> str:
    """The person or document a paper is about, when it is about one."""
    definition = loaded.situation.definition
    items = loaded.situation.answers.get(definition.items, []) if definition.items else []
    if 0 <= paper.item < len(items) and definition.item_title is not None:
        return definition.item_title(items[paper.item])
    return ""


def version_rows(page: PaperPage) -> list[dict[str, Any]]:
    """The versions, the newest first, each with what it changed of the one before."""
    code, paper_id = page.loaded.dossier.code, page.paper.id
    before = {one.version: one.content for one in page.versions}
    return [
        {
            "number": one.version,
            "who": one.officer_name,
            "at": vn_datetime(one.at),
            "comment": one.comment,
            "from_file": one.storage_key is not None,
            "scan": scan_words(looked(one)) if one.storage_key else "",
            "changes": differences(before[one.version - 1], one.content) if one.version - 1 in before else [],
            "docx_url": url_for("backoffice.paper_docx", code=code, paper_id=paper_id, number=one.version),
            "pdf_url": url_for("backoffice.paper_preview", code=code, paper_id=paper_id, number=one.version),
        }
        for one in page.versions
    ]
