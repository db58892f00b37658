"""The citizen's door: one view file per task. No SQL, no business rule, no commit."""

from portal import (
    accounts,
    dossier,
    duties,
    ended,
    filing,
    forms,
    home,
    papers,
    passwords,
    procedures,
    profile,
    registering,
    review,
    supplement,
    tracking,
    verify,
)
from portal.blueprint import blueprint

VIEWS = (accounts, dossier, duties, ended, filing, forms, home, papers, passwords, procedures, profile, registering, review, supplement, tracking, verify)

__all__ = ["VIEWS", "blueprint"]
