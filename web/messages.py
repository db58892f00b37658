"""Words of the outbox: mails and texts rendered from their templates, in the reader's language, outside any request.

No sentence may be written here (the templates hold them) and nothing may be sent.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import current_app
from flask_babel import force_locale

from casework.queries.situations import DossierNotFound, load
from casework.services.delivering import Letter, Words
from procedures.case.inputs import supplement_choices
from procedures.registry import UnknownProcedure
from web.current import casework
from web.english import PREFIX
from web.filters import text

MOMENTS = ("estimate", "check_due", "originals_due", "promise", "answer_by", "expires_at", "due_at")
# Where the link of a message to an account leads; a token makes it good once.
LINKS = {
    "verify_email": "/xac-minh-tai-khoan",
    "reset_password": "/dat-lai-mat-khau",
    "address_taken": "/dang-nhap",
    "totp_changed": "/quen-mat-khau",
}
# What has no decomposition: the barred d, dashes, quotation marks, the sign of the currency (ellipses decompose).
TRANSLITERATED = {
    0x111: "d", 0x110: "D", 0x2013: "-", 0x2014: "-", 0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'", 0x20AB: "d",
}


def render_message(letter: Letter) -> Words:
    """Word a letter; needs an application context. The first line of a mail's template is its subject."""
    with force_locale(letter.language):
        facts = _facts(letter)
        if letter.channel == "sms":
            written = _written(f"messages/sms/{letter.kind}.txt", facts)
            return Words(ascii_only(" ".join(written.split())))
        written = _written(f"messages/{letter.kind}.{letter.language}.txt", facts)
    subject, _, body = written.strip().partition("\n")
    return Words(body.strip() + "\n", " ".join(subject.split()))


def ascii_only(words: str) -> str:
    """Words without marks: a text with one Vietnamese letter costs three and some phones show squares."""
    plain = unicodedata.normalize("NFKD", words.translate(TRANSLITERATED))
    return plain.encode("ascii", "ignore").decode()


def public_address(path: str, language: str) -> str:
    """An absolute address of the portal in the reader's language."""
    return current_app.config["PUBLIC_URL"] + (PREFIX if language == "en" else "") + path


def _written(template: str, facts: dict[str, Any]) -> str:
    # Not flask.render_template: its context processors look at the request, and here is none.
    return current_app.jinja_env.get_template(template).render(facts)


def _facts(letter: Letter) -> dict[str, Any]:
    params = dict(letter.params)
    moments = {name: datetime.fromisoformat(params[name]) for name in MOMENTS if params.get(name)}
    code = params.get("code", "")
    own = {
        "link": _link(letter),
        "page": public_address(f"/ho-so/{quote(code)}" if code else "/ho-so", letter.language),
        "desk": public_address(f"/can-bo/ho-so/{quote(code)}", letter.language),
        "tracking": public_address(f"/tra-cuu?ma={quote(code)}", letter.language),
        "asked": _asked(code, params.get("items") or ()),
        "procedure": _procedure(params),
        "beyond_promise": _beyond_promise(code) if letter.kind == "accepted" else "",
    }
    return {"language": letter.language, "office": casework().office, **own, **params, **moments}


def _link(letter: Letter) -> str:
    if letter.kind not in LINKS:
        return ""
    token = letter.params.get("token")
    return public_address(LINKS[letter.kind] + (f"?ma={quote(token)}" if token else ""), letter.language)


def _asked(code: str, items: Any) -> list[str]:
    """What a supplement asks for, in the words of the procedure."""
    if not items:
        return []
    try:
        with casework().database.reading() as session:
            definition = load(session, casework(), code).situation.definition
    except DossierNotFound:
        return []
    known = {one.value: one.label for one in supplement_choices(definition)}
    return [text(known[item]) for item in items if item in known]


def _beyond_promise(code: str) -> str:
    """What the promised time of a dossier does not cover, in the words of the procedure."""
    try:
        with casework().database.reading() as session:
            left_out = load(session, casework(), code).situation.variant.beyond_promise
    except DossierNotFound:
        return ""
    return text(left_out) if left_out else ""


def _procedure(params: dict[str, Any]) -> str:
    if "slug" not in params:
        return ""
    try:
        return text(casework().registry.version(params["slug"], params["version"]).name)
    except UnknownProcedure:
        return ""
