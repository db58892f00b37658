"""What only a folder has to prove: kills, broken sources, what is left behind."""

import io
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from casework.gateways.storage import (
    ObjectConflict,
    ObjectMissing,
    StorageUnavailable,
    open_storage,
)


def test_files_have_no_signed_address(tmp_path: Path) -> None:
    assert open_storage(f"file://{tmp_path}").signed_url("a/b", "a.pdf", 60) is None


def test_a_key_cannot_be_both_object_and_folder(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path}")
    storage.put("a/b", b"x", "text/plain")
    for key in ("a", "a/b/c"):
        with pytest.raises(ObjectConflict):
            storage.put(key, b"y", "text/plain")
        with pytest.raises(ObjectMissing):
            storage.read(key)


def test_a_folder_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    storage = open_storage(f"file://{blocked}/x")
    with pytest.raises(StorageUnavailable):
        storage.put("a", b"x", "text/plain")


def test_a_source_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "the upload broke off")
            return super().read(10)

    storage = open_storage(f"file://{tmp_path}")
    with pytest.raises(StorageUnavailable):
        storage.put("a", Breaks(b"0123456789" * 10), "text/plain")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("moment", ["os.link", "os.fsync"])
def test_a_kill_before_the_name_appears_leaves_no_partial_object(tmp_path: Path, moment: str) -> None:
    module = moment.partition(".")[0]
    program = textwrap.dedent(f"""
        import {module}, sys, time
        from casework.gateways.storage import open_storage
        def wait(*args):
            print("ready", flush=True)
            time.sleep(60)
        {moment} = wait
        open_storage(sys.argv[1]).put("ho-so/a.pdf", b"x" * 3_000_000, "application/pdf")
    """)
    url = f"file://{tmp_path}"
    root = Path(__file__).parents[3]
    with subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE, cwd=root) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        finally:
            process.send_signal(signal.SIGKILL)
    storage = open_storage(url)
    assert not storage.exists("ho-so/a.pdf")
    assert list(storage.keys()) == []
    storage.put("ho-so/a.pdf", b"whole", "application/pdf")
    assert storage.read("ho-so/a.pdf") == b"whole"


def test_what_a_killed_process_left_is_cleared_after_a_day(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path}")
    storage.put("a", b"x", "text/plain")
    old, fresh = tmp_path / ".unfinished" / "old", tmp_path / ".unfinished" / "fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    storage.put("b", b"y", "text/plain")
    assert not old.exists()
    assert fresh.exists()
