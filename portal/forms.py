"""The pages of a form: one topic a page, saved whatever was typed, judged when one goes on. Papers and review are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

from casework.queries.drafts import OpenDraft, open_draft, saved_state
from casework.services.draft_items import remove_item
from casework.services.drafting import AnswerRefused, save_answer, save_page
from portal.blueprint import blueprint
from portal.steps import address, address_of_page, after, steps_of
from portal.windows import Saved, saved_elsewhere, seen_on
from procedures.answers import AnswerError
from procedures.answers.reading import is_shown
from procedures.definition import Field, Group, Kind, Page, fields_of
from web.access import citizen
from web.current import account_id, casework, now
from web.form_builder import form_for, raw_answers
from web.words import error_message

Items = Sequence[Field | Group]
MOST_TOLD = 3


@blueprint.get("/nop-ho-so/<slug>/<draft>/<page>")
@citizen
def form_page(slug: str, draft: str, page: str) -> str | Response:
    """One page of a draft; every other page leads to the stop once the answers say that this is not the office."""
    opened = _open(slug, draft)
    if _is_beyond_the_stop(opened, page):
        return redirect(address(opened, "portal.stop"))
    return _show(opened, _topic(opened, page))


@blueprint.post("/nop-ho-so/<slug>/<draft>/<page>")
@citizen
def save_form_page(slug: str, draft: str, page: str) -> str | Response | tuple[str, int]:
    """Keep everything typed; then add, copy or remove an item, go on, or say what is wrong."""
    opened = _open(slug, draft)
    if _is_beyond_the_stop(opened, page):
        return redirect(address(opened, "portal.stop"))
    topic = _topic(opened, page)
    typed = posted_answers(topic.items)
    wish = request.form.get("list_action", "")
    elsewhere = saved_elsewhere(_saved(opened), topic.items, typed, request.form.get("seen", ""))
    if elsewhere:
        return _both(opened, topic, typed, elsewhere), 409
    save_page(casework(), draft, account_id(), {**typed, **_longer(topic, typed, wish)}, now())
    if wish:
        return redirect(address_of_page(opened, topic) + _remove(draft, topic, wish))
    opened = _open(slug, draft)
    if opened.stop:
        return redirect(address(opened, "portal.stop"))
    if request.form.get("then") == "later":
        return redirect(url_for("portal.mine"))
    wrong = opened.errors_of(topic)
    if wrong:
        return _show(opened, topic, wrong), 422
    _tell_what_follows(opened, topic)
    return redirect(after(opened, topic))


def _tell_what_follows(opened: OpenDraft, topic: Page) -> None:
    """What these answers lead to, such as an apostille or too little time before the event: told now, not at the end."""
    names = {item.name for item in topic.items}
    about = (error_message(one) for one in opened.checked.warnings if one.path.partition(".")[0] in names)
    for message in [*dict.fromkeys(about)][:MOST_TOLD]:
        flash(message, "info")


@blueprint.get("/nop-ho-so/<slug>/<draft>/khong-dung-noi")
@citizen
def stop(slug: str, draft: str) -> str | Response:
    """Not this office, but that one: said before anything else is typed."""
    opened = _open(slug, draft)
    ending = opened.stop
    if ending is None:
        return redirect(address_of_page(opened, opened.pages[0]))
    back = opened.pages_before(ending)[0]
    return render_template("portal/stop.html", opened=opened, stop=ending, back_url=address_of_page(opened, back))


@blueprint.post("/nop-ho-so/ban-nhap/<draft>/luu")
@citizen
def autosave(draft: str) -> Any:
    """Keep one answer: JSON {path, value} → {saved_at, version}, or 422 with what is wrong with it."""
    path, value = given_answer()
    try:
        save_answer(casework(), draft, account_id(), path, value, now())
    except AnswerRefused as refused:
        return {"error": error_message(refused.error)}, 422
    saved_at, version = saved_state(casework(), draft, account_id())
    return {"saved_at": saved_at.isoformat(), "version": version}


@blueprint.record_once
def _let_autosave_answer_401(state: Any) -> None:
    """A lost session loses its token too: sign-in is asked about first, the token by the view itself."""
    state.app.extensions["csrf"].exempt(autosave)


def given_answer() -> tuple[str, Any]:
    """Path and value of an autosaved answer, its token judged first; 400 for anything else."""
    _csrf().protect()
    given = _given_json()
    if not isinstance(given, dict) or not isinstance(given.get("path"), str) or len(given["path"]) > 200:
        abort(400)
    return given["path"], given.get("value")


def _given_json() -> Any:
    """The JSON of the request; None for what is none, or is nested as no answer is."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _csrf() -> CSRFProtect:
    return current_app.extensions["csrf"]


def _open(slug: str, draft: str) -> OpenDraft:
    opened = open_draft(casework(), draft, account_id(), now())
    if opened.draft.slug != slug:
        abort(404)
    return opened


def _is_beyond_the_stop(opened: OpenDraft, name: str) -> bool:
    """Whether the answers already say that this is not the office, and the page is not where they could be changed."""
    return opened.stop is not None and all(one.name != name for one in opened.pages_before(opened.stop))


