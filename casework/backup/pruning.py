"""Clearing old backups: their manifests first, then what no backup that is left needs. Never the newest."""

from __future__ import annotations

from dataclasses import dataclass

from casework.backup.place import BACKUPS, FILES, NameSet, backups, names_in
from casework.backup.turn import one_at_a_time
from casework.context import Casework
from casework.gateways.storage import Storage


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was cleared."""

    backups: tuple[str, ...]
    files: int


def prune(casework: Casework, place: Storage, keep: int) -> Pruned:
    """Keep the newest `keep` whole backups, the last one of each of as many days, and what they need; everything else goes.

    Raises BackupUnderWay, and BackupDamaged with nothing cleared when one that is kept no longer says what it needs.

    Nothing else writes to the place meanwhile: a backup that runs would count on files that are about to go.
    """
    if keep < 1:
        raise ValueError("at least one backup is kept")
    with one_at_a_time(casework.database):
        whole = backups(place)
        kept = set(whole[-keep:]) | set(_last_of_days(whole)[-keep:])
        old = [name for name in whole if name not in kept]
        with NameSet() as needed:
            for name in kept:
                needed.add(names_in(place, name))
            _clear_backups(place, old, kept)
            return Pruned(tuple(old), _clear_files(place, needed))


def _last_of_days(whole: list[str]) -> list[str]:
    """With a backup every hour the newest reach back some days only, and what went wrong may be found weeks later."""
    return list({name.partition("T")[0]: name for name in whole}.values())


def _clear_backups(place: Storage, old: list[str], kept: set[str]) -> None:
    for name in old:
        place.delete(f"{BACKUPS}{name}/manifest")
    # Also what killed backups left: they never had a manifest.
    for key in list(place.keys(BACKUPS)):
        if key.split("/")[1] not in kept:
            place.delete(key)


def _clear_files(place: Storage, needed: NameSet) -> int:
    cleared = 0
    for key in list(place.keys(FILES)):
        if key not in needed:
            place.delete(key)
            cleared += 1
    return cleared
