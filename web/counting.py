"""Requests and how long they took, counted by endpoint: never by address, which may hold the code of a dossier."""

from __future__ import annotations

import logging
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

# One for each process; with PROMETHEUS_MULTIPROC_DIR the library keeps the numbers in files of that folder.
REGISTRY = CollectorRegistry()
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
REQUESTS = Counter("portal_requests", "Requests answered.", ("method", "endpoint", "status"), registry=REGISTRY)
SECONDS = Histogram(
    "portal_request_seconds", "How long requests took.", ("method", "endpoint"), buckets=BUCKETS, registry=REGISTRY
)

log = logging.getLogger(__name__)


def counted(method: str, endpoint: str | None, status: int, seconds: float) -> None:
    """Count one request. What a visitor may invent, a method or an address, makes no figure of its own.

    One that cannot be counted is answered all the same: what it filed is filed.
    """
    known, room = method if method in METHODS else "other", endpoint or "none"
    try:
        REQUESTS.labels(known, room, str(status)).inc()
        SECONDS.labels(known, room).observe(seconds)
    except OSError as error:
        log.warning("a request was not counted in PROMETHEUS_MULTIPROC_DIR: %s", error.strerror)


def figures(folder: str) -> bytes:
    """The counts as Prometheus reads them: of this process, or of all that share the folder; none where it is gone."""
    if not folder:
        return generate_latest(REGISTRY)
    if not Path(folder).is_dir():
        return b""
    together = CollectorRegistry()
    MultiProcessCollector(together, path=folder)
    return generate_latest(together)


def networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Networks separated by commas; ValueError when one is none."""
    return tuple(ip_network(one.strip()) for one in written.split(",") if one.strip())


def within(address: str, allowed: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    """Whether an address belongs to one of the networks; what is no address belongs to none."""
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    return any(asked in one for one in allowed)
