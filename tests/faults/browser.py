"""A browser without a screen: cookies, a CSRF token, one request at a time. It gives up at once when nobody answers. Judges nothing."""

from __future__ import annotations

import http.client
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.faults.points import COUNTED, HEADER
from tests.support.machine import LOOPBACK

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
Pairs = Iterable[tuple[str, str]]


class NoAnswer(ConnectionError):
    """The connection ended before an answer came: nobody knows whether the server did the work."""


@dataclass(frozen=True)
class Answer:
    """What came back; `points` is how many points of death the request passed, when it was counted."""

    status: int
    location: str
    text: str
    points: int


@dataclass
class Browser:
    """One person's browser on one server."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Answer:
        answer = self._send("GET", path, b"", {}, None)
        found = TOKEN.search(answer.text)
        if found:
            self.token = found[1]
        return answer

    def post(self, path: str, data: Pairs = (), *, dies_at: int | None = None) -> Answer:
        """Send a form. With `dies_at` the server kills itself at that point of the work, at 0 it only counts."""
        body = urlencode([("csrf_token", self.token), *data]).encode()
        return self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"}, dies_at)

    def post_json(self, path: str, value: object, *, dies_at: int | None = None) -> Answer:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.token}
        return self._send("POST", path, json.dumps(value).encode(), headers, dies_at)

    def post_files(
        self, path: str, data: Pairs, files: Iterable[tuple[str, str, bytes]], *, dies_at: int | None = None
    ) -> Answer:
        """Send a form with files as (field, file name, bytes)."""
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (("csrf_token", self.token), *data)
        ]
        for name, file_name, content in files:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            parts.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content + b"\r\n")
        body = b"".join((*parts, f"--{boundary}--\r\n".encode()))
        return self._send("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}, dies_at)

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str], dies_at: int | None) -> Answer:
        sent = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if dies_at is not None:
            sent[HEADER] = str(dies_at)
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=60)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as gone:
            raise NoAnswer(str(gone)) from gone
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(cookie).items():
                self.cookies[name] = morsel.value
        location = (response.headers.get("Location") or "").split("#")[0]
        return Answer(response.status, location, text, int(response.headers.get(COUNTED) or 0))
