"""The citizen's door: one view file per task. No SQL, no business rule, no commit."""

from portal.blueprint import blueprint

__all__ = ["blueprint"]
