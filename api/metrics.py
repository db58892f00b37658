"""`/metrics` for Prometheus: how the program runs, in figures. No code of a dossier and no name may enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from flask import Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.blueprint import blueprint
from casework.database import UNAVAILABLE
from casework.queries.health import folders_written, free_bytes
from casework.queries.running import Running, running
from web.access import public
from web.counting import figures, within
from web.current import casework, now


@blueprint.get("/metrics")
@public("the office's monitor asks without an account; METRICS_ALLOW says from where, everybody else is told nothing")
def metrics() -> Response:
    """Counts of this process, then what the database says for all."""
    if not _may_ask():
        abort(404)
    body = figures(current_app.config["METRICS_FOLDER"]) + _of_the_office()
    return Response(body, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_ask() -> bool:
    """A proxy that nobody told us of makes every visitor look like this machine: then nobody may."""
    unknown_proxy = not current_app.config["TRUSTED_PROXIES"] and "X-Forwarded-For" in request.headers
    return not unknown_proxy and within(request.remote_addr or "", current_app.config["METRICS_ALLOW"])


def _of_the_office() -> bytes:
    registry = CollectorRegistry()
    try:
        found: Running | None = running(casework(), now())
    except UNAVAILABLE:
        found = None
    registry.register(Figures(found, now(), _free()))
    return generate_latest(registry)


def _free() -> dict[str, int]:
    return {str(number): free_bytes(folder) for number, folder in enumerate(folders_written(casework()))}


class Figures(Collector):
    """One reading of the database as families of figures; without a database only that it is away."""

    def __init__(self, found: Running | None, at: datetime, free: Mapping[str, int]) -> None:
        self.found, self.at, self.free = found, at, free

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("portal_database_up", "1 when the database answers.", 1 if self.found else 0)
        yield _gauges("portal_disk_free_bytes", "Free space where the program writes.", "place", self.free)
        if self.found:
            yield from self._messages(self.found)
            yield from self._duties(self.found)
            yield from self._scans(self.found)
            yield from self._dossiers(self.found)

    def _messages(self, found: Running) -> Iterator[GaugeMetricFamily]:
        yield _gauges("portal_outbox_messages", "Messages that are not sent, by state.", "state", found.messages)
        yield _gauge("portal_outbox_ready_seconds", "How long the oldest ready message waits.", found.lag.outbox.total_seconds())
        oldest = (self.at - found.oldest).total_seconds() if found.oldest else 0
        yield _gauge("portal_outbox_age_seconds", "Age of the oldest message that is not sent.", max(oldest, 0))

    def _duties(self, found: Running) -> Iterator[GaugeMetricFamily]:
        """A duty never done has no figure of lateness, but it is among those that are late."""
        lags = {name: lag.total_seconds() for name, lag in found.lag.duties.items() if lag is not None}
        yield _gauges("portal_duty_late_seconds", "How long each duty is beyond its period.", "duty", lags)
        yield _gauge("portal_duties_late", "Duties not done for more than twice their period.", len(found.lag.late_duties))
        ages = {name: (self.at - when).total_seconds() for name, when in found.landmarks.items()}
        yield _gauges("portal_landmark_age_seconds", "Age of the last good backup and rehearsal.", "landmark", ages)

    def _scans(self, found: Running) -> Iterator[GaugeMetricFamily]:
        """Without a scanner there are no figures of it."""
        scans = found.lag.scanning
        if scans is not None:
            yield _gauge("portal_scans_waiting", "Uploaded contents that wait for the malware scanner.", scans.waiting)
            yield _gauge("portal_scan_wait_seconds", "How long the oldest of them waits.", scans.waits.total_seconds())
            yield _gauge("portal_scans_infected", "Uploaded contents in which malware was found.", scans.infected)

    def _dossiers(self, found: Running) -> Iterator[GaugeMetricFamily]:
        yield _gauge("portal_dossiers_open", "Open dossiers.", found.open)
        yield _gauge("portal_dossiers_late", "Open dossiers beyond a due time.", found.late)
        yield _gauges("portal_sign_ins_refused", "Refused sign-ins of a day, all processes.", "kind", found.refused)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _gauges(name: str, meaning: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
