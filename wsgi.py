"""The WSGI entry: the log and an application, both made from the environment. Nothing else may enter."""

from logging.config import dictConfig

from click import get_current_context

from app import Settings, create_app
from casework.gateways.logs import configuration
from casework.schema import end_on_wrong_schema

settings = Settings.from_environment()
dictConfig(configuration(settings.log_format))
application = create_app(settings)
# A command, which comes here too, asks by itself when it needs the database; `flask database migrate` must not be refused.
if get_current_context(silent=True) is None:
    end_on_wrong_schema(settings.database_url)
