"""Answers normalised and judged by their definition, with error codes by path. No sentence of the interface may enter."""

from procedures.answers.errors import AnswerError, Code, Validated
from procedures.answers.papers import RequiredComponent, ending, groups_with_papers, required_components
from procedures.answers.validation import check_one, validate, validate_fields

__all__ = [
    "AnswerError",
    "Code",
    "RequiredComponent",
    "Validated",
    "check_one",
    "ending",
    "groups_with_papers",
    "required_components",
    "validate",
    "validate_fields",
]
