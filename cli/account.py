"""`flask account`: help for an applicant whom the counter has identified. No rule of access may enter."""

from __future__ import annotations

import click

from casework.services.profiles import remove_second_factor
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import casework, now

account_group = PlainGroup("account", help="Accounts of applicants.")


@account_group.command("reset-2fa")
@click.argument("login")
def reset_command(login: str) -> None:
    """Take the authenticator from the account of somebody who lost the phone, once the counter has seen an identity paper."""
    try:
        remove_second_factor(casework(), login, now())
    except LookupError as unknown:
        raise WrongArgument(f"no account {login[:60]!r}") from unknown
    click.echo("The account signs in with its password alone; a new authenticator is set under Tài khoản.".encode())
