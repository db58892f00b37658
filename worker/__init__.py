"""Background duties: sends the outbox, expires drafts. Thin like views: no SQL, no business rule.

A web process carries the two commands along as names alone: it neither sends nor sweeps.
"""

from flask import Flask

__all__ = ["register"]


def register(app: Flask) -> None:
    """Add `flask worker` and `flask sweep` to an application."""
    app.cli.add_later({"worker": "worker.commands:worker_command", "sweep": "worker.commands:sweep_command"})
