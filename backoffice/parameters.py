"""The office's own settings for each procedure: what holds today, what awaits confirmation, and a further dated revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from casework.services.acting import InvalidInputs
from casework.services.parameters import SetParameter, parameters_on, revise, revisions
from procedures.answers import AnswerError
from procedures.case.workbench import REVISION_FIELDS
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Definition, Field, Kind, Role, Text
from procedures.reporting import REPORT, Reading, Report
from web.access import officer
from web.current import actor, casework, now
from web.form_builder import form_for

SHORT = 60
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows: the values of a day as the revisions up to a number have them; the form carries both.

    `days` are those to come on which a revision begins: their values can be shown instead.
    """

    on: date
    seen: int
    values: tuple[SetParameter, ...]
    days: tuple[date, ...]


@blueprint.get("/cai-dat/tham-so")
@officer(Role.ADMINISTRATOR)
def parameters() -> Any:
    """Every parameter of every procedure and of the report, with the revisions that made them."""
    found = parameters_on(casework(), _today())
    shown = [(_definition(slug), values) for slug, values in found.items()]
    return render_template("backoffice/parameters.html", procedures=shown, revisions=revisions(casework()))


@blueprint.get("/cai-dat/tham-so/<slug>")
@officer(Role.ADMINISTRATOR)
def parameter_form(slug: str) -> Any:
    """The values of today, or of the day the address names, to change from a day on."""
    shown = _shown(slug, request.args)
    return _page(slug, shown, {one.parameter.name: one.written for one in shown.values})


@blueprint.post("/cai-dat/tham-so/<slug>")
@officer(Role.ADMINISTRATOR)
def revise_parameters(slug: str) -> Any:
    """Add a dated revision with the document that decides it."""
    shown = _shown(slug, request.form)
    raw = {one.name: request.form.get(_html(one.name), "") for one in _fields(shown.values)}
    left = {one.parameter.name: one.value for one in shown.values}
    try:
        revise(casework(), slug, raw, actor(), now(), left)
    except InvalidInputs as wrong:
        return _page(slug, shown, raw, [_worded(one) for one in wrong.errors]), 422
    flash(_("Đã ghi tham số mới."), "success")
    return redirect(url_for("backoffice.parameters"))


def _shown(slug: str, asked: Mapping[str, str]) -> Shown:
    """What the address asks for, or the form came with."""
    known, given = revisions(casework()), asked.get("seen", "")
    newest = max((one.id for one in known), default=0)
    seen = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else newest
    try:
        on = max(date.fromisoformat(asked.get("tu-ngay", "")), _today())
    except ValueError:
        on = _today()
    found = parameters_on(casework(), on, seen=seen)
    if slug not in found:
        abort(404)
    return Shown(on, seen, found[slug], tuple(sorted({one.in_force_from for one in known if one.in_force_from > _today()})))


def _today() -> date:
    return now().astimezone(OFFICE_TIME).date()


def _definition(slug: str) -> Definition | Report:
    if slug == REPORT.slug:
        return REPORT
    return casework().registry.in_force(slug, _today()) or casework().registry.versions(slug)[-1]


def _fields(values: Sequence[SetParameter]) -> tuple[Field, ...]:
    """The questions of the form: the day, the document, then each parameter."""
    own = (
        Field(
            one.parameter.name,
            _kind(one),
            one.parameter.label,
            choices=one.parameter.choices if isinstance(one.parameter, Reading) else (),
            help=Text(_hint(one), _hint(one)),
            max_length=LONGEST,
        )
        for one in values
    )
    return (*REVISION_FIELDS, *own)


def _kind(one: SetParameter) -> Kind:
    if isinstance(one.parameter, Reading):
        return Kind.CHOICE
    return Kind.LONG_TEXT if len(one.written) > SHORT or "\n" in one.written else Kind.TEXT


def _hint(one: SetParameter) -> str:
    words = [str(one.parameter.citation)]
    if one.parameter.citation.to_be_confirmed:
        words.append(_("chờ xác nhận"))
    if not isinstance(one.parameter.default, str | int):
        words.append(_("viết theo JSON"))
    if one.parameter.follows:
        words.append(_("áp dụng cả cho hồ sơ đã nộp, theo ngày ghi trong từng dòng"))
    return " · ".join(words)


def _html(name: str) -> str:
    return name.replace(".", "-")


def _page(slug: str, shown: Shown, raw: Mapping[str, Any], errors: Sequence[AnswerError] = ()) -> str:
    built = form_for(_fields(shown.values), raw, errors)
    return render_template("backoffice/parameter_form.html", definition=_definition(slug), built=built, shown=shown)


def _worded(error: AnswerError) -> AnswerError:
    words = {
        "not_usable": _("Giá trị này không dùng được; giữ đúng kiểu và cấu trúc của giá trị cũ."),
        "beyond_the_law": _("Thời hạn này không được dài hơn thời hạn luật định và phải tính bằng cùng đơn vị."),
        "nothing_changed": _("Chưa có giá trị nào thay đổi."),
        "not_in_force": _("Thủ tục này không áp dụng vào ngày đó."),
    }
    said = words.get(error.code)
    return AnswerError(error.path, error.code, {}, Text(said, said)) if said else error
