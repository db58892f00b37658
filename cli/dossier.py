"""`flask dossier`: one dossier on the console, and dossiers from a file. No decision may enter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from casework.queries.due_moves import Move, moves_of
from casework.queries.inspection import messages_of
from casework.queries.situations import DossierNotFound, Loaded, load
from casework.services.intake import ImportRefused, import_dossier
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import casework, now, printed
from procedures.case.clocks import clocks_of

dossier_group = PlainGroup("dossier", help="Dossiers: looked at, imported.")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@dossier_group.command("show")
@click.argument("code")
@as_json_option
def show_command(code: str, as_json: bool) -> None:
    """Show state, national status, clocks, pauses, due times moved by a calendar, events and outbox of a dossier."""
    try:
        with casework().database.reading() as session:
            loaded = load(session, casework(), code)
            moves = moves_of(session, loaded.dossier.id)
            outbox = [
                {"kind": one.kind, "channel": one.channel, "state": one.state, "attempts": one.attempts,
                 "sent_at": printed(one.sent_at), "error": one.error}
                for one in messages_of(session, loaded.dossier.id)
            ]
    except DossierNotFound as wrong:
        raise WrongArgument(f"no dossier {code[:60]!r}") from wrong
    shown = _shown(loaded, moves) | {"outbox": outbox}
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for key, value in shown.items():
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            click.echo(f"{key if number == 0 else '':18}{_line(one)}".encode())


@dossier_group.command("import")
@click.argument("file")
@as_json_option
def import_command(file: str, as_json: bool) -> None:
    """Take the dossier in FILE (JSON in the national portal's shape; papers are files beside it)."""
    path = Path(file)
    try:
        message = json.loads(path.read_text("utf-8-sig"))
        code = import_dossier(casework(), message, lambda name: _beside(path, name), now())
    except OSError as error:
        raise WrongArgument(f"{file!r} cannot be read: {error.strerror}") from error
    except ImportRefused as refused:
        raise WrongArgument(f"{file!r} is refused: {refused}") from refused
    except (ValueError, RecursionError) as error:
        raise WrongArgument(f"{file!r} is not a dossier: {error}") from error
    click.echo(json.dumps({"code": code}) if as_json else code)


def _beside(path: Path, name: str) -> bytes:
    """A paper lies in the folder of the message, so that a message cannot name any file of this machine."""
    return (path.parent / Path(name).name).read_bytes()


def _shown(loaded: Loaded, moves: Sequence[Move]) -> dict[str, Any]:
    dossier, situation = loaded.dossier, loaded.situation
    clocks = clocks_of(situation.case, situation.definition, situation.calendar)
    return {
        "code": dossier.code,
        "procedure": f"{dossier.slug} {dossier.definition_version} {dossier.variant}",
        "state": dossier.state,
        "national_status": dossier.national_status,
        "filed_at": printed(dossier.filed_at),
        "accepted_at": printed(dossier.accepted_at),
        "finished_at": printed(dossier.finished_at),
        "closed_at": printed(dossier.closed_at),
        "clocks": [
            {"clock": name, "status": clock.status, "due": printed(clock.due_at)}
            for name, clock in (("overall", clocks.overall), ("reception", clocks.reception), ("step", clocks.step),
                                *clocks.consultations.items())
        ],
        "first_promise": printed(clocks.first_promise),
        "ledger": [
            {"effect": one.effect, "at": printed(one.at), "reason": one.reason, "basis": one.basis}
            for one in situation.case.ledger
        ],
        "moved": [
            {"calendar": one.revision, "at": printed(one.at), "old_due": printed(one.old_due_at), "new_due": printed(one.new_due_at),
             "old_step_due": printed(one.old_step_due_at), "new_step_due": printed(one.new_step_due_at), "note": one.note}
            for one in moves
        ],
        "events": [
            {"sequence": one.sequence, "at": printed(one.at), "action": one.action, "by": one.actor_name, "state": one.state}
            for one in loaded.events
        ],
    }


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join("-" if one in (None, "") else str(one) for one in value.values())
    return "-" if value is None else str(value)
