"""What gunicorn does with its own log, wherever it is started from this folder. Bind, workers and limits are whoever starts it.

The application may not be imported here: a reload would go on with the old one.
"""

import os
from typing import Any

from prometheus_client import multiprocess

from casework.gateways.logs import configuration

_production = os.environ.get("APP_ENV") == "production"
# Every request is told by the application, with its id; gunicorn tells of itself alone.
logconfig_dict = configuration(os.environ.get("LOG_FORMAT") or ("json" if _production else "plain"))
control_socket_disable = True


def child_exit(_server: Any, worker: Any) -> None:
    """What a web process counted stays counted when it ends; its gauges do not."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
