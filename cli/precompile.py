"""`flask precompile`: what set-up does to the templates once. No template may enter."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from web.precompiled import translate


@click.command("precompile")
@with_appcontext
def precompile_command() -> None:
    """Translate the templates of the pages beforehand, so that no process has to."""
    click.echo(f"{translate(current_app._get_current_object())} templates", err=True)  # type: ignore[attr-defined]  a proxy has it
