"""What gunicorn does with its own log, wherever it is started from this folder. Bind, workers and limits are whoever starts it.

The application may not be imported here: a reload would go on with the old one.
"""

import os

from casework.gateways.logs import configuration

_production = os.environ.get("APP_ENV") == "production"
# Every request is told by the application, with its id; gunicorn tells of itself alone.
logconfig_dict = configuration(os.environ.get("LOG_FORMAT") or ("json" if _production else "plain"))
control_socket_disable = True
