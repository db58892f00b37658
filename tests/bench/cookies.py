"""Session cookies as the product signs them, made without walking through its doors. No request is sent."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

CSRF = "0123456789abcdef0123456789abcdef01234567"


def cookie(app: Flask, **session: Any) -> str:
    """A Cookie header; the form token is in it, so that no answer sets a cookie anew."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise RuntimeError("no secret key")
    value = signer.dumps({"csrf_token": CSRF, "_permanent": True, **session})
    return f"{app.config['SESSION_COOKIE_NAME']}={value}"


def form_token(app: Flask) -> str:
    """The token that a form posts with the session of `cookie`."""
    return URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(CSRF)
