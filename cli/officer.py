"""`flask officer`: making, changing and shutting out an officer, another password or second factor for one. No rule of access may enter."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click

from casework.services.officers import (
    LoginTaken,
    OfficerNotFound,
    SecondFactor,
    change_officer,
    create_officer,
    folded,
    reset_officer_password,
    reset_second_factor,
)
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
    _known_division(columns["division"])
    password = secrets.token_urlsafe(12)
    try:
        given = create_officer(casework(), login, password=password, at=now(), **columns)  # type: ignore[arg-type]  click checked them
    except LoginTaken as taken:
        raise WrongArgument(f"there is an officer {login[:60]!r} already") from taken
    _print(given, as_json, password)


@officer_group.command("change")
@click.argument("login")
@click.option("--name", help="The officer's full name.")
@click.option("--position", help="The officer's position.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="All roles from now on; may be repeated.")
@click.option("--division", help="The code of the division; an empty word for none.")
@click.option("--unit", help="Another unit, such as the provincial centre; an empty word for none.")
@click.option("--deputy/--no-deputy", default=None, help="Whether a deputy head or deputy director.")
@click.option("--field", "fields", multiple=True, help="All procedures a deputy director signs for; may be repeated.")
@click.option("--email", help="Where the office reaches the officer.")
@click.option("--active/--inactive", default=None, help="Inactive: has left, may sign in no more.")
@as_json_option
def change_command(login: str, as_json: bool, **columns: object) -> None:
    """Change what is given of an officer, end every session, and list the open dossiers that have to be assigned anew."""
    _known_division(columns["division"])
    given = {name: list(one) if isinstance(one, tuple) else one for name, one in columns.items() if one is not None and one != ()}
    if not given:
        raise WrongArgument("nothing to change")
    with _known(login):
        changed = change_officer(casework(), login, given)
    if as_json:
        click.echo(json.dumps(asdict(changed), ensure_ascii=False))
        return
    click.echo(f"{changed.login}: {'active' if changed.active else 'inactive'}, {', '.join(changed.roles)} {changed.division}".rstrip())
    for code in changed.left:
        click.echo(code)
    click.echo(f"note: {len(changed.left)} open dossiers have to be assigned to somebody else", err=True)


@officer_group.command("reset-password")
@click.argument("login")
@as_json_option
def reset_password_command(login: str, as_json: bool) -> None:
    """Give an officer who forgot it another password, printed once, and end every session."""
    password = secrets.token_urlsafe(12)
    with _known(login):
        reset_officer_password(casework(), login, password)
    click.echo(json.dumps({"login": folded(login), "password": password}) if as_json else password)


@officer_group.command("reset-2fa")
@click.argument("login")
@as_json_option
def reset_command(login: str, as_json: bool) -> None:
    """Give an officer a new authenticator secret and recovery codes, and end every session."""
    with _known(login):
        given = reset_second_factor(casework(), login)
    _print(given, as_json)


@contextmanager
def _known(login: str) -> Iterator[None]:
    try:
        yield
    except OfficerNotFound as unknown:
        raise WrongArgument(f"no officer {login[:60]!r}") from unknown


def _known_division(code: object) -> None:
    divisions = [one for one, _ in casework().office.divisions]
    if code and code not in divisions:
        raise WrongArgument(f"no division {code!r}; there are: {', '.join(divisions)}")


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
