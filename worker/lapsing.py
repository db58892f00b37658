"""The duty of ending what applicants let lapse. No rule of a procedure may enter."""

from __future__ import annotations

from datetime import datetime

from casework.services.lapsing import lapse
from worker.desk import Desk


def end_lapsed_dossiers(desk: Desk, at: datetime) -> int:
    """End dossiers that wait for their applicant beyond their time, where the procedure says so; returns how many."""
    return lapse(desk.casework, at)
