"""The files of deploy/ agree with systemd, with the documents and with each other. Nothing is started here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from casework.gateways.mail_session import LONGEST_SECONDS
from casework.schema import EXIT_STATUS
from tests.deploy.units import DEPLOY, INSTALL, blocks, environment_file, steps, unit, words
from tests.support.tree import ROOT

UNITS = sorted((DEPLOY / "systemd").iterdir())
SETTING = re.compile(r"^#?([A-Z_]+)=", re.MULTILINE)
REPLACED = re.compile(r"`([^`]+)`")
SERVICES = [path for path in UNITS if path.suffix == ".service"]


@pytest.mark.slow
def test_systemd_finds_nothing_to_say_about_the_units(tmp_path: Path) -> None:
    said = verified(tmp_path, lambda text: text)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


@pytest.mark.slow
def test_systemd_would_say_it(tmp_path: Path) -> None:
    said = verified(tmp_path, lambda text: text.replace("Restart=always", "Restart=sometimes"))
    assert "portal-web.service" in said.stderr and "sometimes" in said.stderr


def verified(folder: Path, change) -> subprocess.CompletedProcess[str]:
    """What systemd says of the units with the program's executables replaced by one that is there."""
    for path in UNITS:
        text = re.sub(r"/srv/portal/\.venv/bin/\S+", shutil.which("true"), path.read_text("utf-8"))
        (folder / path.name).write_text(change(text).replace("WorkingDirectory=/srv/portal", "WorkingDirectory=/"), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *(str(folder / path.name) for path in UNITS)]
    environment = {**os.environ, "SYSTEMD_LOG_LEVEL": "warning"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)


def test_every_setting_of_a_machine_is_documented() -> None:
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text("utf-8")))
    named = set(SETTING.findall((DEPLOY / "portal.env").read_text("utf-8")))
    for path in SERVICES:
        named |= {one.split("=")[0] for one in unit(path.read_text("utf-8")).values.get("Environment", ())}
    assert len(named) > 15
    assert not named - documented


def test_no_unit_may_more_than_the_others() -> None:
    """What every service is denied: a line left out of one is a hole in one."""
    denied = [set(path.read_text("utf-8").split("# Nothing of the machine but its own state.\n")[1].split("\n\n")[0].split("\n")) for path in SERVICES]
    assert all(one - {""} == denied[0] - {""} for one in denied)
    assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="} <= denied[0]
    assert {unit(path.read_text("utf-8")).one("User") for path in SERVICES} == {"portal"}


def test_a_service_that_may_not_start_is_not_started_again_and_again() -> None:
    lasting = [found for path in SERVICES if (found := unit(path.read_text("utf-8"))).one("Restart") == "always"]
    assert len(lasting) == 2
    assert {one.one("RestartPreventExitStatus") for one in lasting} == {str(EXIT_STATUS)}


def test_nothing_stays_down_because_the_database_server_came_last() -> None:
    """systemd starts no unit that requires one that failed; each of these starts without a database and works once it is there."""
    named = {path.name: unit(path.read_text("utf-8")) for path in SERVICES}
    for name in ("portal-web.service", "portal-worker@.service"):
        assert "portal-migrate.service" in named[name].one("Wants").split() and "portal-migrate.service" in named[name].one("After").split()
        assert "portal-migrate.service" not in named[name].one("Requires").split()
    migrating = named["portal-migrate.service"]
    assert (migrating.one("Restart"), migrating.one("RestartPreventExitStatus")) == ("on-failure", str(EXIT_STATUS))


def test_backups_are_made_in_the_hours_of_the_office_on_a_machine_of_any_zone() -> None:
    times = unit((DEPLOY / "systemd" / "portal-backup.timer").read_text("utf-8")).values["OnCalendar"]
    assert len(times) == 2 and all(one.endswith(" Asia/Ho_Chi_Minh") for one in times)


def test_a_worker_has_time_for_the_longest_talk_with_a_mail_server() -> None:
    """What is killed in the middle of it may arrive twice."""
    worker = unit((DEPLOY / "systemd" / "portal-worker@.service").read_text("utf-8"))
    assert int(worker.one("TimeoutStopSec")) > LONGEST_SECONDS


def test_only_the_migration_reads_the_owners_password() -> None:
    reading = {path.name for path in SERVICES if "EnvironmentFile=-/etc/portal/owner.env" in path.read_text("utf-8")}
    assert reading == {"portal-migrate.service"}


def test_what_is_to_be_replaced_is_said_once_and_used() -> None:
    text = INSTALL.read_text("utf-8")
    table = text.split("| --- | --- |\n")[1].split("\n\n")[0]
    named = [one for line in table.splitlines() for one in REPLACED.findall(line.split("|")[1])]
    commands = "".join(block for _, block in blocks())
    assert len(named) > 10
    assert not [one for one in named if one not in commands]


def test_the_document_is_read_whole() -> None:
    text = INSTALL.read_text("utf-8")
    assert len(blocks()) == text.count("```sh\n") == text.count("```") // 2
    assert {section for section, _ in blocks()} <= set(range(1, 14))
    assert max(section for section, _ in blocks()) == len(re.findall(r"^## \d+\. ", text, re.MULTILINE)) == 13


def test_a_block_is_cut_where_systemd_is_asked() -> None:
    assert steps("a\nb\nsystemctl stop x\nportal-flask check\nc\n") == ["a\nb", "systemctl stop x", "portal-flask check", "c"]
    assert words("systemctl enable --now a.service") == ["systemctl", "enable", "--now", "a.service"]


def test_every_unit_the_document_asks_for_is_there() -> None:
    there = {path.name for path in UNITS} | {"nginx.service", "postgresql.service"}
    asked = {name for _, block in blocks() for line in block.splitlines() if line.startswith("systemctl ") for name in words(line)[2:]}
    assert not [name for name in asked if not name.startswith("--") and re.sub(r"@\d", "@", name) not in there]


def test_the_container_file_takes_the_steps_of_the_document() -> None:
    """It is built nowhere here, so it may not go its own way: what it installs and makes is what the walk-through does."""
    container = (DEPLOY / "Containerfile").read_text("utf-8")
    assert container.startswith("# NOT BUILT ")
    run = " ".join(re.findall(r"^RUN ((?:.*\\\n)*.*)$", container, re.MULTILINE)).replace("\\\n", " ")
    program = blocks()[0][1]
    packages = re.search(r"--no-install-recommends (.*?)(?:&&|$)", run)[1].split()
    assert set(packages) <= set(re.search(r"--no-install-recommends (.*)", program)[1].split())
    left_out = {"curl", "nginx-light", "openssl"}
    assert set(re.search(r"--no-install-recommends (.*)", program)[1].split()) - set(packages) == left_out
    assert "useradd --system --home-dir /var/lib/portal --create-home --shell /usr/sbin/nologin portal" in run
    assert "useradd --system --home-dir /var/lib/portal --create-home --shell /usr/sbin/nologin portal" in program
    assert "make runtime" in run and re.search(r"make --directory \S+ runtime", program)


def test_what_the_document_makes_cuts_the_fonts_of_pages_and_papers() -> None:
    asked = ["make", "--dry-run", "--always-make", "runtime"]
    planned = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "python -m web.assets\n" in planned and "python -m casework.gateways.serif\n" in planned


def test_settings_are_read_as_systemd_reads_them() -> None:
    text = '# A=1\nB="2"\nC=a=b&c\n;D=1\n\nE=\n'
    assert environment_file(text) == {"B": "2", "C": "a=b&c", "E": ""}
