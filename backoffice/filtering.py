"""The filters of a list as addresses: read from the query, shown as chips that stay. No query of the database may enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.queries.facets import COUNTED
from casework.queries.worklist import (
    ALL,
    DIVISION,
    HANDLED,
    LATE,
    LATE_PROMISE,
    LATE_STEP,
    MINE,
    SCOPES,
    SOON,
    Wanted,
    Worklist,
    scopes_of,
)
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Phase
from web.current import actor, casework
from web.filters import text, vn_number

NAMES = {
    "scope": "pham-vi",
    "slug": "thu-tuc",
    "phase": "dang-o",
    "state": "buoc",
    "division": "phong",
    "lateness": "han",
    "words": "q",
}
SCOPE_WORDS = {MINE: "cho-toi", HANDLED: "toi-thu-ly", DIVISION: "phong-toi", ALL: "tat-ca"}
LATENESS_WORDS = {LATE: "qua-han", LATE_PROMISE: "tre-hen", LATE_STEP: "tre-buoc", SOON: "sap-den-han"}
OPEN_PHASES = (Phase.OFFICE, Phase.CITIZEN, Phase.OTHER_BODY)


def wanted_from_address(default_scope: str = MINE) -> Wanted:
    """What the address asks for; a value nobody knows leaves its filter open."""
    given = {name: request.args.get(word, "")[:200] for name, word in NAMES.items()}
    scopes = {word: scope for scope, word in SCOPE_WORDS.items()}
    lateness = {word: name for name, word in LATENESS_WORDS.items()}
    return Wanted(
        scope=scopes.get(given["scope"], default_scope),
        slug=given["slug"] if given["slug"] in casework().registry.slugs() else "",
        phase=given["phase"] if given["phase"] in OPEN_PHASES else "",
        state=given["state"] if given["state"].isidentifier() else "",
        division=given["division"] if given["division"] in dict(casework().office.divisions) else "",
        lateness=lateness.get(given["lateness"], ""),
        words=given["words"].strip(),
        finished_since=_day(request.args.get("xong-tu", "")),
    )


def _day(given: str) -> datetime | None:
    try:
        on = date.fromisoformat(given)
    except ValueError:
        return None
    # Earlier, the instant in UTC would lie before the first year there is.
    return datetime.combine(on, time(), OFFICE_TIME) if on.year > 1 else None


def address(wanted: Wanted, endpoint: str = "backoffice.worklist", **more: Any) -> str:
    """The address of a list narrowed in this way."""
    query = {word: getattr(wanted, name) for name, word in NAMES.items()}
    query["pham-vi"] = "" if wanted.scope == MINE else SCOPE_WORDS[wanted.scope]
    query["han"] = LATENESS_WORDS.get(wanted.lateness, "")
    query["xong-tu"] = wanted.finished_since.date().isoformat() if wanted.finished_since else ""
    return url_for(endpoint, **{word: value for word, value in {**query, **more}.items() if value})


def scope_chips(page: Worklist, wanted: Wanted) -> list[dict[str, Any]]:
    """Whose dossiers: the scopes that can hold anything for this officer."""
    words = {MINE: _("Chờ tôi"), HANDLED: _("Tôi thụ lý"), DIVISION: _("Phòng tôi"), ALL: _("Tất cả được xem")}
    apt = scopes_of(actor())
    return [
        {
            "label": words[scope],
            "url": address(replace(wanted, scope=scope)),
            "active": wanted.scope == scope,
            "count": _counted(page.count(wanted, scope=scope), page.beyond(wanted, scope=scope)),
        }
        for scope in SCOPES
        if scope in apt or wanted.scope == scope
    ]


def narrowing_chips(page: Worklist, wanted: Wanted) -> list[dict[str, Any]]:
    """What narrows the list further; an active chip leads to the list without it."""
    choices = {
        "lateness": _lateness_labels(),
        "slug": [(one, procedure_name(one)) for one in casework().registry.slugs()],
        "phase": phase_labels(),
        "division": casework().office.divisions,
        "state": _states(wanted),
    }
    return [chip for name, values in choices.items() for chip in _chips(page, wanted, name, values)]


def _chips(page: Worklist, wanted: Wanted, name: str, values: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """The chips of one filter, but for those that would leave nothing, or (not being on) would leave everything."""
    counts = page.counts(wanted, name)
    for value, label in values:
        active, count, more = getattr(wanted, name) == value, counts.get(value, 0), page.beyond(wanted, **{name: value})
        if not active and not more and count in (0, counts[""]):
            continue
        changed = {name: "" if active else value} | ({"state": ""} if name in ("slug", "phase") else {})
        yield {"label": label, "url": address(replace(wanted, **changed)), "active": active, "count": _counted(count, more)}


def _counted(count: int, more: bool) -> str | None:
    """As "37"; "412+" where only so many were counted; nothing where none of them was."""
    return f"{vn_number(count)}+" if more and count else None if more else vn_number(count)


def total_words(page: Worklist, wanted: Wanted) -> str:
    """How many dossiers the list has, in words that never say more than is known."""
    count, more = page.total(wanted)
    if not more:
        return ngettext("%(num)s hồ sơ", "%(num)s hồ sơ", count)
    if count >= COUNTED:
        return _("hơn %(n)s hồ sơ", n=vn_number(count))
    return _("ít nhất %(n)s hồ sơ", n=vn_number(count))


def _lateness_labels() -> tuple[tuple[str, str], ...]:
    return (
        (LATE, _("Quá hạn trả hoặc quá hạn bước")),
        (LATE_PROMISE, _("Trễ hẹn trả kết quả")),
        (LATE_STEP, _("Trễ bước")),
        (SOON, _("Đến hạn trong một ngày làm việc")),
    )


def phase_labels() -> tuple[tuple[Phase, str], ...]:
    words = {
        Phase.OFFICE: _("Cơ quan đang giải quyết"),
        Phase.CITIZEN: _("Chờ người nộp"),
        Phase.OTHER_BODY: _("Chờ cơ quan khác"),
    }
    return tuple((phase, words[phase]) for phase in OPEN_PHASES)


def procedure_name(slug: str) -> str:
    """The short name by which officers know a procedure: its newest version's."""
    return text(casework().registry.versions(slug)[-1].name)


def _states(wanted: Wanted) -> list[tuple[str, str]]:
    """The steps of the chosen procedure; without one there are too many to be of use."""
    if not wanted.slug:
        return []
    definition = casework().registry.versions(wanted.slug)[-1]
    states = {one.code: text(one.label) for variant in definition.variants for one in variant.states}
    return list(states.items())
