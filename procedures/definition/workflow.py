"""The internal process as data: phases, states, steps, actions, clock effects, legs of the limit. No service code may enter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from procedures.definition.conditions import ALWAYS, Condition
from procedures.definition.form import Field
from procedures.definition.words import Citation, Text


class Phase(StrEnum):
    """Who holds the ball. Shared code switches on this only, never on a procedure's own state."""

    DRAFT = "draft"
    OFFICE = "office"
    CITIZEN = "citizen"
    OTHER_BODY = "other_body"
    CLOSED = "closed"


class Role(StrEnum):
    """What a person is to a step. Deputies are ranks of an officer, not roles of a step."""

    CITIZEN = "citizen"
    RECEPTION = "reception"
    SPECIALIST = "specialist"
    DIVISION_HEAD = "division_head"
    DIRECTOR = "director"
    CLERK = "clerk"
    ACCOUNTANT = "accountant"
    COMMITTEE = "committee"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


class ActionKind(StrEnum):
    """The closed list of things that can be done to a dossier; each has one pure decision in `procedures.case`.

    REFUSE is the office's own refusal of what another body would grant: only when everything is proposed for refusal.
    """

    SUBMIT = "submit"
    ACCEPT = "accept"
    REFUSE_RECEPTION = "refuse_reception"
    REQUEST_SUPPLEMENT = "request_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    CONFIRM_COMPLETE = "confirm_complete"
    STILL_INCOMPLETE = "still_incomplete"
    ASSIGN = "assign"
    MOVE = "move"
    DECLINE_MOVE = "decline_move"
    CONSULT = "consult"
    RECORD_OPINION = "record_opinion"
    CLOSE_CONSULTATION = "close_consultation"
    REROUTE = "reroute"
    PROPOSE = "propose"
    RETURN = "return"
    ENDORSE = "endorse"
    APPROVE = "approve"
    REFUSE = "refuse"
    SEND = "send"
    RECEIVE_BACK = "receive_back"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    RECEIVE_ORIGINALS = "receive_originals"
    RECORD_PAYMENT = "record_payment"
    PAPER_MOVED = "paper_moved"
    WITHDRAW = "withdraw"
    RECALL = "recall"
    STOP = "stop"


class ClockEffect(StrEnum):
    """What an action does to the overall clock."""

    NONE = "none"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Step:
    """Who works a state and in what time. `limit` is the committed limit in the notation of the clock commands.

    A body outside the office that no rule limits has no limit: its step is never late. `remind_after` then says when the
    office asks how the matter stands.
    """

    role: Role
    unit: Text
    limit: str
    citation: Citation
    remind_after: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state of a procedure. `sentence` says in plain words who holds the dossier and what the applicant must do."""

    code: str
    phase: Phase
    national_status: int
    label: Text
    sentence: Text
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A thing that may be done in some states by some roles.

    `to` is the next state ("" stays; "@origin" goes back to the state the supplement or withdrawal came from).
    `inputs` are asked in addition to those its kind always asks. `consequence` tells what will happen, in words.
    `offered_when` looks at the answers and the facts of the case; `holder_only` keeps deputies out (ký TUQ. is personal).
    """

    code: str
    kind: ActionKind
    frm: tuple[str, ...]
    to: str
    by: tuple[Role, ...]
    label: Text
    consequence: Text
    clock: ClockEffect = ClockEffect.NONE
    citation: Citation | None = None
    inputs: tuple[Field, ...] = ()
    recommended: bool = False
    offered_when: Condition = ALWAYS
    holder_only: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of the limit. `statutory` is empty where law sets none; `promised` legs make the promise of the receipt.

    `committed` is the default of the office parameter "limit.<variant>.<code>"; `when` looks at answers and facts.
    """

    code: str
    label: Text
    committed: str
    citation: Citation
    statutory: str = ""
    statutory_citation: Citation | None = None
    promised: bool = True
    may_be_shortened: bool = True
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class ConsultedBody:
    """A body whose opinion is asked; `limit` in calendar days notation, e.g. "20cd"."""

    code: str
    name: Text
    limit: str
    citation: Citation
    extension: str = ""
    silence_is_consent: bool = False
    always: bool = True


@dataclass(frozen=True, slots=True)
class SupplementRules:
    """When a supplement request restarts the limits.

    A first request within `restart_within` of acceptance restarts from zero at the instant the complete answer arrived
    (NĐ 61/2018/NĐ-CP, Điều 17 khoản 2, Điều 19 khoản 4). A later or second one needs the head of division; while it
    waits the clock stands, and it restarts only when `late_restarts` says so. `answer_within` is how long the office
    waits before it may stop, to be confirmed by the office.
    """

    citation: Citation
    restart_within: str = "3wd"
    late_restarts: bool = False
    answer_within: str = "30cd"
