"""Two windows on one form: what another window saved meanwhile is never overwritten in silence. No rule of a form may enter."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from casework.queries.drafts import as_typed
from procedures.answers import AnswerError
from procedures.definition import Definition, Field, Group, Text
from web.answer_words import value_in_words


@dataclass(frozen=True, slots=True)
class Saved:
    """What is kept of a form: how often it was saved, the answers as they were typed, the law and the day they are read by."""

    revision: int
    answers: Mapping[str, Any]
    definition: Definition
    on: date


def seen_on(saved: Saved, items: Sequence[Field | Group]) -> str:
    """What a window knows when these items are shown: how often the form was saved, and a mark of each answer."""
    marks = (f"{item.name}:{_mark(saved.answers.get(item.name))}" for item in items)
    return " ".join([str(saved.revision), *marks])


def saved_elsewhere(saved: Saved, items: Sequence[Field | Group], typed: Mapping[str, Any], seen: str) -> tuple[AnswerError, ...]:
    """Answers that another window saved since, and that this one would change; each with what was saved."""
    revision, *marks = seen.split() or [str(saved.revision)]
    if revision == str(saved.revision):
        return ()
    known = dict(mark.split(":", 1) for mark in marks if ":" in mark)
    here, there = (as_typed(saved.definition, one, saved.on) for one in (typed, saved.answers))
    return tuple(
        _told(item, there.get(item.name))
        for item in items
        if item.name in typed
        and item.name in known
        and known[item.name] != _mark(saved.answers.get(item.name))
        and _empty_as_none(here.get(item.name)) != _empty_as_none(there.get(item.name))
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
