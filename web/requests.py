"""What a request may hold before anybody looks at it: no control characters, which no person types and PostgreSQL refuses.

No other judgement of what was sent may enter.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, current_app, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.utils import cached_property

from web.errors import page

# Line ends and tabs are typed; the rest of the control characters and the two last code points of the first plane are not.
UNTYPED = dict.fromkeys([*(code for code in range(0x20) if code not in (9, 10, 13)), 0x7F, 0xFFFE, 0xFFFF])


class ReadableRequest(Request):
    """A request whose query and form hold what can be typed; everything else that was sent stays."""

    @cached_property
    def args(self) -> MultiDict[str, str]:  # type: ignore[override]  # werkzeug declares a property of the same kind
        return readable(super().args)

    def _load_form_data(self) -> None:
        """The place where werkzeug lets a subclass look at what it parsed."""
        if "form" in self.__dict__:
            return
        self._refuse_a_flood()
        super()._load_form_data()
        self.__dict__["form"] = readable(self.__dict__["form"])

    def _refuse_a_flood(self) -> None:
        """The limits werkzeug keeps for multipart forms hold for the other kind too."""
        if self.mimetype != "application/x-www-form-urlencoded":
            return
        limit = current_app.config["MAX_FORM_MEMORY_SIZE"]
        if (self.content_length or 0) > limit or self.get_data(parse_form_data=False).count(
            b"&"
        ) >= self.max_form_parts:
            raise RequestEntityTooLarge


def readable(given: MultiDict[str, str]) -> MultiDict[str, str]:
    """The same names and values without what nobody types."""
    pairs = ((name.translate(UNTYPED), value.translate(UNTYPED)) for name, value in given.items(multi=True))
    return ImmutableMultiDict(pairs)


def _refuse_unreadable_paths() -> Any:
    """No page has an address with unseen characters, and a database may not be asked for one with a null character."""
    if request.path.isprintable():
        return None
    request.path = "/"  # the page of the error repeats its own address
    return page(404)


def register(app: Flask) -> None:
    """Read every request of the application in this way, before anything else is asked."""
    app.request_class = ReadableRequest
    app.before_request(_refuse_unreadable_paths)
