"""Who may enter a view. Deny by default: a view that has not declared it does not answer. No dossier is authorised here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user

from procedures.definition import Role

View = TypeVar("View", bound=Callable[..., Any])
MARK = "__access__"


@dataclass(frozen=True, slots=True)
class Access:
    """`kind` is public, citizen or officer; `roles` (officer only) empty means any officer; `reason` for public ones."""

    kind: str
    roles: frozenset[Role] = frozenset()
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.kind}({', '.join(sorted(self.roles))})" if self.roles else self.kind


def public(reason: str) -> Callable[[View], View]:
    """Anybody may enter; the reason is written beside it."""
    return _declare(Access("public", reason=reason))


def citizen(view: View) -> View:
    """An applicant who is signed in."""
    return _declare(Access("citizen"))(view)


def officer(*roles: Role) -> Callable[[View], View]:
    """An officer who is signed in with both factors and has one of the roles (none named: any)."""
    return _declare(Access("officer", frozenset(roles)))


def _declare(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, MARK, access)
        return view

    return mark


def declared_access(endpoint: str) -> Access | None:
    """What the view of an endpoint declares; None when it declares nothing."""
    if endpoint == "static":
        return Access("public", reason="style sheets, scripts and fonts")
    view = current_app.view_functions.get(endpoint)
    return getattr(view, MARK, None)


def admits(access: Access, user: Any) -> bool:
    """Whether a signed-in user (or nobody) may enter."""
    if access.kind == "public":
        return True
    if not user.is_authenticated or user.kind != access.kind:
        return False
    return not access.roles or bool(access.roles & user.actor.roles)


def _guard() -> Any:
    if request.endpoint is None:
        return None
    access = declared_access(request.endpoint)
    if access is None:
        abort(404)
    if admits(access, current_user):
        return None
    if current_user.is_authenticated and current_user.kind == access.kind:
        abort(403)
    if request.accept_mimetypes.best == "application/json":
        abort(401)
    door = "backoffice.sign_in" if access.kind == "officer" else "portal.sign_in"
    return redirect(url_for(door, next=request.full_path.rstrip("?") if request.method == "GET" else None))


def register(app: Flask) -> None:
    """Guard every request of the application."""
    app.before_request(_guard)
