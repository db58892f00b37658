"""The console: one file per command group, thin like views. No SQL, no business rule.

A group's file is read when the group is asked for: a web process, which carries the console along, never reads one.
"""

from flask import Flask

from cli.errors import RootCommands

__all__ = ["register"]

COMMANDS = {
    "account": "cli.account:account_group",
    "backup": "cli.backup:backup_group",
    "calendar": "cli.calendar:calendar_group",
    "check": "cli.check:check_command",
    "clock": "cli.clock:clock_group",
    "database": "cli.database:database_group",
    "demo": "cli.demo:demo_group",
    "dossier": "cli.dossier:dossier_group",
    "officer": "cli.officer:officer_group",
    "precompile": "cli.precompile:precompile_command",
    "procedure": "cli.procedure:procedure_group",
    "report": "cli.report:report_group",
    "serve": "cli.serve:serve_command",
}


def register(app: Flask) -> None:
    """Add every command and command group to an application."""
    app.cli = RootCommands(app.name)
    app.cli.add_later(COMMANDS)
