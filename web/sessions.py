"""How long a session lasts: an hour from its last use by a person. Who is signed in is decided elsewhere."""

from __future__ import annotations

from flask import Flask, g
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer


class Sessions(SecureCookieSessionInterface):
    """Every use makes the session last from now; what a page asks by itself is no use."""

    def __init__(self, app: Flask) -> None:
        # Flask makes one for each session it opens and each it saves; key and salt stay the same.
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._signer

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return not g.get("asked_by_the_page") and super().should_set_cookie(app, session)


def asked_by_the_page() -> None:
    """This request came from an open page and not from the hand of a person: it does not make the session last."""
    g.asked_by_the_page = True


def register(app: Flask) -> None:
    app.session_interface = Sessions(app)