def _topic(opened: OpenDraft, name: str) -> Page:
    topic = opened.page(name)
    if topic is None:
        abort(404)
    return topic


def form_page_as_typed(slug: str, draft: str, page: str) -> str:
    """The page with what was posted to it, unsaved: its token had ended with a session."""
    opened = _open(slug, draft)
    topic = _topic(opened, page)
    flash(_("Phiên đã được nối lại. Ông/Bà xem lại rồi bấm lưu lần nữa."), "warning")
    return _show(opened, topic, (), posted_answers(topic.items))


def _show(opened: OpenDraft, topic: Page, wrong: Sequence[AnswerError] = (), typed: Mapping[str, Any] | None = None) -> str:
    items = [item for item in topic.items if may_be_shown(opened, topic, item)]
    return render_template(
        "portal/form_page.html",
        opened=opened,
        page=topic,
        form=form_for(items, {**opened.answers, **_derived(opened), **(typed or {})}, wrong),
        steps=steps_of(opened, topic.name),
        seen=seen_on(_saved(opened), topic.items),
    )


def _saved(opened: OpenDraft) -> Saved:
    return Saved(opened.draft.revision, opened.draft.answers, opened.definition, opened.on)


def _both(opened: OpenDraft, topic: Page, typed: dict[str, Any], elsewhere: Sequence[AnswerError]) -> str:
    """What was typed here with what another window saved beside it; only what both leave alone is saved."""
    names = {one.path for one in elsewhere}
    save_page(casework(), opened.draft.id, account_id(), {name: one for name, one in typed.items() if name not in names}, now())
    return _show(_open(opened.draft.slug, opened.draft.id), topic, elsewhere, {name: typed[name] for name in names})


def _derived(opened: OpenDraft) -> dict[str, Any]:
    """Facts that are no answers, for conditions on other pages."""
    return {name: value for name, value in opened.facts.items() if name not in opened.checked.answers}


def may_be_shown(opened: OpenDraft, page: Page, item: Field | Group) -> bool:
    """Whether a question belongs on the page: it is shown now, or an answer on the same page could show it."""
    here = {one.name for one in page.items}
    return is_shown(page, item, opened.facts) or bool(fields_of(item.shown_when) & here)


def posted_answers(items: Items, needed: Mapping[str, int] | None = None) -> dict[str, Any]:
    """What the page's form says; of questions that another answer hides nothing is posted, and what was saved of them stays."""
    raw = raw_answers(items, request.form)
    return without_blank_items(items, {one.name: raw[one.name] for one in items if _was_posted(one)}, needed)


def _was_posted(item: Field | Group) -> bool:
    """Boxes that nobody ticked are not posted either."""
    if isinstance(item, Group):
        return any(name.startswith(f"{item.name}-") for name in request.form)
    return item.kind in (Kind.CHOICES, Kind.DECLARATION) or item.name in request.form


def without_blank_items(items: Items, typed: dict[str, Any], needed: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Empty cards at the end of a group are not answers, beyond those it needs (`needed`: more of some); null characters never are."""
    kept = without_nulls(typed)
    for group in (one for one in items if isinstance(one, Group) and one.name in kept):
        cards = list(kept.get(group.name) or [])
        while len(cards) > max(group.min_items, (needed or {}).get(group.name, 0)) and not any(
            value not in ("", None, [], False) for value in cards[-1].values()
        ):
            cards.pop()
        kept[group.name] = cards
    return kept


def without_nulls(typed: Any) -> Any:
    """What was typed without null characters, which no database keeps."""
    if isinstance(typed, str):
        return typed.replace("\x00", "")
    if isinstance(typed, dict):
        return {name: without_nulls(value) for name, value in typed.items()}
    return [without_nulls(one) for one in typed] if isinstance(typed, list) else typed


def _longer(topic: Page, typed: dict[str, Any], wish: str) -> dict[str, Any]:
    """The group with one item more: an empty one, or a copy."""
    group, what, index = _wish(topic, wish)
    if group is None or what not in ("add", "copy"):
        return {}
    cards = list(typed.get(group.name) or [])
    if len(cards) >= group.max_items:
        return {}
    if what == "copy":
        return {group.name: [*cards, dict(cards[index])]} if index < len(cards) else {}
    first = [] if cards else [{}]
    return {group.name: [*first, *cards, {}]}


def _remove(draft: str, topic: Page, wish: str) -> str:
    """Remove an item when that is wished; the place on the page to go to."""
    group, what, index = _wish(topic, wish)
    if group is None:
        return ""
    if what == "remove":
        remove_item(casework(), draft, account_id(), group.name, index, now())
    return f"#{group.name}-list"


def _wish(topic: Page, wish: str) -> tuple[Group | None, str, int]:
    name, _sep, rest = wish.partition(":")
    what, _sep, index = rest.partition(":")
    group = next((one for one in topic.items if isinstance(one, Group) and one.name == name), None)
    return group, what, int(index) if index.isdecimal() and len(index) < 4 else 0
