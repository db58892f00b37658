"""`flask demo`: the demonstration office, refused in production. No data may enter; it lies in `cli.demonstration`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click
from flask import Flask, current_app

from casework.services.demonstrating import dossiers_so_far
from cli.demonstration.office import DemonstrationOffice
from cli.demonstration.people import CITIZENS, OFFICERS, PASSWORD
from cli.demonstration.stories import STORIES
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import application

demo_group = PlainGroup("demo", help="The demonstration office: fictional people and dossiers.")


@demo_group.command("load")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def load_command(as_json: bool) -> None:
    """Load the demonstration data that is not there yet."""
    loaded = load_once(application())
    click.echo(json.dumps({"dossiers": loaded}) if as_json else f"dossiers loaded: {loaded}")


@demo_group.command("accounts")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def accounts_command(as_json: bool) -> None:
    """Print login, password, role and TOTP secret of each demonstration account."""
    refuse_in_production(current_app)
    if as_json:
        click.echo(json.dumps(accounts(), ensure_ascii=False))
        return
    for one in accounts():
        click.echo(f"{one['login']:32}{one['role']:16}{one['password']}  {one['totp'] or ''}".rstrip())


def accounts() -> list[dict[str, str | None]]:
    """Every account of the demonstration; a citizen's role is the kind of account and has no second factor."""
    officers = [
        {"login": one.login, "password": PASSWORD, "role": "+".join(one.roles), "totp": one.totp, "name": one.name,
         "division": one.division}
        for one in OFFICERS
    ]
    citizens = [
        {"login": one.email, "password": one.password, "role": one.kind, "totp": None, "name": one.name, "division": ""}
        for one in CITIZENS.values()
    ]
    return [*officers, *citizens]


def load_once(app: Flask) -> int:
    """Load what is missing and return how many dossiers were added; a second call adds nothing."""
    refuse_in_production(app)
    casework = app.extensions["casework"]
    begun = dossiers_so_far(casework)
    if begun >= len(STORIES):
        return 0
    now = (app.extensions["clock"] or (lambda: datetime.now(UTC)))()
    with app.app_context():
        office = DemonstrationOffice(casework, now)
        for number, story in list(enumerate(STORIES))[begun:]:
            office.tell(story, number)
    return len(STORIES) - begun


def refuse_in_production(app: Flask) -> None:
    if app.extensions["settings"].app_env == "production":
        raise WrongArgument("the demonstration is refused in production (APP_ENV)")
