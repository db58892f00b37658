"""Encryption to a public key in the age format, streaming; only who holds the identity reads again. Knows no backup.

The format is that of the `age` program (X25519, ChaCha20-Poly1305 in chunks): every chunk and the end are authenticated.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, cast

_SPOOL_BYTES = 8 * 1024 * 1024


class InvalidKeyText(ValueError):
    """Not a recipient (age1…) or not an identity (AGE-SECRET-KEY-1…)."""


class CannotDecrypt(Exception):
    """The content was changed or cut off."""


class NotForThisIdentity(Exception):
    """The content was encrypted to somebody else."""


def new_identity() -> tuple[str, str]:
    """A new key pair: identity (secret) and recipient (public)."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipients_from(text: str) -> list[Any]:
    """The recipients in a text, separated by commas; raises InvalidKeyText."""
    from pyrage import RecipientError, x25519

    try:
        return [x25519.Recipient.from_str(one.strip()) for one in text.split(",") if one.strip()]
    except RecipientError as error:
        raise InvalidKeyText("a recipient looks like age1…") from error


def identities_from(text: str) -> list[Any]:
    """The identities in the text of an identity file (lines with # are comments); raises InvalidKeyText."""
    from pyrage import IdentityError, x25519

    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except IdentityError as error:
        raise InvalidKeyText("an identity file holds a line AGE-SECRET-KEY-1…") from error
    if not found:
        raise InvalidKeyText("an identity file holds a line AGE-SECRET-KEY-1…")
    return found


def encrypted(source: Any, recipients: Sequence[Any]) -> BinaryIO:
    """The content of `source` encrypted, as a temporary stream at its beginning; the caller closes it."""
    from pyrage import encrypt_io

    return _through(lambda reading, writing: encrypt_io(reading, writing, recipients), source)


def decrypted(source: Any, identities: Sequence[Any]) -> BinaryIO:
    """The content again, whole and unchanged, as a temporary stream; CannotDecrypt or NotForThisIdentity otherwise."""
    from pyrage import DecryptError, decrypt_io

    def run(reading: Any, writing: Any) -> None:
        try:
            decrypt_io(reading, writing, identities)
        except DecryptError as error:
            if "matching keys" in str(error):
                raise NotForThisIdentity from error
            raise CannotDecrypt(str(error)) from error
        except OSError as error:
            raise CannotDecrypt(str(error)) from error

    return _through(run, source)


def _through(work: Callable[[Any, Any], None], source: Any) -> BinaryIO:
    """Run `work` from a source into a temporary stream; an error of either side is raised as it was."""
    target = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115  the caller closes it
    reading, writing = _Watched(source), _Watched(target)
    try:
        work(reading, writing)
    except BaseException:
        target.close()
        # The library keeps only the words of an error of ours, and of being told to end too.
        first = reading.error or writing.error
        if first is not None:
            raise first from None
        raise
    target.seek(0)
    return cast(BinaryIO, target)


class _Watched:
    """A stream that remembers the error it raised."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        return self._remembering(self._stream.read, size)

    def write(self, data: bytes) -> int:
        return self._remembering(self._stream.write, data)

    def flush(self) -> None:
        self._remembering(self._stream.flush)

    def _remembering(self, call: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return call(*arguments)
        except BaseException as error:
            self.error = error
            raise
