"""How often each periodic duty is done, whichever worker does it. What a duty does is elsewhere."""

from collections.abc import Mapping
from datetime import timedelta

DEADLINES, PROMISES = "deadlines_told", "promises_told"
PERIODS: Mapping[str, timedelta] = {
    "expiring_drafts_told": timedelta(minutes=10),
    "expired_drafts_deleted": timedelta(minutes=10),
    "lapsed_dossiers_ended": timedelta(minutes=10),
    DEADLINES: timedelta(minutes=5),
    # On SQLite it looks through all that is late in its step.
    PROMISES: timedelta(hours=1),
    "removed_attachments_deleted": timedelta(minutes=10),
    "presences_forgotten": timedelta(minutes=10),
    "guesses_forgotten": timedelta(hours=1),
    # Lists the whole store: on S3 with a million files that is a thousand requests.
    "unnamed_files_deleted": timedelta(hours=1),
    # What was uploaded before the office had a scanner, or while it was switched off; new files are asked about as they come.
    "unscanned_files_found": timedelta(days=1),
}
