"""`flask demo`: the demonstration office, refused in production. No data may enter; it lies in `cli.demonstration`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta

import click
from flask import Flask, current_app

from casework.services.demonstrating import dossiers_so_far
from cli.demonstration import bulk
from cli.demonstration.dossiers import last_years, load_dossiers, settle_outbox
from cli.demonstration.office import open_office
from cli.demonstration.people import CITIZENS, OFFICERS, PASSWORD
from cli.errors import PlainGroup, WrongArgument
from cli.surroundings import application, known_schema

SEED = 1
COUNT = 150
# More than this are decided by the same functions but recorded in bulk, without the office's own papers.
ONE_BY_ONE = 1_000
AT_MOST = 5_000_000
# Notices older than this were never meant to be mailed again.
SETTLED_AFTER = timedelta(days=14)

demo_group = PlainGroup("demo", help="The demonstration office: fictional people and dossiers.")


@demo_group.command("load")
@click.option("--dossiers", "count", metavar="N", type=click.IntRange(1, AT_MOST), help="That many more dossiers.")
@click.option("--seed", metavar="S", type=int, default=SEED, help="The same seed makes the same dossiers.")
@click.option("--from", "since", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="First day of filing.")
@click.option("--to", "until", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--files", is_flag=True, help=f"Beyond {ONE_BY_ONE} dossiers: with the applicants' files, one of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def load_command(
    count: int | None, seed: int, since: datetime | None, until: datetime | None, files: bool, as_json: bool
) -> None:
    """Load the demonstration data that is not there yet, or N more dossiers."""
    app = application()
    known_schema(app)
    if count is None:
        loaded = load_once(app)
    else:
        loaded = load_more(app, count, seed, since.date() if since else None, until.date() if until else None, files)
    click.echo(json.dumps({"dossiers": loaded}) if as_json else f"dossiers loaded: {loaded}")


@demo_group.command("accounts")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def accounts_command(as_json: bool) -> None:
    """Print login, password, role and TOTP secret of each demonstration account."""
    refuse_in_production(current_app)
    if as_json:
        click.echo(json.dumps(accounts(), ensure_ascii=False))
        return
    for one in accounts():
        click.echo(f"{one['login']:32}{one['role']:16}{one['password']}  {one['totp'] or ''}".rstrip())


def accounts() -> list[dict[str, str | None]]:
    """Every account of the demonstration; a citizen's role is the kind of account and has no second factor."""
    officers = [
        {"login": one.login, "password": PASSWORD, "role": "+".join(one.roles), "totp": one.totp, "name": one.name,
         "division": one.division}
        for one in OFFICERS
    ]
    citizens = [
        {"login": one.email, "password": one.password, "role": one.kind, "totp": None, "name": one.name, "division": ""}
        for one in CITIZENS.values()
    ]
    return [*officers, *citizens]


def load_once(app: Flask) -> int:
    """Load the office with its dossiers into an empty database; returns how many. What is there is never added to."""
    refuse_in_production(app)
    casework = app.extensions["casework"]
    open_office(casework, _now(app))
    return 0 if dossiers_so_far(casework) else load_more(app, COUNT, SEED, None, None)


def load_more(
    app: Flask, count: int, seed: int, since: date | None, until: date | None, files: bool = False
) -> int:
    """Load `count` dossiers of the years before today, or of the days given; returns how many."""
    refuse_in_production(app)
    casework, now = app.extensions["casework"], _now(app)
    usual_since, usual_until = last_years(now)
    since, until = since or usual_since, until or usual_until
    if since > until:
        raise WrongArgument("--from must not lie after --to")
    open_office(casework, now)
    with app.app_context(), click.progressbar(length=count, label="dossiers", file=sys.stderr) as bar:
        period = {"seed": seed, "count": count, "since": since, "until": until, "now": now}

        def progress(done: int, _: int) -> None:
            bar.update(done - bar.pos)

        if count > ONE_BY_ONE:
            return len(bulk.load(casework, **period, files=files, progress=progress))
        codes = load_dossiers(casework, **period, progress=progress)
    settle_outbox(casework, now - SETTLED_AFTER)
    return len(codes)


def _now(app: Flask) -> datetime:
    clock = app.extensions["clock"]
    return clock() if clock else datetime.now(UTC)


def refuse_in_production(app: Flask) -> None:
    if app.extensions["settings"].app_env == "production":
        raise WrongArgument("the demonstration is refused in production (APP_ENV)")
