"""`flask backup`: made, listed, looked through, restored, rehearsed. How a backup is built is decided in casework."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import click
from flask import current_app

from casework.addresses import check_database_address
from casework.backup.creating import create_backup
from casework.backup.errors import BackupError
from casework.backup.landmarks import REHEARSAL, reached
from casework.backup.manifest import Manifest
from casework.backup.place import Reading, Writing, backups
from casework.backup.pruning import prune
from casework.backup.restoring import read_manifest, restore
from casework.backup.verifying import files_there, verify
from casework.gateways.encryption import InvalidKeyText, identities_from, new_identity, recipients_from
from casework.gateways.storage import Storage, open_storage
from casework.schema import end_on_wrong_schema
from cli.errors import Failed, PlainGroup, WrongArgument
from cli.rehearsal import rehearse
from cli.surroundings import application, casework, now, printed

backup_group = PlainGroup("backup", help="Backups: made, listed, looked through, restored, rehearsed.")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
name_option = click.option("--name", default="", help="Which backup; the newest by default.")
place_option = click.option("--from", "place", default="", help="Where the backups lie; BACKUP_URL by default.")
identity_option = click.option("--identity", required=True, help="The file with the identity the office holds.")


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except BackupError as error:
        raise Failed(error) from error


@backup_group.command("keygen", with_appcontext=False)
@click.argument("file")
def keygen_command(file: str) -> None:
    """Write a new identity into FILE, which must not exist, and print its recipient for BACKUP_RECIPIENT."""
    identity, recipient = new_identity()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise WrongArgument(f"{file!r} cannot be written: {error.strerror}") from error
    with os.fdopen(descriptor, "w") as target:
        target.write(f"# public key: {recipient}\n{identity}\n")
    click.echo(recipient)


@backup_group.command("create")
@click.option("--keep", type=click.IntRange(min=1), help="Afterwards keep this many backups and the last one of each of as many days; clear the others.")
@as_json_option
def create_command(keep: int | None, as_json: bool) -> None:
    """Back up the database and the files it names, encrypted; files that lie in the place are not copied again."""
    place = _place("")
    recipients = _parsed(recipients_from, current_app.extensions["settings"].backup_recipient)
    if not recipients:
        raise WrongArgument("BACKUP_RECIPIENT is not set: `flask backup keygen FILE` prints one")
    # Of a database that everything left it would be the newest, and clear those of the other one.
    end_on_wrong_schema(current_app.extensions["settings"].database_url, moved=True)
    with _in_one_line():
        made = create_backup(casework(), Writing(place, recipients), now(), current_app.extensions["version"])
        pruned = prune(casework(), place, keep) if keep and not made.files.lost else None
    said = _figures(made) | {"pruned": len(pruned.backups) if pruned else 0, "lost": list(made.files.lost)}
    _print(said, as_json)
    if made.files.lost:
        raise Failed(f"{len(made.files.lost)} files could not be read from the store: {', '.join(made.files.lost[:5])}")


@backup_group.command("list")
@place_option
@as_json_option
def list_command(place: str, as_json: bool) -> None:
    """Name every whole backup, the oldest first."""
    with _in_one_line():
        names = backups(_place(place))
    click.echo(json.dumps(names) if as_json else "\n".join(names))


@backup_group.command("verify")
@name_option
@place_option
@click.option("--identity", help="Look into every row and file with this identity; without it only whether all are there.")
@as_json_option
def verify_command(name: str, place: str, identity: str | None, as_json: bool) -> None:
    """Say whether a backup is whole: all its files are there, and with the identity, every hash is right."""
    with _in_one_line():
        if identity:
            said = _figures(verify(Reading(_place(place), _identity(identity)), name))
        else:
            found, files = files_there(_place(place), name)
            said = {"backup": found, "files": files}
    _print(said, as_json)


@backup_group.command("restore")
@name_option
@place_option
@identity_option
@click.option("--into", required=True, help="The empty database to restore into, an address like DATABASE_OWNER_URL.")
@click.option("--storage", required=True, help="The empty file store to restore into, an address like STORAGE_URL.")
@as_json_option
def restore_command(name: str, place: str, identity: str, into: str, storage: str, as_json: bool) -> None:
    """Restore a backup into an empty database and an empty file store, comparing every count and hash."""
    reading = Reading(_place(place), _identity(identity))
    with _in_one_line():
        manifest = read_manifest(reading, name)
        restore(reading, manifest, _database(into), _storage(storage))
    _print(_figures(manifest), as_json)


@backup_group.command("rehearse")
@name_option
@place_option
@identity_option
@click.option("--into", default="", help="An empty database, emptied again afterwards; a temporary SQLite file by default.")
@as_json_option
def rehearse_command(name: str, place: str, identity: str, into: str, as_json: bool) -> None:
    """Restore into a temporary place, compare counts, hashes and a dossier's page, and remember that it went well."""
    reading, began, at = Reading(_place(place), _identity(identity)), monotonic(), now()
    with _in_one_line():
        manifest = read_manifest(reading, name)
        code = rehearse(application(), reading, manifest, _database(into) if into else "", at)
    said = _figures(manifest) | {"page_of": code, "seconds": round(monotonic() - began, 1)}
    reached(casework(), REHEARSAL, at, said)
    _print(said, as_json)


def _figures(manifest: Manifest) -> dict[str, Any]:
    files = manifest.files
    return {
        "backup": manifest.name,
        "created_at": _printed(manifest.created_at),
        "revision": manifest.revision,
        "rows": manifest.rows,
        "files": files.count,
        "copied": files.copied,
        "copied_bytes": files.copied_bytes,
    }


def _printed(at: datetime) -> str:
    return printed(at) or ""


def _print(said: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(said))
        return
    for key, value in said.items():
        if value not in ([], None):
            click.echo(f"{key:14}{value}")


def _place(url: str) -> Storage:
    url = url or current_app.extensions["settings"].backup_url
    if not url:
        raise WrongArgument("BACKUP_URL is not set: file:///folder or s3://bucket?endpoint=…, where backups lie")
    return _storage(url)


def _storage(url: str) -> Storage:
    return _parsed(open_storage, url)


def _database(url: str) -> str:
    try:
        check_database_address(url)
    except ValueError as wrong:
        raise WrongArgument(f"--into: {wrong}") from wrong
    return url


def _identity(file: str) -> list[Any]:
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongArgument(f"{file!r} cannot be read: {getattr(error, 'strerror', None) or 'it is not text'}") from error
    return _parsed(identities_from, text)


def _parsed(read: Any, text: str) -> Any:
    try:
        return read(text)
    except (ValueError, InvalidKeyText) as wrong:
        raise WrongArgument(str(wrong)) from wrong
