"""The law's own words in both languages. No sentence of the interface may enter: those are gettext's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """One passage in Vietnamese (binding) and English (for the reader's convenience)."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the passage for "vi" or "en"; any other language reads Vietnamese."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from: the document, the article, and whether the office still has to confirm it."""

    document: str
    article: str = ""
    issued_on: date | None = None
    to_be_confirmed: bool = False

    def __str__(self) -> str:
        return f"{self.document}, {self.article}" if self.article else self.document
