"""The officer's door: one view file per task. No SQL, no business rule, no commit."""

from backoffice import (
    actions,
    calendar,
    dossier,
    duties,
    files,
    journal,
    listing,
    navigation,
    overview,
    papers,
    parameters,
    presence,
    report,
    sign_in,
    slips,
    system,
    worklist,
)
from backoffice.blueprint import blueprint

__all__ = [
    "actions",
    "blueprint",
    "calendar",
    "dossier",
    "duties",
    "files",
    "journal",
    "listing",
    "navigation",
    "overview",
    "papers",
    "parameters",
    "presence",
    "report",
    "sign_in",
    "slips",
    "system",
    "worklist",
]
