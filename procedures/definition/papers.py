"""What the law wants handed in and what the office gives out, as data. No file handling may enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from procedures.definition.conditions import ALWAYS, Condition
from procedures.definition.words import Citation, Text


class Accepts(StrEnum):
    """The online shape in which a component is taken."""

    SCAN = "scan"
    CERTIFIED_COPY = "certified_copy"
    CERTIFIED_E_COPY = "certified_e_copy"
    SIGNED_FILE = "signed_file"
    ORIGINAL_AT_COUNTER = "original_at_counter"


@dataclass(frozen=True, slots=True)
class Component:
    """One component of the dossier (thành phần hồ sơ). `each` names the group whose items need one each.

    `must_show` tells the applicant what a good one shows; a paper the portal fills is shown by its form's example instead.
    """

    code: str
    name: Text
    citation: Citation
    accepts: tuple[Accepts, ...]
    officer_checks: tuple[Text, ...]
    with_paper_only: Text
    required_when: Condition = ALWAYS
    shown_when: Condition = ALWAYS
    each: str = ""
    filled_form: str = ""
    max_files: int = 10
    note: Text | None = None
    must_show: tuple[Text, ...] = ()

    @property
    def taken_by_hand(self) -> bool:
        """The paper itself is handed in; what may be sent online is only a copy of it."""
        return Accepts.ORIGINAL_AT_COUNTER in self.accepts

    @property
    def only_by_hand(self) -> bool:
        """Nothing of it can be sent online."""
        return self.accepts == (Accepts.ORIGINAL_AT_COUNTER,)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form the portal fills from the answers for the applicant to sign.

    `rows(answers, language)` returns the data of the paper: {"title", "addressee", "rows": [{"label", "value"}],
    "tables": [{"title", "header": [...], "rows": [[...]]}], "closing"} in Vietnamese unless the law's form is bilingual.
    `example(on)` returns complete answers of plainly fictional people on a day, from which a sample is shown.
    """

    code: str
    name: Text
    citation: Citation
    content: Callable[[Mapping[str, Any]], dict[str, Any]]
    example: Callable[[date], Mapping[str, Any]] | None = None


class Outcome(StrEnum):
    """What was decided about a dossier or one of its items."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ResultPaper:
    """A paper with which the decision leaves: its type, its sign (ký hiệu) and who signs it.

    `book` names the number book; `body` is "office" (Sở) or "committee" (UBND). Two papers may carry the same outcome when
    they differ in body: the office's own is taken when the office decided. `content(facts)` returns
    {"subject", "addressee", "paragraphs": [...], "tables": [...], "recipients": [...]} in Vietnamese, where facts holds
    code, answers, applicant, items (with outcome and reason), number, signed_on, office, variant, authority.
    `notes` tell the applicant what to know of this outcome; they stand beside the result.
    """

    code: str
    name: Text
    outcome: Outcome
    book: str
    symbol: str
    body: str
    citation: Citation
    content: Callable[[Mapping[str, Any]], dict[str, Any]]
    notes: tuple[Text, ...] = ()
