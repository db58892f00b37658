"""The killer: workers that end themselves at a seeded point, web processes and whole groups killed at a seeded moment. Checks nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from threading import Event

from tests.faults.program import GONE, Running

# A worker passes about thirty points for one message.
WORKER_POINTS = 70
SHARE_OF_WORKERS = 0.3
# Moments are a third of all kills: people must get something done between two of them.
SHARE_OF_MOMENTS = 0.33
MOMENTS_SECONDS = (0.1, 0.9)


@dataclass
class Killer:
    """Kills at moments; keeps the workers of an installation running, each armed with a point of its own death."""

    running: Running
    chance: random.Random
    worker_slots: int
    timed: Counter[str] = field(default_factory=Counter)
    worker_deaths: int = 0
    still: Event = field(default_factory=Event)

    @property
    def kills(self) -> int:
        return len(self.running.deaths_so_far()) + sum(self.timed.values())

    def start_workers(self) -> None:
        self.running.workers = [self.running.start_worker(self._point()) for _ in range(self.worker_slots)]

    def tend_workers(self) -> None:
        """Start again whatever worker has died."""
        for slot, process in enumerate(self.running.workers):
            if process is None or process.poll() is None:
                continue
            if process.returncode == GONE:
                self.worker_deaths += 1
            few = self.worker_deaths <= SHARE_OF_WORKERS * max(self.kills, 10)
            self.running.workers[slot] = self.running.start_worker(self._point() if few else "")

    def at_moments(self) -> None:
        """Kill something, again and again, until told to stop."""
        while not self.still.wait(self.chance.uniform(*MOMENTS_SECONDS)):
            self.tend_workers()
            if sum(self.timed.values()) <= SHARE_OF_MOMENTS * self.kills:
                target = self.chance.choices(("web process", "web group", "worker"), (7, 1, 3))[0]
                self.timed[target] += self._kill(target)

    def _kill(self, target: str) -> bool:
        if target == "web process":
            return self.running.kill_web_process(self.chance)
        if target == "web group":
            self.running.kill_web_group()
            return True
        alive = [one for one in self.running.workers if one is not None and one.poll() is None]
        if not alive:
            return False
        return _end(self.chance.choice(alive))

    def _point(self) -> str:
        return str(self.chance.randint(1, WORKER_POINTS))

    def stop_workers(self) -> None:
        """Let every worker finish what it has in its hands."""
        for process in self.running.workers:
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running.workers:
            if process is not None:
                process.wait(60)
                self.worker_deaths += process.returncode == GONE
        self.running.workers = []


def _end(process: subprocess.Popen[bytes]) -> bool:
    """Kill a worker, by its own group."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True
