"""What gunicorn does with its own log, wherever it is started from this folder. Bind, workers and limits are whoever starts it.

The application may not be imported here: a reload would go on with the old one.
"""

import gc
import os
from typing import Any

from prometheus_client import multiprocess

from casework.gateways.logs import configuration

_production = os.environ.get("APP_ENV") == "production"
# Every request is told by the application, with its id; gunicorn tells of itself alone.
logconfig_dict = configuration(os.environ.get("LOG_FORMAT") or ("json" if _production else "plain"))
control_socket_disable = True


def post_fork(_server: Any, _worker: Any) -> None:
    """While the application is made nothing becomes garbage: walking through it again and again was a third of a start."""
    gc.disable()


def post_worker_init(_worker: Any) -> None:
    """What a start has made stays as long as the process, so no request need walk through it again."""
    gc.freeze()
    gc.enable()


def child_exit(_server: Any, worker: Any) -> None:
    """What a web process counted stays counted when it ends; its gauges do not."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
