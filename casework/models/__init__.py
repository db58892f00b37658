"""The tables, one aggregate a file. Models hold data; they decide nothing and are written inside a unit of work only."""

from casework.models.accounts import Account, AccountToken
from casework.models.base import Base
from casework.models.dossiers import Dossier, DossierCounter, DossierEvent
from casework.models.drafts import Attachment, Draft
from casework.models.limits import Attempt
from casework.models.obligations import Obligation
from casework.models.officers import Officer
from casework.models.outbox import OutboxMessage
from casework.models.papers import Paper, PaperVersion
from casework.models.presences import Presence
from casework.models.revisions import CalendarRevision, DueMove, ParameterRevision
from casework.models.running import DutyRun, Landmark
from casework.models.scans import Scan
from casework.models.workbench import CheckMark, Note, PaperMovement

__all__ = [
    "Account",
    "AccountToken",
    "Attachment",
    "Attempt",
    "Base",
    "CalendarRevision",
    "CheckMark",
    "Dossier",
    "DossierCounter",
    "DossierEvent",
    "Draft",
    "DueMove",
    "DutyRun",
    "Landmark",
    "Note",
    "Obligation",
    "Officer",
    "OutboxMessage",
    "Paper",
    "PaperMovement",
    "PaperVersion",
    "ParameterRevision",
    "Presence",
    "Scan",
]
