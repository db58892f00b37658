"""`flask report`: what the office reports of a period. No figure is counted here."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import click

from casework.gateways.tables import as_csv, write_xlsx
from casework.queries.report import Read, readings_on, report, rules_from
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import casework, now, registry
from procedures.clock.calendar import OFFICE_TIME
from procedures.reporting import COLUMNS, HEADS, Row, total

report_group = PlainGroup("report", help="What the office reports of a period.")
FIRST_YEAR, LAST_YEAR = 1900, 2099
DAY = click.DateTime(["%Y-%m-%d"])


@report_group.command("tthc")
@click.option("--from", "since", metavar="DATE", type=DAY, required=True, help="First day of the period.")
@click.option("--to", "until", metavar="DATE", type=DAY, required=True, help="Last day of the period.")
@click.option("--format", "shape", type=click.Choice(["json", "csv", "xlsx"]), default="json", help="How it is printed.")
def tthc_command(since: datetime, until: datetime, shape: str) -> None:
    """Print the 13-column report of form 06a/VPCP/KSTT, a row for each procedure."""
    if since > until:
        raise WrongArgument("--from must not lie after --to")
    if since.year < FIRST_YEAR or until.year > LAST_YEAR:
        raise WrongArgument(f"--from and --to lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    readings = readings_on(casework(), min(until.date(), now().astimezone(OFFICE_TIME).date()))
    rows = report(casework(), since.date(), until.date(), now(), rules_from(readings))
    if unconfirmed := [one.reading.name for one in readings if not one.decided]:
        click.echo(f"to be confirmed by the office: {', '.join(unconfirmed)}", err=True)
    if shape == "json":
        click.echo(json.dumps(_document(rows, readings, since.date(), until.date()), ensure_ascii=False))
        return
    if shape == "csv":
        click.echo("".join(as_csv(_table(rows))).encode(), nl=False)
        return
    book = BytesIO()
    write_xlsx(book, "06a", _table(rows))
    sys.stdout.buffer.write(book.getvalue())


def _document(rows: list[Row], readings: tuple[Read, ...], since: date, until: date) -> dict[str, Any]:
    def figures(one: Row) -> dict[str, int]:
        return {"received": one.received, "solved": one.solved, "open": one.open} | {name: getattr(one, name) for name in COLUMNS}

    return {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "readings": {one.reading.name: {"value": one.value, "confirmed": one.decided} for one in readings},
        "rows": [{"procedure": one.slug, **figures(one)} for one in rows],
        "total": figures(total(rows)),
    }


def _table(rows: list[Row]) -> Iterator[tuple[Any, ...]]:
    yield tuple(head.vi for head in HEADS)
    yield ("", "", *total(rows).figures())
    for number, one in enumerate(rows, 1):
        newest = registry().versions(one.slug)[-1]
        yield (number, f"{newest.field.vi}: {newest.name.vi}", *one.figures())
