"""The parts of the dossier page as its templates want them: band, papers, checklist, people, history, actions. No rule may enter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from backoffice.dossier_clocks import opinion_words
from casework.models import Attachment
from casework.queries.dossier_page import Checked, DossierPage, office_files
from casework.queries.related import Shared
from procedures.answers import AnswerError
from procedures.definition import Action, ActionKind, Definition
from web.answer_words import Section, sections_of
from web.current import casework
from web.filters import file_size, text, vn_date, vn_datetime
from web.scan_words import looked, scan_words
from web.timeline import Reader, timeline_items
from web.words import error_message

SHOWN_AS_PICTURE = frozenset({"jpeg", "png", "webp"})
SHOWN_IN_FRAME = frozenset({"pdf"})
ENDINGS = frozenset({ActionKind.REFUSE_RECEPTION, ActionKind.STOP, ActionKind.RECALL, ActionKind.WITHDRAW})


def file_shown(one: Attachment, code: str) -> dict[str, Any]:
    """One file as a card and for the viewer."""
    found = looked(one)
    return {
        "id": one.id,
        "name": one.file_name,
        "kind": one.kind,
        "size": file_size(one.size),
        "date": vn_date(one.uploaded_at),
        "url": url_for("backoffice.file", code=code, file_id=one.id),
        "view_url": url_for("backoffice.dossier", code=code, tep=one.id, _anchor="giay-to"),
        "picture": one.kind in SHOWN_AS_PICTURE,
        "frame": one.kind in SHOWN_IN_FRAME,
        "opens": found.opens,
        "infected": found.infected,
        "scan": scan_words(found),
        "supplement": one.supplement,
    }


def papers_shown(page: DossierPage) -> list[dict[str, Any]]:
    """The files in the order of the law, those of officers last; each with the component it is for."""
    code = page.dossier.code
    shown = [{**file_shown(one, code), "for": component_title(each)} for each in page.components for one in each.files]
    known = {one["id"] for one in shown} | {one.id for one in office_files(page)}
    others = [one for one in page.files if one.id not in known]
    shown += [{**file_shown(one, code), "for": _("Giấy tờ khác")} for one in others]
    labels = {one.code: text(one.label) for one in page.situation.variant.actions}
    for one in office_files(page):
        shown.append({**file_shown(one, code), "for": labels.get(one.component.split(":", 1)[1], _("Cán bộ lưu"))})
    return shown


def component_title(one: Checked) -> str:
    """The component, with the person or document it is for."""
    name = text(one.wanted.component.name)
    if one.wanted.item_index is None:
        return name
    return f"{name}: {one.wanted.item_title or one.wanted.item_index + 1}"


def checklist_shown(page: DossierPage) -> list[dict[str, Any]]:
    """The components with what an officer looks at and what was found."""
    return [
        {
            "key": one.key,
            "title": component_title(one),
            "required": one.wanted.required,
            "files": [file_shown(each, page.dossier.code) for each in one.files],
            "checks": [text(each) for each in one.wanted.component.officer_checks],
            "finding": one.mark.finding if one.mark else "",
            "remark": one.mark.remark if one.mark else "",
            "by": f"{one.mark.officer_name}, {vn_datetime(one.mark.at)}" if one.mark else "",
        }
        for one in page.components
    ]


def sections_shown(page: DossierPage) -> list[Section]:
    """The answers, page by page."""
    situation = page.situation
    return list(sections_of(situation.definition, situation.answers, situation.facts(page.dossier.filed_at)))


def warnings_shown(page: DossierPage) -> list[str]:
    """What the rules wanted an officer to look at when the dossier was filed."""
    messages = {one.code: one.message for one in page.situation.definition.rules}
    kept = page.loaded.events[0].data.get("warnings", ())
    errors = (AnswerError(one["path"], one["code"], one["params"], messages.get(one["code"])) for one in kept)
    return [error_message(one) for one in errors]


def people_shown(page: DossierPage) -> list[dict[str, Any]]:
    """Who asks and who works on it."""
    applicant, case = page.dossier.applicant, page.case
    names = [page.names.get(one, "") for one in sorted(case.examined_by)]
    rows = [
        (_("Người nộp"), applicant.get("name", "")),
        (_("Liên hệ"), ", ".join(applicant[one] for one in ("phone", "email") if applicant.get(one))),
        (_("Phòng"), dict(casework().office.divisions).get(case.division, "")),
        (_("Người thụ lý"), page.names.get(case.assignee_id or 0, "")),
        (_("Đã thẩm định"), ", ".join(names)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def history_shown(page: DossierPage) -> list[dict[str, Any]]:
    """The history with what officers wrote and filed, the newest first."""
    files = {one.id: one for one in office_files(page)}
    items = timeline_items(page.loaded.events, page.situation.definition, Reader.OFFICER)
    for item, event in zip(items, reversed(page.loaded.events), strict=True):
        kept = [files[one] for one in event.data.get("files", ()) if one in files]
        if kept:
            item["url"], item["url_label"] = file_shown(kept[0], page.dossier.code)["url"], kept[0].file_name
        more = [event.data.get(name, "") for name in ("note", "summary", "reference", "letter_reference")]
        said = opinion_words().get(event.data.get("opinion", ""), "")
        item["text"] = " ".join(part for part in (item["text"], f"{said}." if said else "", *more) if part)
    return items


def related_shown(page: DossierPage) -> list[dict[str, Any]]:
    """Other dossiers, each with what it shares with this one."""
    return [_related(one) for one in page.related]


def _related(one: Shared) -> dict[str, Any]:
    words = {
        "passport": _("cùng số hộ chiếu %(value)s"),
        "tax_code": _("cùng mã số thuế %(value)s"),
        "personal_id": _("cùng số định danh %(value)s"),
        "document": _("cùng số giấy tờ %(value)s"),
        "event": _("cùng tên sự kiện"),
    }
    definition: Definition = casework().registry.version(one.slug, one.definition_version)
    return {
        "url": url_for("backoffice.dossier", code=one.code),
        "code": one.code,
        "title": one.title,
        "state": text(definition.variant(one.variant).state(one.state).label),
        "shared": "; ".join(words[kind] % {"value": value} for kind, value in one.keys[:3]),
    }


def actions_shown(page: DossierPage) -> list[dict[str, Any]]:
    """Only what this officer may do, the recommended first, with what it means."""
    return [
        {
            "label": text(one.label),
            "url": url_for("backoffice.action", code=page.dossier.code, action=one.code),
            "consequence": text(one.consequence),
            "method": "get",
        }
        for one in sorted(page.actions, key=_prominence)
    ]


def _prominence(one: Action) -> int:
    """The recommended first, then what merely records, then the rest, and what ends a dossier last."""
    if one.recommended:
        return 0
    return {ActionKind.RECORD_OPINION: 1}.get(one.kind, 3 if one.kind in ENDINGS else 2)


def movements_shown(page: DossierPage, at: datetime) -> list[dict[str, Any]]:
    """Papers that changed hands, and whether this officer may sign for them."""
    return [
        {
            "id": one.id,
            "what": one.what,
            "given": _(
                "%(who)s (%(unit)s) giao %(when)s",
                who=one.giver_name,
                unit=one.from_unit,
                when=vn_datetime(one.given_at),
            ),
            "received": _("%(who)s nhận %(when)s", who=one.receiver_name, when=vn_datetime(one.received_at))
            if one.received_at
            else "",
            "to_unit": one.to_unit,
            "due": vn_datetime(one.due_at),
            "late": (one.received_at or at) > one.due_at,
            "mine": one.received_at is None and one.to_unit == page.own_unit,
        }
        for one in page.movements
    ]
