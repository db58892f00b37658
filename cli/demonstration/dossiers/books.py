"""Running numbers of the books: they grow with the days of a year, as if other letters stood between ours. No paper is made."""

from __future__ import annotations

from datetime import date
from random import Random

# Letters a day that a book takes beside ours: the Committee writes many, the lists and slips are ours alone.
OTHERS_A_DAY = {"committee": 11.0, "cong_van": 1.6, "submission": 0.4}


class NumberBooks:
    """The last number of each book and year."""

    def __init__(self, rng: Random) -> None:
        self._last: dict[tuple[str, int], int] = {}
        self._rng = rng

    def next(self, book: str, on: date) -> int:
        """The next number of a book on a day; a number is drawn once, whether it is used or not."""
        key = (book, on.year)
        by_now = int(OTHERS_A_DAY.get(book, 0.0) * on.timetuple().tm_yday) + self._rng.randint(0, 2)
        base = by_now if book in OTHERS_A_DAY else 0
        self._last[key] = max(self._last.get(key, 0) + 1, base)
        return self._last[key]
