"""A bare Flask that shares templates, catalogue and headers with the product, and none of its checks, hooks and records. No query."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from typing import Any

import psycopg
from flask import Flask, Response, current_app, flash, redirect, template_rendered
from jinja2 import Template

from app import CONTENT_SECURITY_POLICY, Settings, create_app

# What Flask itself adds to every context again; the captured one must not keep another request's.
OF_THE_REQUEST = frozenset({"request", "session", "g", "current_user", "config"})
# What the product answers with, page or redirect.
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


def product() -> Flask:
    """The product, in this process, to take templates from and to look at once."""
    return create_app(Settings.from_environment())


def bare(whole: Flask) -> Flask:
    """Flask with the product's templates, words and addresses. Nothing runs before or after a view but the fixed headers."""
    limit = Flask("limit", static_folder=None)
    limit.config.update(whole.config)
    limit.url_map = whole.url_map
    limit.extensions = whole.extensions
    limit.template_context_processors = whole.template_context_processors
    limit.jinja_env = whole.jinja_env
    limit.login_manager = whole.login_manager  # type: ignore[attr-defined]  where Flask-Login looks for it
    return limit


def connect() -> psycopg.Connection:
    """One connection of this process, each statement a transaction of its own."""
    url = os.environ["DATABASE_URL"].replace("postgresql+psycopg://", "postgresql://")
    return psycopg.connect(url, autocommit=True)


def answer(location: str, told: str) -> Any:
    """The redirect of the product: its headers and body, and what the next page shows."""
    flash(told, "success")
    response = redirect(location)
    response.headers.update(HEADERS)
    response.headers["X-Request-ID"] = uuid.uuid4().hex[:16]
    return response


class Connected:
    """A connection made at the first request, so that every worker has its own."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection | None = None

    def __call__(self) -> psycopg.Connection:
        if self._connection is None:
            self._connection = connect()
        return self._connection


class Captured:
    """What the product gave a template, and the headers it answered with, taken from one look at the real page."""

    def __init__(self, whole: Flask, path: str, cookie: str = "") -> None:
        seen: list[tuple[Template, dict[str, Any]]] = []

        def note(_: Any, template: Template, context: dict[str, Any], **__: Any) -> None:
            seen.append((template, context))

        with template_rendered.connected_to(note, whole), whole.test_client(use_cookies=False) as client:
            response = client.get(path, headers={"Cookie": cookie} if cookie else {})
        if response.status_code != 200 or not seen:
            raise RuntimeError(f"{path}: {response.status}")
        self.template, given = seen[-1]
        self.given = {name: value for name, value in given.items() if name not in OF_THE_REQUEST}
        self.headers = [one for one in response.headers if one[0].lower() not in ("set-cookie", "content-length")]
        self.size = len(response.data)

    def render(self, more: Mapping[str, Any] | None = None) -> Response:
        """The same page from what is known, with the names that Flask gives every template."""
        context = {**self.given, **(more or {})}
        current_app.update_template_context(context)
        answer = Response(self.template.render(context))
        answer.headers.clear()
        answer.headers.extend(self.headers)
        return answer
