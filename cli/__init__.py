"""The console: one file per command group, thin like views. No SQL, no business rule."""

from flask import Flask

from cli.calendar import calendar_group
from cli.clock import clock_group
from cli.demo import demo_group
from cli.serve import serve_command

__all__ = ["register"]


def register(app: Flask) -> None:
    """Add every command and command group to an application."""
    for command in (clock_group, calendar_group, demo_group, serve_command):
        app.cli.add_command(command)
