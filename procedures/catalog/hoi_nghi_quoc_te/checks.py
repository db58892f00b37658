"""What has to hold between several answers of a conference, each rule with its article. No route and no paper may enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procedures.catalog.hoi_nghi_quoc_te.reading import date_of, for_the_prime_minister
from procedures.catalog.hoi_nghi_quoc_te.sources import LEAD_TIME, MEANING, PRIME_MINISTER, PROVINCE, REPORT, qd06
from procedures.definition import Answers, Finding, Parameters, Rule, Severity, Text


def ends_after_it_starts(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    start, end = date_of(answers, "starts_on"), date_of(answers, "ends_on")
    if start and end and end < start:
        return [Finding("ends_on", {"starts_on": start.isoformat()})]
    return []


def filed_early_enough(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """Calendar days from filing to the event: 40 for the Prime Minister, else 30 (Điều 4 khoản 1 điểm a)."""
    start = date_of(answers, "starts_on")
    if start is None:
        return []
    name, default = ("lead_days_pm", 40) if for_the_prime_minister(answers) else ("lead_days_province", 30)
    needed = int(parameters.get(name, default))
    left = (start - on).days
    return [Finding("starts_on", {"days": left, "needed": needed})] if 0 <= left < needed else []


def has_a_site_here(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    places = answers.get("places") or ()
    if places and not any(one.get("where") == "here" for one in places):
        return [Finding("places", {})]
    return []


def bridges_fit_the_form(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """A bridge site needs an online meeting; an online meeting has no venue, and a hybrid one has both."""
    kinds = [one.get("kind") for one in answers.get("places") or ()]
    form = answers.get("form")
    wrong = {"in_person": "bridge", "online": "venue"}.get(form or "")
    return [Finding(f"places.{index}.kind", {}) for index, kind in enumerate(kinds) if kind == wrong]


def venue_is_in_the_country(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    return [
        Finding(f"places.{index}.where", {})
        for index, one in enumerate(answers.get("places") or ())
        if one.get("kind") == "venue" and one.get("where") == "abroad"
    ]


def foreign_numbers_add_up(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    declared = answers.get("foreign_count")
    listed = sum(one.get("count") or 0 for one in answers.get("participants") or ())
    if declared is None or declared == listed:
        return []
    return [Finding("foreign_count", {"declared": declared, "listed": listed})]


def somebody_takes_part(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    vietnamese, foreign = answers.get("vn_count"), answers.get("foreign_count")
    return [Finding("vn_count", {})] if vietnamese == 0 and foreign == 0 else []


def guests_match_the_entrance(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """The list of participants and the answers at the entrance tell the same story."""
    foreign = answers.get("foreign_count") or 0
    announced = "participants" in (answers.get("foreign_element") or ())
    if announced and answers.get("foreign_count") == 0:
        return [Finding("foreign_count", {})]
    if foreign and (not announced or answers.get("top_rank") == "no_guests"):
        return [Finding("top_rank" if announced else "foreign_element", {})]
    if announced and not foreign and answers.get("top_rank") == "no_guests":
        return [Finding("top_rank", {})]
    return []


def ranks_match_the_entrance(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """A guest of ministerial rank in the list, but a lower one at the entrance (or a lower one than was announced)."""
    ranks = [one.get("rank") for one in answers.get("participants") or ()]
    top = answers.get("top_rank")
    order = ("below", "minister", "head")
    if top in order and ranks and all(one in order for one in ranks):
        highest = max(ranks, key=order.index)
        return [] if highest == top else [Finding("top_rank", {})]
    return []


def one_answer_or_none(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """ "None of these" excludes the rest."""
    return [
        Finding(name, {})
        for name in ("topics", "foreign_element")
        if "none" in (answers.get(name) or ()) and len(answers[name]) > 1
    ]


def foreign_money_is_listed(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    sources = {one.get("source") for one in answers.get("funding") or ()}
    announced = "funding" in (answers.get("foreign_element") or ())
    if sources and announced != ("foreign" in sources):
        return [Finding("funding" if announced else "foreign_element", {})]
    return []


def organiser_matches_the_entrance(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """A foreign organiser is itself a foreign element (Điều 2)."""
    announced = "organiser" in (answers.get("foreign_element") or ())
    kind = answers.get("organiser_kind")
    return [Finding("foreign_element", {})] if kind and announced != (kind == "foreign") else []


def sessions_lie_within_the_event(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    start, end = date_of(answers, "starts_on"), date_of(answers, "ends_on")
    if start is None or end is None:
        return []
    return [
        Finding(f"programme.{index}.day", {"starts_on": start.isoformat(), "ends_on": end.isoformat()})
        for index, day in _days(answers)
        if not start <= day <= end
    ]


def _days(answers: Answers) -> Iterator[tuple[int, date]]:
    for index, one in enumerate(answers.get("programme") or ()):
        if one.get("day"):
            yield index, date.fromisoformat(one["day"])


def sessions_end_after_they_start(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    return [
        Finding(f"programme.{index}.to_time", {})
        for index, one in enumerate(answers.get("programme") or ())
        if one.get("from_time") and one.get("to_time") and one["to_time"] <= one["from_time"]
    ]


def reports_overdue(answers: Answers, on: date, parameters: Parameters) -> list[Finding]:
    """`overdue_reports` is a fact about the organiser, supplied by whoever validates: the years without a report."""
    overdue = parameters.get("overdue_reports") or ()
    return [Finding("organiser_name", {"years": ", ".join(map(str, overdue))})] if overdue else []


RULES = (
    Rule(
        "ends_before_start",
        ends_after_it_starts,
        Text(
            "Ngày kết thúc phải từ ngày bắt đầu ({starts_on}) trở đi.",
            "The last day cannot be before the first ({starts_on}).",
        ),
        qd06("Mẫu 01", to_be_confirmed=True),
    ),
    Rule(
        "filed_late",
        filed_early_enough,
        Text(
            "Còn {days} ngày đến hội nghị; quy định là nộp trước ít nhất {needed} ngày. Ông/Bà vẫn nộp được, nhưng nên nêu "
            "lý do trong công văn; cơ quan xem xét có nhận hay không.",
            "Only {days} days are left before the event; the rule is at least {needed}. You may still file: give the reason "
            "in your letter, and the office will consider it.",
        ),
        LEAD_TIME,
        Severity.WARNING,
    ),
    Rule(
        "no_site_here",
        has_a_site_here,
        Text(
            "Cần có ít nhất một địa điểm hoặc điểm cầu trong tỉnh. Nếu không, xin nộp tại tỉnh nơi tổ chức.",
            "At least one venue or bridge site must be in this province; otherwise file where the event takes place.",
        ),
        PROVINCE,
    ),
    Rule(
        "site_does_not_fit",
        bridges_fit_the_form,
        Text(
            "Loại địa điểm không khớp hình thức tổ chức: họp trực tiếp không có điểm cầu, họp trực tuyến không có địa điểm họp trực tiếp.",
            "This kind of place does not fit the form: an in-person event has no bridge site, an online one has no venue.",
        ),
        MEANING,
    ),
    Rule(
        "venue_abroad",
        venue_is_in_the_country,
        Text(
            "Địa điểm họp trực tiếp phải ở Việt Nam; ở nước ngoài chỉ có điểm cầu trực tuyến.",
            "A venue must be in Viet Nam; abroad there can only be bridge sites.",
        ),
        MEANING,
    ),
    Rule(
        "numbers_differ",
        foreign_numbers_add_up,
        Text(
            "Tổng số đại biểu nước ngoài là {declared}, nhưng danh sách theo nước cộng lại là {listed}.",
            "The total of foreign participants is {declared}, but the groups add up to {listed}.",
        ),
        qd06("Mẫu 01", to_be_confirmed=True),
    ),
    Rule(
        "nobody_takes_part",
        somebody_takes_part,
        Text("Hội nghị, hội thảo phải có đại biểu.", "A conference needs participants."),
        MEANING,
    ),
    Rule(
        "guests_differ",
        guests_match_the_entrance,
        Text(
            "Số đại biểu nước ngoài không khớp với câu trả lời ở bước đầu về khách nước ngoài.",
            "The number of foreign participants does not match what the first page says about foreign guests.",
        ),
        MEANING,
    ),
    Rule(
        "ranks_differ",
        ranks_match_the_entrance,
        Text(
            "Cấp bậc cao nhất đã chọn không khớp với danh sách đại biểu nước ngoài.",
            "The highest rank chosen does not match the list of foreign participants.",
        ),
        PRIME_MINISTER,
    ),
    Rule(
        "none_and_more",
        one_answer_or_none,
        Text("Đã chọn “không” thì không chọn thêm ý khác.", "“None of these” cannot be combined with another answer."),
        PRIME_MINISTER,
    ),
    Rule(
        "foreign_money_differs",
        foreign_money_is_listed,
        Text(
            "Tài trợ nước ngoài phải được nêu ở cả bước đầu và phần kinh phí.",
            "Foreign funding must be named both on the first page and among the sources of funding.",
        ),
        MEANING,
    ),
    Rule(
        "organiser_differs",
        organiser_matches_the_entrance,
        Text(
            "Chọn “Đơn vị tổ chức là tổ chức nước ngoài” khi và chỉ khi đơn vị tổ chức là tổ chức nước ngoài.",
            "Tick “The organiser is a foreign organisation” exactly when the organiser is one.",
        ),
        MEANING,
    ),
    Rule(
        "session_outside",
        sessions_lie_within_the_event,
        Text(
            "Ngày của phiên phải nằm trong thời gian hội nghị ({starts_on} đến {ends_on}).",
            "The session must lie within the event ({starts_on} to {ends_on}).",
        ),
        qd06("Mẫu 01", to_be_confirmed=True),
    ),
    Rule(
        "session_backwards",
        sessions_end_after_they_start,
        Text("Giờ kết thúc phải sau giờ bắt đầu.", "A session must end after it starts."),
        qd06("Mẫu 01", to_be_confirmed=True),
    ),
    Rule(
        "report_missing",
        reports_overdue,
        Text(
            "Đơn vị chưa gửi báo cáo kết quả của hội nghị, hội thảo trước, đến hạn năm {years}. Ông/Bà gửi báo cáo từ trang của "
            "hồ sơ trước; hồ sơ này vẫn nộp được.",
            "The report on the result of an earlier conference, due in {years}, has not been sent. Please send it from the "
            "page of that dossier; this one can still be filed.",
        ),
        REPORT,
        Severity.WARNING,
    ),
)
