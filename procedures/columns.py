"""How wide the columns of a paper's table are beside each other, from their text alone. No layout program may enter."""

from __future__ import annotations

from collections.abc import Sequence

# Letters: what a line of a paper takes, what the edges of a cell use up, and where a long cell rather wraps.
LETTERS_IN_A_LINE, CELL_EDGES, WIDEST_CELL = 80, 2, 40


def column_weights(rows: Sequence[Sequence[str]]) -> list[float]:
    """One weight a column (the header is the first row): room for its longest word, then for the rest of its text."""
    columns = list(zip(*rows, strict=True))
    needed = [max(len(word) for cell in column for word in (*cell.split(), "-")) + CELL_EDGES for column in columns]
    wished = [min(max(len(cell) for cell in column), WIDEST_CELL) for column in columns]
    more = [max(wish - need, 0) for wish, need in zip(wished, needed, strict=True)]
    left = max(LETTERS_IN_A_LINE - sum(needed), 0)
    share = min(left / sum(more), 1) if sum(more) else 0
    return [need + share * one for need, one in zip(needed, more, strict=True)]
