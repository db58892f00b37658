"""What surrounds the program: disk, clocks, workers, what set-up makes, the people who run it. Asks the database and the machine, changes neither."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from casework.context import Casework
from casework.gateways.faces import serif_is_cut
from casework.periods import PERIODS
from casework.queries.health import folders_written, free_bytes
from casework.queries.installation import Installation, has_administrator, installation
from cli.surroundings import printed
from web.precompiled import are_translated

SET_UP = "`make runtime` in the folder of the program"
CLOCKS_MAY_DIFFER = timedelta(seconds=60)
# Some days in which somebody can buy a disk: ten times what lets the machine refuse requests.
DISK_NEARLY_FULL = 10
# A worker looks every fifteen seconds; the most frequent duty has been missed twice by then.
WORKER_SILENT_FOR = 3 * min(PERIODS.values())


def machine_problems(casework: Casework, backup_url: str, at: datetime) -> Iterator[tuple[str, str]]:
    """Each thing that lets the portal stand for now and not for long."""
    yield from _disk(casework)
    yield from _one_disk(casework, backup_url)
    found = installation(casework)
    yield from _clock(found, at)
    yield from _worker(found, at)
    if not serif_is_cut():
        yield "the faces of the papers are not cut, so each paper takes longer", SET_UP
    if not are_translated():
        yield "the templates of the pages are not translated, so each process begins more slowly", SET_UP
    if not has_administrator(found):
        yield "no officer is administrator", "`flask officer create LOGIN --name … --position … --role administrator`"


def _disk(casework: Casework) -> Iterator[tuple[str, str]]:
    for folder in sorted(set(folders_written(casework))):
        free = free_bytes(folder)
        if free < DISK_NEARLY_FULL * casework.disk_free_bytes:
            yield f"{folder} has {free // 1024**2} MB left", "make room or add a disk: below DISK_FREE_MB the portal takes no requests"


def _one_disk(casework: Casework, backup_url: str) -> Iterator[tuple[str, str]]:
    """A backup beside the original survives a mistake and not a disk."""
    place = Path(backup_url.removeprefix("file://"))
    if not backup_url.startswith("file://") or not place.is_dir():
        return
    kept_on = {folder.stat().st_dev for folder in folders_written(casework) if folder.is_dir()}
    if place.stat().st_dev in kept_on:
        yield "the backups lie on the disk of the dossiers", "let BACKUP_URL lead to another machine or another disk"


def _clock(found: Installation, at: datetime) -> Iterator[tuple[str, str]]:
    if found.database_at is None:
        return
    apart = abs(found.database_at - at)
    if apart > CLOCKS_MAY_DIFFER:
        yield f"the clocks of this machine and of the database are {int(apart.total_seconds())} seconds apart", "set both by one time server (timedatectl)"


def _worker(found: Installation, at: datetime) -> Iterator[tuple[str, str]]:
    if found.worked_at is None or found.worked_at < at - WORKER_SILENT_FOR:
        yield f"no worker has worked since {printed(found.worked_at) or 'ever'}", "start one: `systemctl start portal-worker@1`, or `flask worker`, and read its log"
