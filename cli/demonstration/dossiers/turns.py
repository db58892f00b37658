"""What may happen to a dossier out of the ordinary, each from the state in which it happens. No dossier is named here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cli.demonstration.dossiers.hours import local_date
from cli.demonstration.dossiers.life import usual
from cli.demonstration.dossiers.matter import Matter
from cli.demonstration.dossiers.pace import A_DAY, Pace
from procedures.definition import Role

ABTC, CONFERENCE, LEGALIZATION = "abtc", "hoi-nghi-quoc-te", "hop-phap-hoa-lanh-su"
ITEMS = {ABTC: "tax_report", CONFERENCE: "request_letter", LEGALIZATION: "identity"}
WHY = {
    ABTC: "Báo cáo tổng hợp thuế thiếu trang xác nhận của 3 tháng gần nhất.",
    CONFERENCE: "Công văn chưa nêu thời gian, địa điểm của phiên họp trực tuyến.",
    LEGALIZATION: "Bản chụp giấy tờ tùy thân bị mờ phần số.",
}
Happening = Callable[[Matter, Pace], Iterator[datetime]]


@dataclass(frozen=True, slots=True)
class Turn:
    """`state` is where it happens in each procedure ("" when it does not)."""

    code: str
    states: dict[str, str]
    happen: Happening


def item_of(matter: Matter) -> str:
    """A paper that this dossier has to have, to be asked for again."""
    loaded = matter.loaded()
    slug = loaded.dossier.slug
    return "request_letter" if slug == ABTC and loaded.dossier.variant == "state" else ITEMS[slug]


def request(matter: Matter, action: str = "request_supplement", role: Role | None = None) -> None:
    slug = matter.loaded().dossier.slug
    matter.take(action, role=role, items=[f"paper:{item_of(matter)}"], reason=WHY[slug])


def soon(matter: Matter, low: int = 30, high: int = A_DAY) -> datetime:
    return matter.hours.after(matter.now, matter.rng.randint(low, high))


def supplement(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 30, 200)
    request(matter)
    yield soon(matter, A_DAY, 5 * A_DAY)
    matter.answer([item_of(matter)])


def asked(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """Asked and not answered yet."""
    yield soon(matter, 30, 200)
    request(matter)


def late_supplement(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """More than three working days after acceptance only the head of division may ask."""
    yield soon(matter, 4 * A_DAY, 5 * A_DAY)
    matter.note(Role.DIVISION_HEAD, "Yêu cầu bổ sung sau 3 ngày làm việc vì cơ quan thuế mới thông báo thiếu trang.")
    request(matter, role=Role.DIVISION_HEAD)
    yield soon(matter, A_DAY, 4 * A_DAY)
    matter.answer([item_of(matter)])


def supplement_at_reception(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 30, 300)
    matter.check(Role.RECEPTION)
    request(matter, "request_supplement_at_reception")
    yield soon(matter, A_DAY // 2, 4 * A_DAY)
    matter.answer([item_of(matter)])


def still_incomplete(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield from supplement(matter, pace)
    yield soon(matter, 60, 300)
    slug = matter.loaded().dossier.slug
    matter.take("still_incomplete", items=[f"paper:{item_of(matter)}"], reason=f"Phần bổ sung vẫn chưa đủ. {WHY[slug]}")
    yield soon(matter, A_DAY, 3 * A_DAY)
    matter.answer([item_of(matter)])


def stopped(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """Asked, never answered; after the time to wait the head of division ends it."""
    yield from asked(matter, pace)
    request_ = matter.loaded().situation.case.open_supplement
    if request_ is None or request_.answer_by is None:
        raise RuntimeError(f"{matter.code} waits for nothing")
    yield matter.hours.after(request_.answer_by, matter.rng.randint(10, A_DAY))
    matter.take("stop")


def refused_at_reception(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 30, 300)
    matter.take("refuse_reception", reason="Hồ sơ thuộc thẩm quyền giải quyết của cơ quan khác; đã hướng dẫn nơi nộp.")


def withdrawn(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 60, A_DAY)
    codes = {one.code for one in matter.loaded().situation.variant.actions}
    state = matter.state
    collect = state != "awaiting_originals" and "withdraw_and_collect" in codes
    matter.applicant("withdraw_and_collect" if collect else "withdraw", reason="Kế hoạch công tác đã thay đổi.")


def withdrawal_asked(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 60, A_DAY)
    matter.applicant("request_withdrawal", reason="Đối tác lùi lịch làm việc sang năm sau, đề nghị rút hồ sơ.")


def withdrawal_declined(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield from withdrawal_asked(matter, pace)
    yield soon(matter, 60, 300)
    matter.take("decline_withdrawal", reason="Chủ tịch UBND tỉnh đã ký văn bản, không thu hồi được.")


def committee_returns(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 60, A_DAY)
    matter.take("return_from_committee", "committee_returns", reason="Đề nghị làm rõ thời gian công tác dự kiến.")


def head_returns(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 30, 200)
    matter.take("return_to_specialist")


def director_returns(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 30, 200)
    matter.take("return_to_head")


def handed_on(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """Another officer goes on, because the first one is away."""
    yield soon(matter, 30, 200)
    matter.take("reassign", note="Đồng chí thụ lý đi công tác dài ngày.")


def extension(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """One body asks for more time, once."""
    body = matter.loaded().situation.case.awaited[0]
    yield matter.hours.before(body.due_at, matter.rng.randint(A_DAY, 4 * A_DAY))
    today = local_date(matter.now).isoformat()
    matter.take("record_opinion", body=body.body, opinion="extension", received_on=today, note="Cần xác minh thêm.")


def asked_more(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, A_DAY, 3 * A_DAY)
    matter.take("consult_more", bodies=["labour"])


def central_asks(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 5 * A_DAY, 9 * A_DAY)
    matter.take("prime_minister_asks", reason="Đề nghị bổ sung danh sách đại biểu cấp bộ trưởng.")


def rerouted(matter: Matter, pace: Pace) -> Iterator[datetime]:
    yield soon(matter, 30, 200)
    matter.take("reroute_at_reception", variant="permit_pm", reason="Khách mời tương đương cấp bộ trưởng.")


def lapsed(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """The originals never came."""
    filed = matter.loaded().dossier.filed_at
    yield matter.hours.after(filed, 10 * A_DAY + matter.rng.randint(30, A_DAY))
    matter.take("expire", reason="Quá 10 ngày làm việc không nhận được bản chính.")


def refused_in_part(matter: Matter, pace: Pace) -> Iterator[datetime]:
    """The last item, or the whole, is refused on its merits."""
    yield soon(matter, 60, 300)
    loaded = matter.loaded()
    items = loaded.situation.definition.items
    key = f"_{len(loaded.situation.answers[items]) - 1}" if items else ""
    why = {
        ABTC: "Chưa đủ 12 tháng đóng bảo hiểm xã hội ở chức vụ đang giữ.",
        CONFERENCE: "Nội dung chương trình không phù hợp mục đích đã nêu trong đề án.",
        LEGALIZATION: "Chữ ký của người ký giấy tờ không khớp mẫu đã giới thiệu.",
    }[loaded.dossier.slug]
    action = "receive_back" if loaded.dossier.slug == LEGALIZATION else "propose"
    found: dict[str, Any] = {f"outcome{key}": "refused", f"reason{key}": why}
    matter.take(action, **found)


FIRST_DESK = {ABTC: "appraising", CONFERENCE: "appraising", LEGALIZATION: "forwarding"}
EARLY_DESK = {**FIRST_DESK, ABTC: "preparing"}
RECEPTION = {ABTC: "filed", CONFERENCE: "filed", LEGALIZATION: "awaiting_originals"}
AWAY = {ABTC: "at_committee", CONFERENCE: "at_committee", LEGALIZATION: "at_department"}


def only(states: dict[str, str], *slugs: str) -> dict[str, str]:
    return {slug: states[slug] for slug in slugs}


TURNS = {
    one.code: one
    for one in (
        Turn("supplement", EARLY_DESK, supplement),
        Turn("asked", EARLY_DESK, asked),
        Turn("late_supplement", only(EARLY_DESK, ABTC, CONFERENCE), late_supplement),
        Turn("supplement_at_reception", RECEPTION, supplement_at_reception),
        Turn("still_incomplete", EARLY_DESK, still_incomplete),
        Turn("stopped", EARLY_DESK, stopped),
        Turn("refused_at_reception", RECEPTION, refused_at_reception),
        Turn("withdrawn", EARLY_DESK, withdrawn),
        Turn("withdrawn_at_once", RECEPTION, withdrawn),
        Turn("withdrawal_asked", AWAY, withdrawal_asked),
        Turn("withdrawal_declined", only(AWAY, ABTC), withdrawal_declined),
        Turn("committee_returns", only(AWAY, ABTC), committee_returns),
        Turn("head_returns", dict.fromkeys((ABTC, CONFERENCE), "head_review"), head_returns),
        Turn("director_returns", dict.fromkeys((ABTC, CONFERENCE), "director_review"), director_returns),
        Turn("handed_on", only(EARLY_DESK, ABTC, CONFERENCE), handed_on),
        Turn("extension", {ABTC: "consulting"}, extension),
        Turn("asked_more", {ABTC: "consulting"}, asked_more),
        Turn("central_asks", {CONFERENCE: "with_prime_minister"}, central_asks),
        Turn("rerouted", {CONFERENCE: "filed"}, rerouted),
        Turn("lapsed", {LEGALIZATION: "awaiting_originals"}, lapsed),
        Turn("refused_in_part", {**FIRST_DESK, LEGALIZATION: "at_department"}, refused_in_part),
    )
}


def live(matter: Matter, pace: Pace, turn: str = "", stay: str = "") -> Iterator[datetime]:
    """A whole life with at most one turn; it stops in the state `stay` when that is named."""
    if turn:
        one = TURNS[turn]
        yield from usual(matter, pace, until=one.states[matter.loaded().dossier.slug])
        yield from one.happen(matter, pace)
    yield from usual(matter, pace, until=stay)
    if not stay and matter.rng.random() < 0.8:
        yield matter.hours.after(matter.now, 1) + timedelta(days=matter.rng.randint(60, 110))
        matter.reported()
