"""The English pages: `/en/…` is the same site with another language. No translation may enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import has_request_context, request

PREFIX = "/en"


class EnglishPrefix:
    """WSGI: moves a leading `/en` from the path to the script name, so that every address made keeps it."""

    def __init__(self, wsgi_app: Callable[..., Iterable[bytes]]) -> None:
        self.wsgi_app = wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == PREFIX or path.startswith(PREFIX + "/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + PREFIX
            environ["PATH_INFO"] = path[len(PREFIX) :] or "/"
        return self.wsgi_app(environ, start_response)


def is_english() -> bool:
    """Whether this request came through `/en`."""
    return has_request_context() and request.script_root.endswith(PREFIX)


def language() -> str:
    """"en" under `/en`, else "vi"."""
    return "en" if is_english() else "vi"
