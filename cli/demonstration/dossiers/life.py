"""The usual life of a dossier from where it stands to its end or to a given state. What is out of the ordinary is in `turns`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers.filling import BODY_SIGNS
from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.pace import A_DAY, Pace
from procedures.definition import Phase, Role

USUAL = {
    "filed": ("accept",),
    "dispatching": ("assign",),
    "preparing": ("consult",),
    "appraising": ("propose",),
    "head_review": ("endorse",),
    "director_review": ("sign_by_delegation", "sign", "sign_submission"),
    "to_committee": ("send_to_committee",),
    "at_committee": ("receive_decision", "send_to_prime_minister"),
    "with_prime_minister": ("receive_prime_minister_answer",),
    "announcing": ("announce",),
    "issuing": ("issue",),
    "awaiting_originals": ("receive_originals",),
    "forwarding": ("send_to_department",),
    "in_post": ("record_arrival", "record_arrival_many"),
    "at_department": ("receive_back",),
    "at_department_many": ("receive_back",),
    "supplement_check": ("confirm_complete",),
    "withdrawal_requested": ("recall",),
    "result_ready": ("hand_over",),
    "withdrawn_to_return": ("give_back_withdrawn",),
    "stopped_to_return": ("give_back_stopped",),
}
NOTES = (
    "Đã gọi điện cho người nộp để thống nhất cách ghi địa chỉ; không cần bổ sung.",
    "Hồ sơ tương tự năm trước đã giải quyết thuận lợi, tham khảo cách soạn tờ trình.",
    "Người nộp đề nghị báo trước khi có kết quả để cử người đến nhận.",
)


def usual(matter: Matter, pace: Pace, until: str = "") -> Iterator[datetime]:
    """Let the officers go on until the dossier is closed, waits for its applicant, or stands in the state `until`."""
    while True:
        loaded = matter.loaded()
        state = loaded.situation.case.state
        if state == until or loaded.situation.variant.state(state).phase is Phase.CLOSED or state == "supplement":
            return
        if state == "consulting":
            yield from opinions(matter, pace)
            continue
        if state == "forwarding" and not matter.carried:
            yield from carry(matter)
        if _has_to_ask(matter):
            yield from ask(matter, pace)
            continue
        yield pace.leave(matter)
        _take(matter, state)


def _take(matter: Matter, state: str) -> None:
    if state in ("filed", "awaiting_originals") and matter.rng.random() < 0.6:
        matter.check(Role.RECEPTION)
    if state in ("preparing", "appraising") and matter.rng.random() < 0.25:
        matter.note(Role.SPECIALIST, matter.rng.choice(NOTES))
    matter.take(*USUAL[state])
    if state == "awaiting_originals" and matter.offered("record_payment"):
        matter.take("record_payment", role=Role.RECEPTION)


def _has_to_ask(matter: Matter) -> bool:
    """A conference that concerns other authorities is not proposed before they were asked."""
    situation = matter.loaded().situation
    case = situation.case
    expected = situation.facts(matter.now).get("consultation") == "expected"
    return case.state == "appraising" and expected and not case.consultations


def ask(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """Ask the bodies that an event concerns."""
    yield matter.hours.after(matter.now, matter.rng.randint(A_DAY // 2, A_DAY))
    matter.take("consult")


def opinions(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """Every body asked answers in its own time; then the consultation is closed."""
    hours, rng = matter.hours, matter.rng
    case = matter.loaded().situation.case
    answers = []
    for one in case.awaited:
        whole = hours.worked(one.asked_at, one.due_at)
        spread = rng.uniform(0.8, 1.0)
        answers.append((hours.after(one.asked_at, int(whole * pace.fraction(matter) * spread)), one.body))
    for at, body in sorted(answers):
        yield max(at, matter.now)
        matter.take(
            "record_opinion",
            body=body,
            opinion="agree",
            received_on=local_date(matter.now).isoformat(),
            reference=f"{rng.randint(40, 900)}/{BODY_SIGNS.get(body, 'CQ-VD')}",
        )
    yield hours.after(matter.now, rng.randint(20, 200))
    matter.take("close_consultation")


def carry(matter: Matter) -> Iterator[datetime]:
    """Now and then the originals are carried from the counter to the registry with both signatures."""
    matter.carried = True
    if matter.rng.random() < 0.4 and matter.may_hand(Role.RECEPTION, Role.CLERK):
        movement = matter.hand("Bản chính và bản sao theo danh sách đã nhận", Role.RECEPTION, Role.CLERK)
        yield matter.hours.after(matter.now, matter.rng.randint(5, 40))
        matter.signed_for(movement, Role.CLERK)
