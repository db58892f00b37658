"""`flask database`: bringing the schema up to date and moving everything to PostgreSQL. No table may be described here."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from casework.addresses import POSTGRESQL, check_database_address
from casework.gateways.storage import Storage, open_storage
from casework.migrating import migrate
from casework.schema import SchemaRefused
from casework.services.moving import CannotMove, Compared, move, stay
from cli.errors import PlainGroup, WrongArgument
from cli.schema import migrated
from cli.surroundings import application, casework, now

database_group = PlainGroup("database", help="The schema of the database, and moving to another one.")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@database_group.command("migrate")
@as_json_option
def migrate_command(as_json: bool) -> None:
    """Bring the database to this program's schema and give its role its rights; programs of before may keep running."""
    revision = migrated(application())
    click.echo(json.dumps({"schema": revision}) if as_json else f"schema: {revision}")


@database_group.command("move")
@click.option(
    "--to", "target", metavar="URL", required=True, help="The owner's address of an empty PostgreSQL database."
)
@click.option("--storage", "storage_url", metavar="URL", help="Copy the files too, to this file:// or s3:// store.")
@as_json_option
def move_command(target: str, storage_url: str | None, as_json: bool) -> None:
    """Copy everything from SQLite to PostgreSQL and compare both sides; exit 1, with nothing kept, when they differ."""
    _check(target)
    store = _store(storage_url) if storage_url else None
    source = casework()
    try:
        migrate(target)
        compared = move(source, target, now(), store)
    except (CannotMove, SchemaRefused) as refused:
        raise WrongArgument(str(refused)) from refused
    _print(compared, as_json)
    if not all(one.same for one in compared):
        raise click.exceptions.Exit(1)


@database_group.command("stay")
def stay_command() -> None:
    """Work with this database again after it was moved, as when the move was only tried; nothing may work with the other one."""
    stay(casework())


def _check(target: str) -> None:
    if not target.startswith(f"{POSTGRESQL}://"):
        raise WrongArgument(f"--to must begin with {POSTGRESQL}://")
    try:
        check_database_address(target)
    except ValueError as wrong:
        raise WrongArgument(f"--to: {wrong}") from wrong


def _store(url: str) -> Storage:
    try:
        return open_storage(url)
    except ValueError as wrong:
        raise WrongArgument(str(wrong)) from wrong


def _print(compared: list[Compared], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([{**asdict(one), "same": one.same} for one in compared]))
        return
    for one in compared:
        verdict = "same" if one.same else "DIFFERENT"
        click.echo(f"{one.name:22}{one.rows_there:>10}{one.rows_here:>10}  {one.hash_here[:16]}  {verdict}")
