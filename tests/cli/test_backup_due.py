"""`flask check` says when the last good backup or rehearsal is too old; settings that cannot work are refused at the start."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert

from app import SettingsError
from casework.backup.landmarks import BACKUP, REHEARSAL, reached
from casework.backup.rows import digest_of, shapes, snapshot
from casework.context import Casework
from casework.gateways.encryption import new_identity
from casework.models import Attempt
from tests.support.application import Clock, settings_for
from tests.support.backups import AT, backups_in


def said(app: Flask) -> list[str]:
    found = json.loads(app.test_cli_runner().invoke(app.cli, ["check", "--json"]).stdout)
    return [one["problem"] for one in found if one["problem"].startswith("the last good")]


def test_production_is_told_of_an_old_backup_and_an_old_rehearsal(app: Flask, clock: Clock) -> None:
    assert said(app) == [], "nobody backs a test or a demonstration up"
    app.extensions["settings"] = replace(app.extensions["settings"], app_env="production")
    assert said(app) == ["the last good backup was never", "the last good rehearsal was never"]
    for name in (BACKUP, REHEARSAL):
        reached(app.extensions["casework"], name, clock.now, {})
    clock.advance(hours=25, minutes=59)
    assert said(app) == []
    clock.advance(minutes=2)
    assert said(app) == ["the last good backup was 2026-10-14T09:00+07:00"]
    clock.advance(days=34)
    assert len(said(app)) == 2
    reached(app.extensions["casework"], REHEARSAL, clock.now + timedelta(days=400), {})
    assert said(app)[1].startswith("the last good rehearsal was 2027"), "what a wrong clock wrote"


def test_settings_that_cannot_work_are_refused(tmp_path: Path) -> None:
    url, store = f"sqlite:///{tmp_path}/portal.sqlite3", f"file://{tmp_path}/storage"
    _, recipient = new_identity()
    good = settings_for(url, tmp_path, BACKUP_URL=f"file://{tmp_path}/backups", BACKUP_RECIPIENT=f"{recipient}, {recipient}")
    assert good.backup_recipient.startswith("age1")
    for wrong in ({"BACKUP_URL": store}, {"BACKUP_URL": "ftp://host"}, {"BACKUP_RECIPIENT": "age1nobody"}):
        with pytest.raises(SettingsError, match=next(iter(wrong))):
            settings_for(url, tmp_path, **wrong)


def test_memory_does_not_grow_with_the_rows(casework: Casework, tmp_path: Path) -> None:
    def peak(more: range) -> int:
        with casework.database.unit_of_work() as session:
            session.execute(insert(Attempt), [{"key": f"track:{one:08}", "failures": 1, "last_at": AT} for one in more])
        place = backups_in(tmp_path / f"place-{more.stop}")
        tracemalloc.start()
        place.create(casework, AT + timedelta(seconds=more.stop))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    few, many = peak(range(2_000)), peak(range(2_000, 22_000))
    attempts = next(one for one in shapes() if one.name == "attempts")
    with snapshot(casework.database) as connection:
        assert digest_of(connection, attempts).count == 22_000
    assert many < few + 1_000_000, (few, many)
