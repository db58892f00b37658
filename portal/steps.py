"""The steps of a draft with what is done and what is missing, and the parts every page of a draft shares. No view may enter."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from casework.queries.drafts import OpenDraft
from procedures.definition import Page
from web.filters import text


def steps_of(opened: OpenDraft, current: str) -> list[dict[str, Any]]:
    """For the `step_list` macro: the pages, the papers, the review. `current` is a page's name, "papers" or "review"."""
    pages = [_page_step(opened, page, current) for page in opened.pages]
    papers = {
        "label": _("Giấy tờ"),
        "url": address(opened, "portal.papers"),
        "state": "current" if current == "papers" else _state(len(opened.missing), bool(opened.files)),
        "missing": len(opened.missing),
    }
    review = {
        "label": _("Xem lại và nộp"),
        "url": address(opened, "portal.review"),
        "state": "current" if current == "review" else "open",
    }
    return [*pages, papers, review]


def _page_step(opened: OpenDraft, page: Page, current: str) -> dict[str, Any]:
    wrong = len(opened.errors_of(page))
    state = "current" if page.name == current else _state(wrong, opened.is_begun(page))
    return {"label": text(page.title), "url": address_of_page(opened, page), "state": state, "missing": wrong}


def _state(missing: int, begun: bool) -> str:
    if not missing:
        return "done"
    return "missing" if begun else "open"


def address(opened: OpenDraft, endpoint: str, **more: Any) -> str:
    """The address of one of a draft's pages."""
    return url_for(endpoint, slug=opened.draft.slug, draft=opened.draft.id, **more)


def address_of_page(opened: OpenDraft, page: Page) -> str:
    return address(opened, "portal.form_page", page=page.name)


def after(opened: OpenDraft, page: Page) -> str:
    """Where "save and go on" leads: the next page, after the last one the papers."""
    pages = opened.pages
    position = [one.name for one in pages].index(page.name) if page in pages else -1
    if position + 1 < len(pages):
        return address_of_page(opened, pages[position + 1])
    return address(opened, "portal.papers")
