"""What pages and messages are made of: layouts, components, sign-in, access, form builder. No SQL, no business rule."""

from flask import Flask

from web import (
    access,
    errors,
    filters,
    identity,
    observing,
    page_context,
    precompiled,
    preferences,
    requests,
    scan_words,
    sessions,
)
from web.english import EnglishPrefix, language

__all__ = ["EnglishPrefix", "language", "register"]


def register(app: Flask) -> None:
    """Give an application everything its pages share."""
    observing.register(app)
    precompiled.register(app)
    filters.register(app)
    page_context.register(app)
    errors.register(app)
    scan_words.register(app)
    requests.register(app)
    sessions.register(app)
    identity.register(app)
    access.register(app)
    app.register_blueprint(preferences.blueprint)
