"""Bringing the schema up to date, for the commands that do. How it is migrated is decided in casework."""

from __future__ import annotations

import click
from flask import Flask

from casework.migrating import migrate
from casework.schema import EXIT_STATUS, SchemaRefused


class WrongSchema(click.ClickException):
    """The schema is of a newer program beside which this one may not run: its one line is all that is shown."""

    exit_code = EXIT_STATUS


def migrated(app: Flask) -> str:
    """Bring the database to this program's schema and give its role its rights; returns the revision there. Raises WrongSchema."""
    settings = app.extensions["settings"]
    try:
        return migrate(settings.database_owner_url, settings.database_url)
    except SchemaRefused as refused:
        raise WrongSchema(str(refused)) from refused
