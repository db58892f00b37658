"""Where on a form an error lies, said in the summary so that nobody has to look for it. No validation may enter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_wtf import FlaskForm

from procedures.answers import AnswerError
from procedures.definition import Field, Group
from web.english import language
from web.words import error_message


def html_name(path: str, prefix: str = "") -> str:
    """The name of a widget for a path of an answer."""
    return prefix + path.replace(".", "-")


def summary_of(
    form: FlaskForm, items: Sequence[Field | Group], errors: Sequence[AnswerError], prefix: str
) -> Iterator[tuple[str, str | None]]:
    """Each error as (message, element id), its question and card named before it."""
    for error in errors:
        name = html_name(error.path, prefix)
        if name in form:
            yield _place(_card(items, error.path), form[name].label.text) + error_message(error), form[name].id
        else:
            yield error_message(error), f"{name}-list" if error.path else None


def _card(items: Sequence[Field | Group], path: str) -> str:
    """Which card of a repeating group a path lies in, as it is headed ("Người 2"); "" outside of one."""
    name, _sep, rest = path.partition(".")
    index = rest.partition(".")[0]
    group = next((one for one in items if isinstance(one, Group) and one.name == name), None)
    return f"{group.item_label.in_language(language())} {int(index) + 1}" if group and index.isdecimal() else ""


def _place(card: str, label: str) -> str:
    """A question keeps its own mark, a name gets a colon."""
    place = f"{card} – {label}" if card else label
    return f"{place} " if place.endswith((".", "?", "!")) else f"{place}: "
