"""A wrong setting is told in one clear line that names it, all mistakes at once, and the program does not start."""

import os
import subprocess

import pytest

from app import DEMONSTRATION_KEY, Settings, SettingsError, create_app
from tests.support.machine import SCRIPTS
from tests.support.tree import ROOT

SECRET = "a secret that only the tests know, long enough"
RIGHT = {"APP_ENV": "test", "SECRET_KEY": SECRET}
WRONG = {
    "APP_ENV": "staging",
    "INTAKE": "post",
    "PUBLIC_URL": "songoaivu.example",
    "DATABASE_URL": "mysql://root@localhost/portal",
    "STORAGE_URL": "ftp://files.example",
    "MAIL_URL": "imap://mail.example",
    "TRUSTED_PROXIES": "mười",
    "LOG_FORMAT": "xml",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318",
    "METRICS_ALLOW": "everybody",
    "DISK_FREE_MB": "-1",
    "PROCEDURES_PATH": "/khong-co-thu-muc-nay",
}


def mistakes(**given: str) -> list[str]:
    """The lines with which the program refuses to start."""
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(given)
    return str(refused.value).splitlines()


def test_without_any_setting_the_demonstration_starts():
    settings = Settings.from_environment({})
    assert (settings.app_env, settings.secret_key, settings.intake) == ("demo", DEMONSTRATION_KEY, "local")


def test_an_empty_setting_means_its_default():
    assert Settings.from_environment(dict.fromkeys(WRONG, "")) == Settings.from_environment({})


@pytest.mark.parametrize(("name", "value"), WRONG.items())
def test_one_mistake_is_one_line_that_names_the_setting(name, value):
    (line,) = mistakes(**{**RIGHT, name: value})
    assert line.startswith(f"{name}: ")
    assert len(line) > len(f"{name}: ") + 10, "the line says what is right"


MISSHAPEN = [
    ("PUBLIC_URL", "http://["),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "ftp://songoaivu.example"),
    ("PUBLIC_URL", "https://songoaivu.example:cong"),
    ("PUBLIC_URL", "https://songoaivu.example:99999"),
    ("PUBLIC_URL", "https://songoaivu.example/?a=1"),
    ("PUBLIC_URL", "https://song oaivu.example"),
    ("PUBLIC_URL", "HTTPS://songoaivu.example"),
    ("NATIONAL_PORTAL_URL", "dichvucong.example"),
    ("NATIONAL_PORTAL_URL", "https://"),
    ("NATIONAL_PORTAL_URL", "javascript:alert(1)"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///var/"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "postgresql://mot:hai@host/portal"),
    ("DATABASE_URL", "postgresql+psycopg://mot:hai@host"),
    ("DATABASE_URL", "postgresql+psycopg://mot:hai@host:cong/portal"),
    ("DATABASE_URL", "khong phai"),
    ("DATABASE_OWNER_URL", "postgresql+psycopg://mot:hai@host/"),
    ("DATABASE_OWNER_URL", "sqlite:///"),
    ("MAIL_URL", "smtp://["),
    ("MAIL_URL", "smtp://mail.example:cong"),
    ("STORAGE_URL", "s3://["),
    ("SMS_URL", "https://"),
    ("SMS_URL", "http://sms.example"),
    ("SMS_URL", "file://host/sms"),
    ("SMS_URL", "file:///"),
    ("CLAMD_URL", "clamd.example:3310"),
    ("CLAMD_URL", "tcp://clamd.example"),
    ("CLAMD_URL", "tcp://[:3310"),
    ("CLAMD_URL", "unix:///"),
    ("OFFICE_CODE", "h99.01"),
    ("OFFICE_CODE", "H99-01"),
    ("OFFICE_CODE", "000.01"),
    ("OFFICE_CODE", "Sở Ngoại vụ"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "tám nghìn"),
    ("PORT", "8000 "),
]
SHAPED = [
    ("PUBLIC_URL", "https://songoaivu.example:8443/dich-vu/"),
    ("PUBLIC_URL", "http://[::1]:8000"),
    ("DATABASE_URL", "postgresql+psycopg://mot:hai@[::1]:5433/portal?sslmode=require"),
    ("DATABASE_URL", "postgresql+psycopg:///portal?host=/run/postgresql"),
    ("SMS_URL", "https://sms.example/v1/send"),
    ("SMS_URL", "http://127.0.0.1:9000/send"),
    ("CLAMD_URL", "tcp://127.0.0.1:3310"),
    ("CLAMD_URL", "unix:///run/clamav/clamd.ctl"),
    ("OFFICE_CODE", "000.00.01.H99"),
    ("OFFICE_CODE", "H99"),
    ("PORT", "65535"),
]


@pytest.mark.parametrize(("name", "value"), MISSHAPEN)
def test_what_has_not_the_shape_is_one_line_without_a_secret(name, value):
    (line,) = mistakes(**{**RIGHT, name: value})
    assert line.startswith(f"{name}: ")
    assert len(line) > len(f"{name}: ") + 10, "the line says what is right"
    assert "mot:hai" not in line


@pytest.mark.parametrize(("name", "value"), SHAPED)
def test_what_has_the_shape_is_taken(name, value):
    assert Settings.from_environment({**RIGHT, name: value})


def test_all_mistakes_are_told_at_once():
    lines = mistakes(**{**RIGHT, **WRONG})
    assert sorted(line.split(":")[0] for line in lines) == sorted(WRONG)


def test_each_missing_folder_of_procedures_has_its_line():
    lines = mistakes(**RIGHT, PROCEDURES_PATH="/khong-co-mot:/khong-co-hai")
    assert [line.rsplit("/", 1)[1] for line in lines] == ["khong-co-mot", "khong-co-hai"]


@pytest.mark.parametrize("key", ["", DEMONSTRATION_KEY, "x" * 31])
def test_production_refuses_the_demonstration_key_and_a_short_one(key):
    (line,) = mistakes(APP_ENV="production", SECRET_KEY=key, PUBLIC_URL="https://songoaivu.example")
    assert line.startswith("SECRET_KEY: ")
    assert not key or key not in line, "a secret is not repeated"


def test_production_starts_with_a_secret_of_its_own():
    settings = Settings.from_environment(
        {"APP_ENV": "production", "SECRET_KEY": SECRET, "PUBLIC_URL": "https://songoaivu.example"}
    )
    assert settings.app_env == "production"


def test_the_program_does_not_start_with_a_mistake(monkeypatch):
    monkeypatch.setenv("INTAKE", "post")
    with pytest.raises(SettingsError, match=r"^INTAKE: one of local, dvcqg, not 'post'$"):
        create_app()


def test_a_command_tells_the_mistakes_and_nothing_else():
    command = [SCRIPTS / "flask", "--app", "wsgi", "check"]
    environment = {**os.environ, "INTAKE": "post", "LOG_FORMAT": "xml"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    lines = [line.split(": ")[:2] for line in done.stderr.splitlines()]
    assert lines == [["Error", "INTAKE"], ["Error", "LOG_FORMAT"]]
