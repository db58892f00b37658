"""`flask serve`: everything `make run` starts, in one foreground process. No duty of the worker and no page may enter."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from threading import Event
from types import FrameType

import click
from flask import Flask
from flask.cli import with_appcontext

from cli.demo import accounts, load_once
from cli.schema import migrated
from cli.surroundings import application

HOST = "127.0.0.1"
THREADS = "8"
LOOK_EVERY_SECONDS = 0.2
STOPPED_WITHIN_SECONDS = 20
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@click.command("serve")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535),
              help="The port to listen on; PORT is asked otherwise.")
@with_appcontext
def serve_command(port: int) -> None:
    """Migrate, load demonstration data once, then serve the portal and the background worker until told to stop."""
    app = application()
    stopping = Event()
    _stop_when_told(stopping)
    prepare(app)
    app.extensions["casework"].database.dispose()
    if not stopping.is_set():
        if app.extensions["settings"].log_format == "plain":  # a log of objects has no room for a greeting
            _welcome(app, port)
        sys.exit(_keep_running(port, stopping))


def prepare(app: Flask) -> None:
    """Bring the database to this program's schema; a demonstration gets its data."""
    settings = app.extensions["settings"]
    migrated(app)
    if settings.app_env == "demo":
        click.echo("preparing the demonstration …", err=True)
        load_once(app)


def _welcome(app: Flask, port: int) -> None:
    settings = app.extensions["settings"]
    click.echo(f"\nPortal:    {settings.public_url}/\nOfficers:  {settings.public_url}/can-bo", err=True)
    if settings.public_url != f"http://{HOST}:{port}":
        click.echo(f"Listening: http://{HOST}:{port}", err=True)
    if settings.app_env == "demo":
        click.echo("\nDemonstration accounts (login, role, password, TOTP secret):", err=True)
        for one in accounts():
            click.echo(f"  {one['login']:28}{one['role']:16}{one['password']}  {one['totp'] or ''}".rstrip(), err=True)
    click.echo("\nStop with Ctrl-C.", err=True)


def _stop_when_told(stopping: Event) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _keep_running(port: int, stopping: Event) -> int:
    """Run both children; when one ends by itself the other is stopped too and the exit status tells."""
    web = ["gunicorn", "wsgi:application", "--workers", "1", "--threads", THREADS, "--bind", f"{HOST}:{port}"]
    # Every request is told by the program itself; gunicorn.conf.py says how gunicorn tells of itself.
    commands = (web, ["flask", "--app", "wsgi", "worker"])
    children = [_begin(one) for one in commands]
    while not stopping.is_set() and all(child.poll() is None for child in children):
        stopping.wait(LOOK_EVERY_SECONDS)
    failed = [child for child in children if child.poll() is not None]
    for child in children:
        _end(child)
    return 1 if failed and not stopping.is_set() else 0


def _begin(command: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches this process alone, which then stops its children in order."""
    parent, libc = os.getpid(), ctypes.CDLL(None)  # loaded before the fork, after which as little as possible may happen

    def end_with_parent() -> None:
        # Nobody can catch SIGKILL: the kernel itself tells the children of it (Linux; elsewhere they live on).
        if hasattr(libc, "prctl"):
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    whole = [sys.executable, "-m", *command]
    return subprocess.Popen(whole, env=dict(os.environ), start_new_session=True, preexec_fn=end_with_parent)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(STOPPED_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
