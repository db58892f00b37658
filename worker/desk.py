"""What every duty of the worker works with. No duty may enter."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from casework.context import Casework
from casework.services.delivering import Around, Channels, Render


@dataclass(frozen=True, slots=True)
class Desk:
    """One worker: `name` is unlike that of any other process; `stopping` is looked at between two items."""

    casework: Casework
    channels: Channels
    render: Render
    clock: Callable[[], datetime]
    name: str
    around: Around = lambda _: nullcontext()
    stopping: Event = field(default_factory=Event)

    def until_done(self, one: Callable[[], str | None]) -> int:
        """Do one item after the other until nothing is left or the worker is told to stop; returns how many."""
        count = 0
        while not self.stopping.is_set() and one() is not None:
            count += 1
        return count
