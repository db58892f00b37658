"""Two windows on one form: what another window saved meanwhile is never overwritten in silence. No rule of a form may enter."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from casework.queries.drafts import OpenDraft, as_typed
from procedures.answers import AnswerError
from procedures.definition import Field, Group, Page, Text
from web.answer_words import value_in_words


def seen_on(opened: OpenDraft, page: Page) -> str:
    """What a window knows when a page is shown: how often the draft was saved, and a mark of each answer on the page."""
    marks = (f"{item.name}:{_mark(opened.draft.answers.get(item.name))}" for item in page.items)
    return " ".join([str(opened.draft.revision), *marks])


def saved_elsewhere(opened: OpenDraft, page: Page, typed: Mapping[str, Any], seen: str) -> tuple[AnswerError, ...]:
    """Answers that another window saved since, and that this one would change; each with what was saved."""
    revision, *marks = seen.split() or [str(opened.draft.revision)]
    if revision == str(opened.draft.revision):
        return ()
    known = dict(mark.split(":", 1) for mark in marks if ":" in mark)
    here = as_typed(opened.definition, typed, opened.on)
    return tuple(
        _told(item, opened.answers.get(item.name))
        for item in page.items
        if item.name in typed
        and item.name in known
        and known[item.name] != _mark(opened.draft.answers.get(item.name))
        and _empty_as_none(here.get(item.name)) != _empty_as_none(opened.answers.get(item.name))
    )


def _told(item: Field | Group, saved: Any) -> AnswerError:
    words = _("Ở cửa sổ khác vừa lưu: “%(saved)s”. Bấm tiếp tục lần nữa để giữ điều đang nhập ở đây.", saved=_in_words(item, saved))
    return AnswerError(item.name, "said", {}, Text(words, words))


def _in_words(item: Field | Group, saved: Any) -> str:
    if isinstance(item, Field):
        return value_in_words(item, saved) or _("(để trống)")
    cards = (", ".join(str(one) for one in card.values() if one) for card in saved or [])
    return "; ".join(one for one in cards if one) or _("(để trống)")


def _mark(answer: Any) -> str:
    whole = json.dumps(_empty_as_none(answer), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _empty_as_none(answer: Any) -> Any:
    return None if answer in ("", [], False) else answer
