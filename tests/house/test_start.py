"""What a web process reads before its first page: not what only a command, the worker or a rare request needs."""

from __future__ import annotations

import subprocess
import sys

from tests.support.tree import ROOT

# Each is read by whoever needs it, when it does.
OF_OTHERS = {
    *("cli.check", "worker.commands", "casework.gateways.mail", "casework.migrating", "alembic"),
    *("smtplib", "boto3", "typst", "docx", "openpyxl", "opentelemetry"),
}


def read_by(program: str) -> set[str]:
    """The modules that a process has read after this program."""
    asked = [sys.executable, "-c", f"{program}; import sys; print(*sys.modules)"]
    return set(subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_a_web_process_starts_without_what_others_need() -> None:
    read = read_by("import app; app.create_app(app.Settings.from_environment())")
    assert {"portal", "backoffice", "casework.services.filing"} <= read
    assert not read & OF_OTHERS


def test_the_worker_reads_what_sends() -> None:
    assert {"smtplib", "casework.gateways.mail"} <= read_by("import worker.commands")
