"""The console: one file per command group, thin like views. No SQL, no business rule."""

from flask import Flask

from cli.calendar import calendar_group
from cli.clock import clock_group

__all__ = ["register"]


def register(app: Flask) -> None:
    """Add every command group to an application."""
    for group in (clock_group, calendar_group):
        app.cli.add_command(group)
