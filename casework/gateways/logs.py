"""Lines of the log: one JSON object a line, or plain words. No value of a person may enter, not even inside an exception."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime
from logging import LogRecord
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

from pythonjsonlogger.json import JsonFormatter

from casework.tracing import current_id

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
FORMATS = ("json", "plain")
# What a line may carry besides time, level, logger and message; a field that is not named here is not written.
FIELDS = ("method", "path", "status", "duration_ms")
TOLD_FROM_INFO = ("access", "api", "backoffice", "casework", "cli", "gunicorn.error", "portal", "web", "worker")
# Their words name modules and names of the program; an exception of ours says so with `for_the_log = True`.
NAMES_THE_PROGRAM = (ImportError, NameError, SyntaxError)
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class JsonLines(JsonFormatter):
    """One object a line; times are those of the office, with their offset."""

    def add_fields(self, log_data: dict[str, Any], record: LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["time"] = moment(record)
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["message"] = record.getMessage()
        log_data["request_id"] = current_id() or None
        log_data.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info:
            log_data["exception"] = where(record.exc_info)

    def formatException(self, ei: Raised) -> str:
        return where(ei)


class PlainLines(logging.Formatter):
    """A line to read: time, level, logger, request, message."""

    def format(self, record: LogRecord) -> str:
        parts = (moment(record), record.levelname.lower(), record.name, current_id(), record.getMessage())
        line = " ".join(part for part in parts if part)
        return f"{line}\n{where(record.exc_info)}" if record.exc_info else line


def moment(record: LogRecord) -> str:
    """When a line was written, to the millisecond, with the offset."""
    return datetime.fromtimestamp(record.created, OFFICE_TIME).isoformat(timespec="milliseconds")


def where(raised: Raised) -> str:
    """The way to an exception and its kinds, the first cause first, without its words unless they are ours: a driver repeats
    in them what a person typed."""
    if raised[1] is None:
        return ""
    return "\n".join(_way(one) for one in reversed(list(_causes(raised[1]))))


def _causes(error: BaseException | None) -> Any:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _way(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    ours = isinstance(error, NAMES_THE_PROGRAM) or getattr(error, "for_the_log", False)
    return "\n".join([*lines, f"{kind}: {error}" if ours else kind])


def configuration(form: str) -> dict[str, Any]:
    """What `logging.config` and gunicorn need to write every line of this process to standard error in one form."""
    formatter = JsonLines if form == "json" else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{formatter.__module__}.{formatter.__qualname__}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {name: {"level": "INFO", "handlers": [], "propagate": True} for name in TOLD_FROM_INFO},
    }
