"""The composition root: settings, extensions, doors, console. It knows everyone; nobody but wsgi knows it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask, Response
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import api
import backoffice
import cli
import portal
import web
import worker
from casework.addresses import (
    check_clamd_address,
    check_database_address,
    check_office_code,
    check_port,
    check_sms_address,
    check_web_address,
)
from casework.context import Casework, OfficeProfile
from casework.database import Database, NoPlace, make_folder_of
from casework.gateways.encryption import recipients_from
from casework.gateways.logs import FORMATS
from casework.gateways.mail_target import parse_mail_url
from casework.gateways.storage import open_storage
from casework.office_file import DEMONSTRATION, OfficeFileError, divisions_missing, read_office
from procedures.registry import load
from web.counting import networks
from web.spans import open_spans
from web.translating import Translating

ROOT = Path(__file__).parent
DEMONSTRATION_KEY = "demonstration-key-only"
ENVIRONMENTS = ("demo", "production", "test")
INTAKES = ("local", "dvcqg")
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:"
)
SHAPES = (
    ("PORT", check_port),
    ("PUBLIC_URL", check_web_address),
    ("NATIONAL_PORTAL_URL", check_web_address),
    ("OFFICE_CODE", check_office_code),
    ("DATABASE_URL", check_database_address),
    ("DATABASE_OWNER_URL", check_database_address),
    ("STORAGE_URL", open_storage),
    ("MAIL_URL", parse_mail_url),
    ("SMS_URL", check_sms_address),
    ("CLAMD_URL", check_clamd_address),
)


class SettingsError(ValueError):
    """The settings are wrong; one line for each mistake."""

    for_the_log = True


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program, read once; `docs/settings.md` explains them."""

    app_env: str
    secret_key: str
    port: str
    public_url: str
    office_code: str
    office_file: Path
    database_url: str
    database_owner_url: str
    storage_url: str
    backup_url: str
    backup_recipient: str
    mail_url: str
    sms_url: str
    clamd_url: str
    intake: str
    national_portal_url: str
    procedures_path: tuple[Path, ...]
    trusted_proxies: str
    log_format: str
    metrics_allow: str
    otel_endpoint: str
    metrics_folder: str
    disk_free_mb: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check the environment; raises SettingsError."""
        given = os.environ if environ is None else environ

        def value(name: str, default: str) -> str:
            return given.get(name) or default

        var = ROOT / "var"
        settings = cls(
            app_env=value("APP_ENV", "demo"),
            secret_key=value("SECRET_KEY", DEMONSTRATION_KEY),
            port=value("PORT", "8000"),
            public_url=value("PUBLIC_URL", f"http://127.0.0.1:{value('PORT', '8000')}").rstrip("/"),
            office_code=value("OFFICE_CODE", "H99.01"),
            office_file=Path(value("OFFICE_FILE", str(DEMONSTRATION))),
            database_url=value("DATABASE_URL", f"sqlite:///{var}/portal.sqlite3"),
            database_owner_url=value("DATABASE_OWNER_URL", value("DATABASE_URL", f"sqlite:///{var}/portal.sqlite3")),
            storage_url=value("STORAGE_URL", f"file://{var}/storage"),
            backup_url=value("BACKUP_URL", ""),
            backup_recipient=value("BACKUP_RECIPIENT", ""),
            mail_url=value("MAIL_URL", f"file://{var}/mail"),
            sms_url=value("SMS_URL", f"file://{var}/sms"),
            clamd_url=value("CLAMD_URL", ""),
            intake=value("INTAKE", "local"),
            national_portal_url=value("NATIONAL_PORTAL_URL", "https://dichvucong.gov.vn"),
            procedures_path=tuple(Path(one) for one in value("PROCEDURES_PATH", "").split(":") if one),
            trusted_proxies=value("TRUSTED_PROXIES", "0"),
            otel_endpoint=value("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
            metrics_allow=value("METRICS_ALLOW", "127.0.0.0/8,::1/128"),
            metrics_folder=value("PROMETHEUS_MULTIPROC_DIR", ""),
            disk_free_mb=value("DISK_FREE_MB", "300"),
            log_format=value("LOG_FORMAT", "json" if value("APP_ENV", "demo") == "production" else "plain"),
        )
        problems = settings.problems()
        if problems:
            raise SettingsError("\n".join(problems))
        return settings

    def problems(self) -> list[str]:
        """One line for each mistake."""
        found = []
        if self.app_env not in ENVIRONMENTS:
            found.append(f"APP_ENV: one of {', '.join(ENVIRONMENTS)}, not {self.app_env!r}")
        if self.app_env == "production" and (self.secret_key == DEMONSTRATION_KEY or len(self.secret_key) < 32):
            found.append("SECRET_KEY: production needs a secret of its own of at least 32 characters")
        if self.intake not in INTAKES:
            found.append(f"INTAKE: one of {', '.join(INTAKES)}, not {self.intake!r}")
        found += self._misshapen()
        if not (self.trusted_proxies.isascii() and self.trusted_proxies.isdigit() and int(self.trusted_proxies) < 10):
            found.append("TRUSTED_PROXIES: how many proxies stand in front, a number from 0 to 9")
        if self.otel_endpoint and not self.otel_endpoint.startswith(("http://", "https://")):
            found.append("OTEL_EXPORTER_OTLP_ENDPOINT: http:// or https:// of a collector")
        if not (self.disk_free_mb.isascii() and self.disk_free_mb.isdigit()):
            found.append("DISK_FREE_MB: a number of megabytes")
        try:
            networks(self.metrics_allow)
        except ValueError as wrong:
            found.append(f"METRICS_ALLOW: networks like 10.0.0.0/8, separated by commas: {wrong}")
        if self.log_format not in FORMATS:
            found.append(f"LOG_FORMAT: one of {', '.join(FORMATS)}, not {self.log_format!r}")
        found += self._backup_problems()
        try:
            read_office(self.office_file)
        except OfficeFileError as wrong:
            found += [f"OFFICE_FILE: {one}" for one in wrong.mistakes]
        found += [f"PROCEDURES_PATH: no folder {one}" for one in self.procedures_path if not one.is_dir()]
        return found

    def _backup_problems(self) -> list[str]:
        found = []
        if self.backup_url and self.backup_url == self.storage_url:
            found.append("BACKUP_URL: must be another place than STORAGE_URL")
        given = (("BACKUP_URL", self.backup_url, open_storage), ("BACKUP_RECIPIENT", self.backup_recipient, recipients_from))
        for name, value, check in given:
            try:
                if value:
                    check(value)
            except ValueError as wrong:
                found.append(f"{name}: {wrong}")
        return found

    def _misshapen(self) -> list[str]:
        """What has not the shape of an address or code; a setting that only follows another is not told twice."""
        found = []
        for name, check in SHAPES:
            given = getattr(self, name.lower())
            followed = {"PUBLIC_URL": f"http://127.0.0.1:{self.port}", "DATABASE_OWNER_URL": self.database_url}.get(name)
            if given == followed or (name == "CLAMD_URL" and not given):
                continue
            try:
                check(given)
            except ValueError as wrong:
                found.append(f"{name}: {wrong}")
        return found


def create_app(settings: Settings | None = None, *, clock: Any = None) -> Flask:
    """Make an application. `clock` (tests only) answers the present instant."""
    settings = settings or Settings.from_environment()
    app = Flask("portal", static_folder=str(ROOT / "web" / "static"), template_folder=str(ROOT / "web" / "templates"))
    _configure(app, settings)
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock
    app.extensions["version"] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    # A rehearsed restore opens pages of the same program at another place.
    app.extensions["another"] = lambda *, clock, **place: create_app(replace(settings, **place), clock=clock)
    app.extensions["spans"] = open_spans(settings.otel_endpoint)
    app.extensions["casework"] = build_casework(settings)
    CSRFProtect(app)
    Translating(app, locale_selector=web.language, default_timezone="Asia/Ho_Chi_Minh")
    web.register(app)
    for door in (portal, backoffice, api):
        app.register_blueprint(door.blueprint)
    cli.register(app)
    worker.register(app)
    app.after_request(_secure_headers)
    app.wsgi_app = _behind_proxies(web.EnglishPrefix(app.wsgi_app), int(settings.trusted_proxies))  # type: ignore[method-assign]  the way Flask documents to wrap it
    return app


def build_casework(settings: Settings) -> Casework:
    """Database, storage, law and identity of the office, from settings alone."""
    given, registry = read_office(settings.office_file), load(settings.procedures_path)
    if missing := divisions_missing(registry, given.divisions):
        raise SettingsError("\n".join(f"OFFICE_FILE: {settings.office_file}: {one}" for one in missing))
    office = OfficeProfile(
        code=settings.office_code,
        divisions=given.divisions,
        intake=settings.intake,
        national_portal=settings.national_portal_url,
        **given.says,
    )
    try:
        make_folder_of(settings.database_url)
    except NoPlace as wrong:
        raise SettingsError(f"DATABASE_URL: {wrong}") from wrong
    return Casework(
        database=Database(settings.database_url),
        storage=open_storage(settings.storage_url),
        registry=registry,
        office=office,
        secret=settings.secret_key.encode(),
        scanner=settings.clamd_url,
        disk_free_bytes=int(settings.disk_free_mb) * 1024 * 1024,
    )


def _configure(app: Flask, settings: Settings) -> None:
    secure = settings.public_url.startswith("https")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.app_env == "test",
        SESSION_COOKIE_NAME="__Host-portal" if secure else "portal",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=3600,
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="vi",
        TEMPLATES_AUTO_RELOAD=False,
        PUBLIC_URL=settings.public_url,
        METRICS_ALLOW=networks(settings.metrics_allow),
        METRICS_FOLDER=settings.metrics_folder,
        TRUSTED_PROXIES=int(settings.trusted_proxies),
        DEMONSTRATION=settings.app_env == "demo",
    )


def _behind_proxies(wsgi_app: Any, proxies: int) -> Any:
    """Believe so many proxies about address, scheme and host; without one the headers are anybody's and not read."""
    return ProxyFix(wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else wsgi_app


def _secure_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
