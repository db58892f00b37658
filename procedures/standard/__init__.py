"""Building blocks that every procedure's process shares. No procedure's own rule may enter."""

from procedures.standard.committee import AT_COMMITTEE, committee_actions, committee_states
from procedures.standard.division import division_actions, division_states, review_actions, review_states
from procedures.standard.ending import ending_states, issue_actions
from procedures.standard.reception import reception_actions, reception_states
from procedures.standard.sources import (
    CLERKS,
    COMMITTEE,
    DIVISION,
    INTERNAL,
    LEADERS,
    ND61,
    ONE_STOP,
    RECEPTION,
    REFUSAL,
    RETURNING,
    SUPPLEMENT,
    TRANSFER,
    WITHDRAWAL,
    step,
)
from procedures.standard.supplement import supplement_actions, supplement_states, withdrawal_actions

__all__ = [
    "AT_COMMITTEE",
    "CLERKS",
    "COMMITTEE",
    "DIVISION",
    "INTERNAL",
    "LEADERS",
    "ND61",
    "ONE_STOP",
    "RECEPTION",
    "REFUSAL",
    "RETURNING",
    "SUPPLEMENT",
    "TRANSFER",
    "WITHDRAWAL",
    "committee_actions",
    "committee_states",
    "division_actions",
    "division_states",
    "ending_states",
    "issue_actions",
    "reception_actions",
    "reception_states",
    "review_actions",
    "review_states",
    "step",
    "supplement_actions",
    "supplement_states",
    "withdrawal_actions",
]
