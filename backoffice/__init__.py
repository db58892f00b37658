"""The officer's door: one view file per task. No SQL, no business rule, no commit."""

from backoffice.blueprint import blueprint

__all__ = ["blueprint"]
