"""Widgets for the fields of a definition: built from data, filled from answers, judged elsewhere. No validation may enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms import Field as Widget
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from procedures.answers import AnswerError
from procedures.countries import COUNTRIES
from procedures.countries import name as country_name
from procedures.definition import ALWAYS, AllOf, AnyOf, Condition, Field, Group, Kind, Not, When
from procedures.identifiers import fold
from web.english import language
from web.form_errors import html_name, summary_of
from web.words import error_message

MOST_RADIOS = 7
NUMERIC = frozenset({Kind.INTEGER, Kind.MONEY, Kind.PERSONAL_ID, Kind.DATE})


class CheckboxListField(SelectMultipleField):
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


@dataclass(frozen=True, slots=True)
class Question:
    """One question as a page shows it; `show_when` is the condition for the page's script, None when always shown."""

    field: Widget
    path: str
    definition: Field
    show_when: dict[str, Any] | None
    width: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a repeating group."""

    index: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Repeating:
    """A repeating group as a page shows it."""

    group: Group
    path: str
    items: tuple[Item, ...]
    errors: tuple[str, ...]
    show_when: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class BuiltForm:
    """A form ready to be shown: `rows` of questions and groups, `errors` as (message, element id) for the summary."""

    form: FlaskForm
    rows: tuple[Question | Repeating, ...]
    errors: tuple[tuple[str, str | None], ...] = field(default=())

    @property
    def csrf_token(self) -> Any:
        return self.form.csrf_token


def form_for(
    items: Sequence[Field | Group],
    answers: Mapping[str, Any],
    errors: Sequence[AnswerError] = (),
    *,
    prefix: str = "",
) -> BuiltForm:
    """Build the widgets of fields and groups, filled with (right or wrong) answers and their errors."""
    widgets: dict[str, Widget] = {}
    messages: dict[str, list[str]] = {}
    for error in errors:
        messages.setdefault(error.path, []).append(error_message(error))
    for item in items:
        for one, path, value in _leaves(item, answers):
            widgets[html_name(path, prefix)] = _widget(one, value)
    form = type("AnswersForm", (FlaskForm,), widgets)(formdata=None)
    for item in items:
        for one, path, value in _leaves(item, answers):
            widget = form[html_name(path, prefix)]
            widget.data = _shown(one, value)
            widget.errors = messages.get(path, [])
            widget.flags.required = one.required
    names = {item.name for item in items if isinstance(item, Field)}
    rows = tuple(_row(form, item, answers, messages, names, prefix) for item in items)
    return BuiltForm(form, rows, tuple(summary_of(form, items, errors, prefix)))


def raw_answers(items: Sequence[Field | Group], formdata: Any, *, prefix: str = "") -> dict[str, Any]:
    """What was posted, nested as answers are ("persons-0-name" becomes persons[0].name); unknown names are dropped."""
    raw: dict[str, Any] = {}
    for item in items:
        if isinstance(item, Field):
            raw[item.name] = _posted(item, html_name(item.name, prefix), formdata)
            continue
        raw[item.name] = [
            {
                one.name: _posted(one, html_name(f"{item.name}.{index}.{one.name}", prefix), formdata)
                for one in item.fields
            }
            for index in range(_posted_items(item, formdata, prefix))
        ]
    return raw


def _posted_items(group: Group, formdata: Any, prefix: str) -> int:
    """How many items were posted, never more than one beyond what the group allows."""
    start = html_name(group.name, prefix) + "-"
    indices = {name[len(start) :].split("-", 1)[0] for name in formdata if name.startswith(start)}
    present = [int(one) for one in indices if one.isascii() and one.isdigit() and len(one) < 4]
    return min(max(present, default=-1) + 1, group.max_items + 1)


def _posted(one: Field, name: str, formdata: Any) -> Any:
    if one.kind is Kind.CHOICES:
        return formdata.getlist(name)
    if one.kind is Kind.DECLARATION:
        return name in formdata
    return formdata.get(name, "")


def _leaves(item: Field | Group, answers: Mapping[str, Any]) -> list[tuple[Field, str, Any]]:
    if isinstance(item, Field):
        return [(item, item.name, answers.get(item.name))]
    return [
        (one, f"{item.name}.{index}.{one.name}", given.get(one.name) if isinstance(given, Mapping) else None)
        for index, given in enumerate(_items(item, answers))
        for one in item.fields
    ]


def _items(group: Group, answers: Mapping[str, Any]) -> list[Any]:
    """The items to show: those given, and empty ones up to what is required."""
    given = answers.get(group.name)
    items = list(given) if isinstance(given, list) else []
    return items + [{}] * (max(group.min_items, 1) - len(items))


def _row(
    form: FlaskForm,
    item: Field | Group,
    answers: Mapping[str, Any],
    messages: Mapping[str, list[str]],
    names: set[str],
    prefix: str,
) -> Question | Repeating:
    here = {name: html_name(name, prefix) for name in names}
    if isinstance(item, Field):
        return _question(form, item, item.name, answers, here, prefix)
    items = []
    for index, given in enumerate(_items(item, answers)):
        inside = {one.name: html_name(f"{item.name}.{index}.{one.name}", prefix) for one in item.fields}
        about = {**answers, **(given if isinstance(given, Mapping) else {})}
        questions = tuple(
            _question(form, one, f"{item.name}.{index}.{one.name}", about, {**here, **inside}, prefix)
            for one in item.fields
        )
        items.append(Item(index, tuple(one for one in questions if not _is_never(one.show_when))))
    condition = script_condition(item.shown_when, answers, here)
    return Repeating(item, item.name, tuple(items), tuple(messages.get(item.name, ())), condition)


def _question(
    form: FlaskForm, one: Field, path: str, answers: Mapping[str, Any], here: Mapping[str, str], prefix: str
) -> Question:
    condition = script_condition(one.shown_when, answers, here)
    return Question(form[html_name(path, prefix)], path, one, condition, _width(one))


def script_condition(
    condition: Condition, answers: Mapping[str, Any], here: Mapping[str, str]
) -> dict[str, Any] | None:
    """The condition for the page's script: parts about questions on other pages are decided now; None means always."""
    return None if condition == ALWAYS else _as_script(condition, answers, here)


