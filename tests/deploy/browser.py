"""A browser behind which stands a real proxy: HTTPS or not, cookies, the token of a form, any header one likes. Judges nothing."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.support.machine import LOOPBACK

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def location(self) -> str:
        return self.headers.get("Location", "").split("#")[0]


@dataclass
class Browser:
    """One person's browser; it does not look at the certificate, which the test made itself."""

    port: int
    host: str
    tls: bool = True
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        answer = self.send("GET", path, b"", headers)
        found = TOKEN.search(answer.text)
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, data: Mapping[str, str], **headers: str) -> Answer:
        body = urlencode({"csrf_token": self.token, **data}).encode()
        # The form of an https page is only taken from the site itself.
        return self.send("POST", path, body, {"Content-Type": FORM, "Referer": f"https://{self.host}{path}", **headers})

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        sent = {"Host": self.host, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = self._connection()
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(cookie).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, response.headers, text)

    def _connection(self) -> HTTPConnection:
        if not self.tls:
            return HTTPConnection(LOOPBACK, self.port, timeout=60)
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection(LOOPBACK, self.port, timeout=60, context=trusting)
