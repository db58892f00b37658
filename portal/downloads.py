"""Stored files on their way to somebody who was authorised before. Nobody is authorised here and nothing is shown inline by accident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from flask import Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from casework.gateways.uploads import thumbnail
from web.current import casework

SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
SECONDS = 60
CHUNK = 256 * 1024


def download(key: str, file_name: str, content_type: str, *, attached: bool = False) -> AnyResponse:
    """The file, streamed so that PDFs and pictures open in the page; by a short-lived address where browsers reach the store."""
    address = casework().storage.signed_url(key, file_name, SECONDS)
    if address:
        return redirect(address)
    stream = casework().storage.open(key)
    inline = content_type in SHOWN_INLINE and not attached
    response = Response(_chunks(stream), mimetype=content_type)
    response.call_on_close(stream.close)  # also when nobody reads it: a generator that never began would leave it open
    response.headers["Content-Disposition"] = disposition(file_name, inline=inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; style-src 'self'; img-src 'self'"
    return response


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def preview(key: str, kind: str) -> AnyResponse:
    """A small PNG of a stored picture; 404 for what is no picture."""
    small = thumbnail(casework().storage.read(key), kind)
    if small is None:
        return Response(status=404)
    return Response(small, mimetype="image/png", headers={"X-Content-Type-Options": "nosniff"})


def disposition(file_name: str, *, inline: bool) -> str:
    """The header with the name in plain letters for old browsers and as it is for the others (RFC 6266)."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._- ") else "_" for sign in file_name)
    how = "inline" if inline else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
