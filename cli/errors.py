"""Command groups that answer a wrong argument with one line on standard error and exit 2, and a database or a store that is away
or full with one line and exit 1. No command may enter.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
from flask.cli import AppGroup

from casework.database import UNAVAILABLE
from casework.gateways.storage import StorageError
from web.errors import FULL


class WrongArgument(click.ClickException):
    """A mistake of whoever typed the command: its one line is all that is shown."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


class Failed(click.ClickException):
    """The command could not do its work: its one line is all that is shown, and the exit code is 1."""

    def __init__(self, error: object) -> None:
        super().__init__(" ".join(str(error).split()) or type(error).__name__)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """click prefixes its own complaints with usage lines; scripts rely on a single line."""
    try:
        yield
    except click.UsageError as error:
        raise WrongArgument(error.format_message()) from error
    except (*UNAVAILABLE, sqlite3.OperationalError) as error:
        # What the server said alone: the statement with its values stays untold. A backup notes names in a SQLite of its own.
        raise Failed(f"the database cannot be used: {getattr(error, 'orig', None) or type(error).__name__}") from error
    except StorageError as error:
        raise Failed(f"the store cannot be used: {error}") from error
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise Failed(f"there is no room on the disk, or in TMPDIR: {error}") from error


class Plain(click.Command):
    """What a command and a group share: parsing and running complain in one line."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_one_line():
            return super().invoke(ctx)


class PlainGroup(Plain, AppGroup):
    """A command group (and the groups and commands in it) whose every complaint is one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Without a command it complains like about any other mistake, instead of printing the help.
        kwargs.setdefault("no_args_is_help", False)
        super().__init__(*args, **kwargs)


class PlainCommand(Plain):
    """A command directly after `flask` whose every complaint is one line too."""

    @classmethod
    def of(cls, command: click.Command) -> "PlainCommand":
        """The same command: `flask` itself parses what follows its name, and would answer with usage lines."""
        return cls(command.name, command.context_settings, command.callback, command.params, command.help)


class RootCommands(PlainGroup):
    """For `app.cli`: an unknown command name directly after `flask`, and whatever follows a known one, is refused in one line.

    Commands and groups that are added by "module:name" are imported when they are first asked for.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._later: dict[str, str] = {}

    def add_later(self, commands: Mapping[str, str]) -> None:
        """Take commands and groups, by their names, that are read when they are asked for."""
        self._later |= commands

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        super().add_command(cmd if isinstance(cmd, click.Group) else PlainCommand.of(cmd), name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name in self._later and cmd_name not in self.commands:
            module, _, name = self._later[cmd_name].partition(":")
            self.add_command(getattr(import_module(module), name))
        command = super().get_command(ctx, cmd_name)
        if command is None:
            raise WrongArgument(f"No such command {cmd_name!r}.")
        return command
