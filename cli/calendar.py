"""`flask calendar`: the calendar file on the console. Commands that need the database may not enter."""

import click

from cli.errors import PlainGroup
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML

calendar_group = PlainGroup("calendar", help="The office calendar: working hours, days off and make-up days.")


@calendar_group.command("export", with_appcontext=False)
def export_calendar() -> None:
    """Print the built-in office calendar as a calendar file."""
    click.echo(OFFICE_CALENDAR_TOML.encode(), nl=False)