def _as_script(condition: Condition, answers: Mapping[str, Any], here: Mapping[str, str]) -> dict[str, Any]:
    match condition:
        case When(field=name, values=values) if name in here:
            return {"field": here[name], "in": [_script_value(one) for one in values]}
        case When():
            return {"all": []} if condition.holds(answers) else {"any": []}
        case Not(part=part):
            return {"not": _as_script(part, answers, here)}
        case AllOf(parts=parts):
            return {"all": [_as_script(part, answers, here) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [_as_script(part, answers, here) for part in parts]}


def _is_never(condition: dict[str, Any] | None) -> bool:
    """Whether answers on other pages have decided already that a question of a card is not asked."""
    match condition:
        case {"all": parts}:
            return any(map(_is_never, parts))
        case {"any": parts}:
            return all(map(_is_never, parts))
        case {"not": part}:
            return part == {"all": []}
    return False


def _script_value(value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _widget(one: Field, value: Any) -> Widget:
    label = one.label.in_language(language())
    about = {"label": label, "description": _help(one), "render_kw": _attributes(one)}
    choices = [SelectChoice(choice.value, choice.label.in_language(language())) for choice in one.choices]
    match one.kind:
        case Kind.LONG_TEXT:
            return TextAreaField(**about)
        case Kind.YES_NO:
            return RadioField(label=label, description=_help(one), choices=[SelectChoice("yes", _("Có")), SelectChoice("no", _("Không"))])
        case Kind.DECLARATION:
            return BooleanField(label=label, description=_help(one))
        case Kind.CHOICES:
            return CheckboxListField(label=label, description=_help(one), choices=choices)
        case Kind.CHOICE if len(choices) <= MOST_RADIOS:
            return RadioField(label=label, description=_help(one), choices=choices)
        case Kind.CHOICE:
            return SelectField(**about, choices=[SelectChoice("", _("– Chọn –")), *choices])
        case Kind.COUNTRY:
            return SelectField(**about, choices=[SelectChoice("", _("– Chọn nước –")), *_countries()])
        case Kind.TIME:
            return StringField(**about)
        case _:
            return StringField(**about)


def _countries() -> list[SelectChoice]:
    names = [(code, country_name(code, language())) for code in COUNTRIES]
    return [SelectChoice(code, name) for code, name in sorted(names, key=lambda pair: fold(pair[1]))]


def _help(one: Field) -> str:
    """What helps with a question, and how a date or a time of day is written."""
    written = {Kind.DATE: _("Ngày/tháng/năm, ví dụ 21/10/2021"), Kind.TIME: _("Giờ:phút, ví dụ 08:30")}.get(one.kind, "")
    return " ".join(part for part in (one.help.in_language(language()) if one.help else "", written) if part)


def _attributes(one: Field) -> dict[str, Any]:
    """Never a `maxlength`: a browser cuts what is pasted in silence, the judge of answers says that it is too long."""
    attributes: dict[str, Any] = {}
    if one.kind in NUMERIC:
        attributes["inputmode"] = "numeric"
    if one.kind is Kind.EMAIL:
        attributes |= {"type": "email", "inputmode": "email"}
    if one.kind is Kind.PHONE:
        attributes |= {"type": "tel", "inputmode": "tel"}
    if one.kind is Kind.LONG_TEXT:
        attributes["rows"] = 4
    if one.autocomplete:
        attributes["autocomplete"] = one.autocomplete
    return attributes


def _width(one: Field) -> str:
    if one.kind in (Kind.DATE, Kind.TIME, Kind.INTEGER):
        return "s"
    return "m" if one.kind in NUMERIC | {Kind.PHONE, Kind.PASSPORT, Kind.TAX_CODE} else "l"


def _shown(one: Field, value: Any) -> Any:
    """An answer as its widget shows it; a wrong one is shown as it was typed."""
    if one.kind is Kind.CHOICES:
        return value if isinstance(value, list) else []
    if one.kind is Kind.DECLARATION:
        return value in (True, "yes", "true", "on", "1", "y")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if one.kind is Kind.DATE:
        return _shown_date(str(value))
    return str(value)


def _shown_date(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value
