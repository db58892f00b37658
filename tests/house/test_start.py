"""What a web process reads before its first page: not what only a command, the worker or a rare request needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.tree import ROOT

# Each is read by whoever needs it, when it does; together they are a third of a start.
OF_OTHERS = {
    *("cli.check", "worker.commands", "casework.gateways.mail", "casework.migrating", "alembic"),
    *("smtplib", "email_validator", "phonenumbers", "boto3", "typst", "docx", "openpyxl", "opentelemetry"),
}


def read_by(program: str) -> set[str]:
    """The modules that a process has read after this program."""
    asked = [sys.executable, "-c", f"{program}; import sys; print(*sys.modules)"]
    return set(subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_a_web_process_starts_without_what_others_need() -> None:
    read = read_by("import app; app.create_app(app.Settings.from_environment())")
    assert {"portal", "backoffice", "casework.services.filing"} <= read
    assert not read & OF_OTHERS


@pytest.mark.parametrize(
    ("asks", "reads"),
    [
        ("from procedures.identifiers import phone; phone('090 1234567')", "phonenumbers"),
        ("from procedures.identifiers import email; email('a@example.com')", "email_validator"),
        ("import worker.commands", "smtplib"),
    ],
)
def test_whoever_needs_it_reads_it(asks: str, reads: str) -> None:
    assert reads in read_by(asks)
