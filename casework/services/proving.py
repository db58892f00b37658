"""Proving who one is: passwords, checked with equal work whether the person exists or not. No session may enter."""

from __future__ import annotations

from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash


class SignInRefused(RuntimeError):
    """The login, the password or the code is wrong; which of them is not said."""


def hash_of(password: str) -> str:
    """The scrypt hash that is kept of a password."""
    return generate_password_hash(password, method="scrypt")


def password_is_right(kept: str | None, password: str) -> bool:
    """Whether the password is the one behind the hash; without a hash it takes as long and is False."""
    right = check_password_hash(kept or _hash_of_nobody(), password)
    return right and kept is not None


@cache
def _hash_of_nobody() -> str:
    return hash_of("nobody has this password")
