"""Background duties: sends the outbox, expires drafts. Thin like views: no SQL, no business rule."""

from flask import Flask

from worker.commands import sweep_command, worker_command

__all__ = ["register"]


def register(app: Flask) -> None:
    """Add `flask worker` and `flask sweep` to an application."""
    app.cli.add_command(worker_command)
    app.cli.add_command(sweep_command)
