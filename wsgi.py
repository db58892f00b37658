"""The WSGI entry: the log and an application, both made from the environment. Nothing else may enter."""

import sys
from logging.config import dictConfig

from click import get_current_context

from app import Settings, SettingsError, create_app
from casework.gateways.logs import configuration
from casework.schema import EXIT_STATUS, end_on_wrong_schema

try:
    settings = Settings.from_environment()
    dictConfig(configuration(settings.log_format))
    application = create_app(settings)
except SettingsError as wrong:
    # A command tells its mistakes and ends; gunicorn puts the same lines into its log.
    if get_current_context(silent=True) is None:
        raise
    sys.stderr.writelines(f"Error: {line}\n" for line in str(wrong).splitlines())
    sys.exit(EXIT_STATUS)
# A command, which comes here too, asks by itself when it needs the database; `flask database migrate` must not be refused.
if get_current_context(silent=True) is None:
    end_on_wrong_schema(settings.database_url, moved=True)
