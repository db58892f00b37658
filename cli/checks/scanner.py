"""The malware scanner of CLAMD_URL: whether it answers, and takes what applicants may send. Nothing of a dossier is sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casework.context import Casework
from casework.gateways.scanning import CHUNK_BYTES, ScanFailed, ScannerAway, scan
from casework.queries.running import lag


def scanner_problems(casework: Casework) -> Iterator[tuple[str, str]]:
    """A file of zeros as long as the longest upload is looked at, so that a limit of clamd's is found before an applicant finds it."""
    if not casework.scanner:
        return
    longest = casework.uploads.max_bytes
    zeros = (bytes(min(CHUNK_BYTES, longest - start)) for start in range(0, longest, CHUNK_BYTES))
    try:
        scan(casework.scanner, zeros)
    except ScannerAway as away:
        yield f"the malware scanner does not answer: {away}", "start clamd or mend CLAMD_URL; until then new files stay closed to officers"
    except ScanFailed as failed:
        yield f"the malware scanner refuses a file of {longest // 1024**2} MB: {failed}", "set StreamMaxLength and MaxFileSize in clamd.conf to 25M or more"


def scans_waiting(casework: Casework, at: datetime) -> Iterator[tuple[str, str]]:
    """Files that officers have waited for too long."""
    found = lag(casework, at).scanning
    if found is not None and found.is_late:
        minutes = int(found.waits.total_seconds() // 60)
        yield f"{found.waiting} files wait for the malware scanner, the oldest {minutes} minutes", "see that clamd and a worker run, and the column error of the table scans"
