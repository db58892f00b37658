"""`flask officer`: making an officer, and a new second factor for one. No rule of access may enter."""

from __future__ import annotations

import json
import secrets

import click

from casework.services.officers import LoginTaken, OfficerNotFound, SecondFactor, create_officer, reset_second_factor
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import casework, now
from procedures.definition import Role

officer_group = PlainGroup("officer", help="Officers and their second factor.")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
ROLES = [str(one) for one in Role if one not in (Role.CITIZEN, Role.SYSTEM)]


@officer_group.command("create")
@click.argument("login")
@click.option("--name", required=True, help="The officer's full name.")
@click.option("--position", required=True, help="The officer's position.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="A role; may be repeated.")
@click.option("--division", default="", help="The code of the division.")
@click.option("--unit", default="", help="Another unit, such as the provincial centre.")
@click.option("--deputy", is_flag=True, help="A deputy head or deputy director.")
@click.option("--field", "fields", multiple=True, help="A procedure a deputy director signs for; may be repeated.")
@click.option("--email", help="Where the office reaches the officer.")
@as_json_option
def create_command(login: str, as_json: bool, **columns: object) -> None:
    """Make an officer and print the first password, the TOTP secret and the recovery codes, once."""
    divisions = [code for code, _ in casework().office.divisions]
    if columns["division"] and columns["division"] not in divisions:
        raise WrongArgument(f"no division {columns['division']!r}; there are: {', '.join(divisions)}")
    password = secrets.token_urlsafe(12)
    try:
        given = create_officer(casework(), login, password=password, at=now(), **columns)  # type: ignore[arg-type]  click checked them
    except LoginTaken as taken:
        raise WrongArgument(f"there is an officer {login[:60]!r} already") from taken
    _print(given, as_json, password)


@officer_group.command("reset-2fa")
@click.argument("login")
@as_json_option
def reset_command(login: str, as_json: bool) -> None:
    """Give an officer a new authenticator secret and recovery codes, and end every session."""
    try:
        given = reset_second_factor(casework(), login)
    except OfficerNotFound as unknown:
        raise WrongArgument(f"no officer {login[:60]!r}") from unknown
    _print(given, as_json)


def _print(given: SecondFactor, as_json: bool, password: str = "") -> None:
    shown = {
        "login": given.login,
        **({"password": password} if password else {}),
        "totp": given.totp_secret,
        "totp_address": given.totp_address,
        "recovery": list(given.recovery_codes),
    }
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for name, value in shown.items():
        click.echo(f"{name:14}{' '.join(value) if isinstance(value, list) else value}".encode())
