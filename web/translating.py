"""Flask-Babel with the words of a request found once. Which language a reader gets is decided elsewhere, and no word is written here.

A list of fifty rows asks for some hundred sentences, and Flask-Babel looks for the catalogue anew for each, by the spelled out name
of the locale.
"""

from __future__ import annotations

from typing import Any

from flask_babel import Babel, Domain, get_locale


class WordsOfRequest(Domain):
    """The catalogue of one request, until its locale is another one (`force_locale`)."""

    def __init__(self, whole: Domain) -> None:
        super().__init__()
        self._whole, self._locale, self._found = whole, None, None

    def get_translations(self) -> Any:
        locale = get_locale()
        if self._found is None or locale is not self._locale:
            self._found, self._locale = self._whole.get_translations(), locale
        return self._found


class Translating(Babel):
    """Gives every request words of its own; the catalogues themselves are read once in a process."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._whole = Domain()
        super().__init__(*given, **named)

    @property
    def domain_instance(self) -> Domain:
        """Flask-Babel keeps what this answers for as long as the request."""
        return WordsOfRequest(self._whole)
