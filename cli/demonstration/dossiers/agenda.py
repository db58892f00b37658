"""The order in which things happen over all dossiers: the earliest next step first. What a step does is not its business."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

Course = Iterator[datetime]


class Clock:
    """The instant at which the demonstration is."""

    def __init__(self, now: datetime) -> None:
        self.now = now


def run(courses: Iterable[tuple[datetime, Course]], clock: Clock, until: datetime, ended: Callable[[], None]) -> None:
    """Let every course happen from its first instant on; a course yields the instant of its next step.

    What would lie after `until` does not happen, so its dossier stays as it is. `ended` is called for each course.
    """
    heap = [(at, number, course) for number, (at, course) in enumerate(courses)]
    heapq.heapify(heap)
    while heap:
        at, number, course = heapq.heappop(heap)
        again = None
        if at <= until:
            clock.now = max(at, clock.now)
            again = next(course, None)
        if again is None:
            course_closed(course)
            ended()
        else:
            heapq.heappush(heap, (max(again, clock.now), number, course))


def course_closed(course: Course) -> None:
    close = getattr(course, "close", None)
    if close:
        close()
