"""The console: one file per command group, thin like views. No SQL, no business rule."""

from flask import Flask

from cli.account import account_group
from cli.backup import backup_group
from cli.calendar import calendar_group
from cli.check import check_command
from cli.clock import clock_group
from cli.database import database_group
from cli.demo import demo_group
from cli.dossier import dossier_group
from cli.officer import officer_group
from cli.procedure import procedure_group
from cli.serve import serve_command

__all__ = ["register"]


def register(app: Flask) -> None:
    """Add every command and command group to an application."""
    groups = (clock_group, calendar_group, procedure_group, dossier_group, officer_group, account_group, demo_group, backup_group, database_group)
    for command in (*groups, serve_command, check_command):
        app.cli.add_command(command)
