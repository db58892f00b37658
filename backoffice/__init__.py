"""The officer's door: one view file per task. No SQL, no business rule, no commit."""

from backoffice import (
    actions,
    dossier,
    files,
    journal,
    navigation,
    overview,
    papers,
    parameters,
    sign_in,
    worklist,
)
from backoffice.blueprint import blueprint

__all__ = [
    "actions",
    "blueprint",
    "dossier",
    "files",
    "journal",
    "navigation",
    "overview",
    "papers",
    "parameters",
    "sign_in",
    "worklist",
]
