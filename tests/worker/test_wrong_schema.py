"""A worker that runs already ends when its database was moved, or migrated by a program it may not run beside. Both databases."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from casework.database import Database
from casework.models import Landmark
from casework.schema import EXIT_STATUS, MOVED, SchemaRefused
from tests.support.machine import stop, wait_until
from tests.support.smtp import SmtpServer
from tests.worker.conftest import message, start_worker
from worker.desk import Desk
from worker.loop import LOOK_FOR_DUTIES_EVERY_SECONDS, work


def moved(owner_url: str) -> None:
    owner = Database(owner_url)
    with owner.writing_rows() as connection:
        connection.execute(insert(Landmark).values(name=MOVED, at=datetime.now(UTC), data={"to": "postgresql://elsewhere/portal"}))
    owner.dispose()


def migrated_by_a_newer_program(owner_url: str) -> None:
    owner = Database(owner_url)
    with owner.writing_rows() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    owner.dispose()


@pytest.mark.parametrize(
    ("happened", "said"), [(moved, "moved to postgresql://elsewhere/portal"), (migrated_by_a_newer_program, "newer program")]
)
def test_it_sends_nothing_more_and_says_why(
    desk: Desk, owner_url: str, put_message: Callable[..., str], happened: Callable[[str], None], said: str
) -> None:
    waiting = put_message(desk.casework)
    happened(owner_url)
    with pytest.raises(SchemaRefused, match=said):
        work(desk)
    assert desk.stopping.is_set(), "nor does the thread beside it go on"
    assert message(desk.casework, waiting).state == "waiting"


@pytest.mark.slow
def test_a_running_worker_ends_with_one_line_and_the_status_that_no_unit_restarts(
    desk: Desk, owner_url: str, environment: dict[str, str], smtp_server: SmtpServer, put_message: Callable[..., str]
) -> None:
    moment = datetime.now(UTC) - timedelta(minutes=1)
    put_message(desk.casework, next_at=moment, created_at=moment)
    process = start_worker(environment, stderr=subprocess.PIPE)
    try:
        wait_until(lambda: smtp_server.deliveries, "the worker sends")
        moved(owner_url)
        _, said = process.communicate(timeout=LOOK_FOR_DUTIES_EVERY_SECONDS * 4)
    finally:
        stop(process, signal.SIGTERM)
    assert process.returncode == EXIT_STATUS
    assert [line for line in said.decode().splitlines() if line.startswith("Error: ")] == [
        "Error: this database was moved to postgresql://elsewhere/portal: let DATABASE_URL lead there, or run `flask database stay`"
    ]
