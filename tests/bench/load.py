"""The load: `wrk` of the distribution (apt-get install wrk) walks through prepared requests for one slice. It compares nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SLICE_SECONDS = 2
# wrk's script: every thread walks through the requests from a place of its own; a write takes each request once.
SCRIPT = """
local requests = {}
local at, step, once = 0, THREADS, ONCE
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end
function init(args)
  local offset = tonumber(args[1]) or 0
  for line in io.lines("REQUESTS") do
    requests[#requests + 1] = line:gsub("\\\\r\\\\n", "\\r\\n")
  end
  at = offset + id
end
function request()
  local place = at
  at = at + step
  if once and place >= #requests then place = #requests - 1 end
  return requests[place % #requests + 1]
end
function done(summary, latency, _)
  io.write(string.format(
    '{"requests":%d,"seconds":%f,"errors":%d,"p50":%f,"p99":%f}\\n', summary.requests, summary.duration / 1e6,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it goes over the wire. `headers` are lines without their ends."""

    method: str
    path: str
    headers: tuple[str, ...] = ()
    body: str = ""

    def wire(self) -> str:
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1", *self.headers]
        if self.body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(self.body.encode())}"]
        return "\\r\\n".join([*lines, "", self.body])


@dataclass(frozen=True, slots=True)
class Slice:
    """What one slice measured; milliseconds."""

    rate: float
    p50: float
    p99: float
    errors: int
    requests: int


def require_wrk() -> str:
    found = shutil.which("wrk")
    if not found:
        raise SystemExit("system package missing: wrk (as root: apt-get install wrk)")
    return found


def write_requests(folder: Path, name: str, requests: Sequence[Request]) -> Path:
    path = folder / f"{name}.requests"
    path.write_text("\n".join(one.wire() for one in requests) + "\n")
    return path


def run(
    url: str, requests: Path, *, connections: int = 8, seconds: float = SLICE_SECONDS, first: int = 0, once: bool = False
) -> Slice:
    """Put one program under load for a slice, from the request numbered `first` on."""
    script = requests.with_suffix(f".{connections}.lua")
    threads = min(connections, 2)
    text = SCRIPT.replace("REQUESTS", str(requests)).replace("THREADS", str(threads))
    script.write_text(text.replace("ONCE", "true" if once else "false"))
    command = [require_wrk(), "-t", str(threads), "-c", str(connections), "-d", f"{seconds:g}s", "-s", str(script), url]
    done = subprocess.run([*command, "--", str(first)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"wrk: {done.stderr or done.stdout}")
    said = json.loads(done.stdout.strip().splitlines()[-1])
    return Slice(said["requests"] / said["seconds"], said["p50"], said["p99"], said["errors"], said["requests"])
