"""`flask procedure`: the catalogue on the console. No rule of a procedure may enter."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import click

from casework.queries.law_in_force import parameter_revision, parameters_of
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import casework, now, registry
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Definition

procedure_group = PlainGroup("procedure", help="The procedures of the catalogue.")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@procedure_group.command("list")
@as_json_option
def list_command(as_json: bool) -> None:
    """List every procedure with its versions."""
    found = registry()
    today = now().astimezone(OFFICE_TIME).date()
    rows = [
        {"slug": slug, "name": versions[-1].name.vi, "versions": [one.version for one in versions],
         "in_force": getattr(found.in_force(slug, today), "version", None)}
        for slug, versions in ((slug, found.versions(slug)) for slug in found.slugs())
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['slug']}  {row['in_force'] or '-'}  {row['name']}".encode())


@procedure_group.command("show")
@click.argument("name")
@click.option("--on", "on", metavar="DATE", help="As in force on this date (YYYY-MM-DD); default: today.")
@as_json_option
def show_command(name: str, on: str | None, as_json: bool) -> None:
    """Show one procedure as in force on a date, with the office's parameters merged in."""
    day = _day(on)
    if name not in registry().slugs():
        raise WrongArgument(f"no procedure {name[:60]!r}; there are: {', '.join(registry().slugs())}")
    definition = registry().in_force(name, day)
    if definition is None:
        raise WrongArgument(f"{name} is not in force on {day}")
    shown = _shown(definition, day)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, default=str))
        return
    for key, value in shown.items():
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            click.echo(f"{key if number == 0 else '':14}{_line(one)}".encode())


def _day(text: str | None) -> date:
    if text is None:
        return now().astimezone(OFFICE_TIME).date()
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=OFFICE_TIME).date()
    except ValueError as wrong:
        raise WrongArgument(f"{text[:60]!r} is not a date like 2021-10-15") from wrong


def _shown(definition: Definition, on: date) -> dict[str, Any]:
    with casework().database.reading() as session:
        parameters = parameters_of(definition, parameter_revision(session, on), on)
    return {
        "slug": definition.slug,
        "version": definition.version,
        "in_force_from": definition.in_force_from.isoformat(),
        "made_by": str(definition.made_by),
        "name": definition.name.vi,
        "reception": definition.reception_limit,
        "variants": [
            {"code": one.code, "name": one.name.vi, "authority": one.authority.vi,
             "committed": one.committed_limit({}, parameters)}
            for one in definition.variants
        ],
        "components": [{"code": one.code, "name": one.name.vi} for one in definition.components],
        "parameters": [{"name": name, "value": value} for name, value in parameters.items()],
    }


def _line(value: Any) -> str:
    return "  ".join(str(one) for one in value.values()) if isinstance(value, dict) else str(value)
