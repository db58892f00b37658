"""What the counter's papers say: receipt, supplement slip, refusal slip, forms filled from answers. No layout may enter.

Papers of the office are in Vietnamese, whatever language the reader has chosen. Who may have one is decided by the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from casework.context import Casework
from casework.gateways.papers import (
    FormData,
    ReceiptData,
    Row,
    Section,
    Signature,
    SlipData,
    Table,
    form_pdf,
    receipt_pdf,
    slip_pdf,
)
from casework.models import Attachment
from casework.queries.attachments import attachments_of
from casework.queries.situations import Loaded, load
from casework.queries.surroundings import item_titles
from procedures.answers import required_components, validate
from procedures.case.events import Event
from procedures.case.inputs import supplement_choices
from procedures.clock.calendar import OFFICE_TIME
from procedures.columns import column_weights
from procedures.definition import ActionKind, Definition, Field, FilledForm
from procedures.letters import place_date
from web.filters import vn_datetime, vn_money
from web.limits import limit_text

# Form numbers shift between the circulars: a form is named by circular and number together.
CIRCULARS = ((date(2025, 9, 15), "TT 03/2025/TT-VPCP"), (date.min, "TT 01/2018/TT-VPCP"))
RECEIPT, SUPPLEMENT_SLIP, REFUSAL_SLIP = "01", "02", "03"
VIETNAMESE = "vi"


class _Unfinished(dict[str, Any]):
    """Answers of a draft: a question not yet answered leaves its place on the form empty."""

    def __missing__(self, name: str) -> str:
        return ""


class NoSuchPaper(LookupError):
    """The dossier has not come to the point where this paper is made."""


def receipt_pdf_for(casework: Casework, code: str) -> bytes:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả of an accepted dossier; NoSuchPaper before its acceptance."""
    loaded, files = _loaded(casework, code)
    accepted = _last(loaded, ActionKind.ACCEPT, ActionKind.RECEIVE_ORIGINALS)
    then = [one for one in files if one.uploaded_at <= accepted.at]  # what came later is no part of what was received
    with force_locale(VIETNAMESE):
        return receipt_pdf(_receipt(casework, loaded, then, accepted), issued_at=accepted.at)


def supplement_slip_pdf(casework: Casework, code: str) -> bytes:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ for the latest request; NoSuchPaper when nothing was asked."""
    loaded, _files = _loaded(casework, code)
    asked = _last(loaded, ActionKind.REQUEST_SUPPLEMENT, ActionKind.STILL_INCOMPLETE)
    with force_locale(VIETNAMESE):
        return slip_pdf(_supplement(casework, loaded, asked), issued_at=asked.at)


def refusal_slip_pdf(casework: Casework, code: str) -> bytes:
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ; NoSuchPaper when reception did not refuse."""
    loaded, _files = _loaded(casework, code)
    refused = _last(loaded, ActionKind.REFUSE_RECEPTION)
    with force_locale(VIETNAMESE):
        return slip_pdf(_refusal(casework, loaded, refused), issued_at=refused.at)


def filled_form_pdf(definition: Definition, form_code: str, answers: Mapping[str, Any], language: str) -> bytes:
    """A form of the law filled from the answers, to be signed; `language` is that of the note at its foot."""
    form = next(one for one in definition.forms if one.code == form_code)
    with force_locale(language):
        filled = _("Mẫu do Cổng dịch vụ công điền từ nội dung đã khai. Kiểm tra, ký rồi nộp cùng hồ sơ.")
        blank = _("Mẫu để trống. Khai trên Cổng dịch vụ công thì mẫu được điền sẵn.")
        footer = filled if answers else blank
    with force_locale(VIETNAMESE):
        return form_pdf(_form(form, form.content(_Unfinished(answers)), footer))


def sample_form_pdf(definition: Definition, form_code: str, on: date, language: str) -> bytes:
    """How a form looks once it is filled, with its example of fictional people; NoSuchPaper when it has none."""
    form = next((one for one in definition.forms if one.code == form_code), None)
    if form is None or form.example is None:
        raise NoSuchPaper(form_code)
    parameters = {**definition.merged_parameters({}), "on": on}
    answers = validate(definition, form.example(on), on, parameters).answers
    with force_locale(language):
        footer = _("Mẫu tham khảo: người, số và nội dung đều hư cấu. Không dùng để nộp.")
    with force_locale(VIETNAMESE):
        data = _form(form, form.content(_Unfinished(answers)), footer)
        return form_pdf({**data, "sample_mark": _("MẪU THAM KHẢO / SAMPLE")})


def form_name(number: str, on: date) -> str:
    """As "Mẫu số 01, TT 03/2025/TT-VPCP": the form of that number under the circular in force on a date."""
    circular = next(name for since, name in CIRCULARS if on >= since)
    return _("Mẫu số %(number)s, %(circular)s", number=number, circular=circular)


def _loaded(casework: Casework, code: str) -> tuple[Loaded, list[Attachment]]:
    with casework.database.reading() as session:
        loaded = load(session, casework, code)
        return loaded, attachments_of(session, dossier_id=loaded.dossier.id)


def _last(loaded: Loaded, *kinds: ActionKind) -> Event:
    for event in reversed(loaded.events):
        if event.kind in kinds:
            return event
    raise NoSuchPaper(kinds[0])


def _local(at: datetime) -> date:
    return at.astimezone(OFFICE_TIME).date()


def _head(casework: Casework, number: str, event: Event, number_line: str) -> dict[str, str]:
    office, on = casework.office, _local(event.at)
    return {
        "parent_agency": office.name.upper(),
        "agency": office.counter.partition(",")[0].upper(),
        "number_line": number_line,
        "form_name": form_name(number, on),
        "place_date": place_date(office.place, on),
        "code_label": _("Mã hồ sơ"),
    }


def _who(loaded: Loaded, whose: str) -> list[Row]:
    applicant = loaded.dossier.applicant
    identity = next(
        (applicant[one] for one in ("tax_code", "personal_id", "passport_number") if applicant.get(one)), ""
    )
    rows = (
        (whose, applicant.get("name", "")),
        (_("CCCD/Hộ chiếu/Mã số thuế"), identity),
        (_("Địa chỉ"), applicant.get("address", "")),
        (_("Số điện thoại"), applicant.get("phone", "")),
        (_("Email"), applicant.get("email", "")),
        (_("Nội dung yêu cầu giải quyết"), loaded.situation.variant.name.vi),
    )
    return [{"label": label, "value": value} for label, value in rows]


def _receipt(casework: Casework, loaded: Loaded, files: list[Attachment], accepted: Event) -> ReceiptData:
    dossier = loaded.dossier
    address = f"{current_app.config['PUBLIC_URL']}/tra-cuu?ma={quote(dossier.code)}"
    code = casework.access_code(dossier.code, dossier.access_nonce)
    beyond = loaded.situation.variant.beyond_promise
    return {  # type: ignore[typeddict-item]  shared parts are plain dicts
        **_head(casework, RECEIPT, accepted, _("Số: %(number)s/TNHS", number=dossier.code.rpartition("-")[2])),
        "title": _("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
        "code": dossier.code,
        "access_label": _("Mã tra cứu"),
        "access_code": "-".join(code[start : start + 4] for start in range(0, len(code), 4)),
        "qr_content": address,
        "rows": _who(loaded, _("Tiếp nhận hồ sơ của")),
        "components_title": _("Thành phần hồ sơ"),
        "components": _components(loaded, files),
        "facts": _facts(loaded, accepted),
        "notes": [
            *([beyond.vi] if beyond else []),
            _("Tra cứu tại %(address)s bằng mã hồ sơ và mã tra cứu.", address=address),
        ],
        "signatures": [
            _signature(_("NGƯỜI NỘP HỒ SƠ"), dossier.applicant.get("name", "")),
            _signature(_("NGƯỜI TIẾP NHẬN HỒ SƠ"), accepted.actor_name),
        ],
    }


def _components(loaded: Loaded, files: list[Attachment]) -> Table:
    situation = loaded.situation
    facts = situation.facts(loaded.dossier.filed_at)
    rows = []
    for needed in required_components(situation.definition, facts):
        item = -1 if needed.item_index is None else needed.item_index
        count = sum(1 for one in files if (one.component, one.item) == (needed.component.code, item))
        if count:
            name = needed.component.name.vi + (f" ({needed.item_title})" if needed.item_title else "")
            rows.append([str(len(rows) + 1), name, _("Điện tử"), str(count)])
    for title, original in zip(item_titles(situation), situation.case.originals, strict=False):
        name = _("%(paper)s, %(pages)s trang", paper=title, pages=original["pages"])
        rows.append([str(len(rows) + 1), name, _("Bản chính"), "1"])
    return {
        "columns": [
            {"title": _("STT"), "weight": 0.35, "align": "center"},
            {"title": _("Tên giấy tờ"), "weight": 3},
            {"title": _("Loại"), "weight": 1, "align": "center"},
            {"title": _("Số lượng"), "weight": 0.7, "align": "center"},
        ],
        "rows": rows,
    }


def _facts(loaded: Loaded, accepted: Event) -> list[Row]:
    situation = loaded.situation
    case, variant = situation.case, situation.variant
    facts = (
        (_("Số lượng hồ sơ"), _("01 bộ")),
        (_("Thời gian giải quyết theo quy định"), limit_text(case.limit)),
        (_("Thời gian nhận hồ sơ"), vn_datetime(accepted.at)),
        (_("Thời gian trả kết quả"), vn_datetime(case.promise) if case.promise else _("Không ấn định")),
        (_("Đăng ký nhận kết quả"), _way_of_result(situation.definition, situation.answers)),
        (_("Phí, lệ phí"), _fee(situation, variant)),
    )
    return [{"label": label, "value": value} for label, value in facts]


def _fee(situation: Any, variant: Any) -> str:
    lines = variant.fee.lines(situation.answers, situation.parameters) if variant.fee else ()
    total = sum(line.amount_vnd for line in lines)
    return vn_money(total) if total else _("Không")


def _way_of_result(definition: Definition, answers: Mapping[str, Any]) -> str:
    fields = (item for page in definition.pages for item in page.items if isinstance(item, Field))
    for field in fields:
        if field.name == definition.result_choice:
            chosen = answers.get(field.name)
            return next((one.label.vi for one in field.choices if one.value == chosen), "")
    return _("Qua Cổng dịch vụ công")


def _slip(casework: Casework, loaded: Loaded, event: Event, number: str, mark: str) -> dict[str, Any]:
    return {
        **_head(casework, number, event, _("Số:          /%(mark)s", mark=mark)),
        "code": loaded.dossier.code,
        "rows": _who(loaded, _("Hồ sơ của")),
        "reasons": [event.data.get("reason", "")],
    }


def _supplement(casework: Casework, loaded: Loaded, asked: Event) -> SlipData:
    names = {one.value: one.label.vi for one in supplement_choices(loaded.situation.definition)}
    rows = [[str(number), names.get(one, one), ""] for number, one in enumerate(asked.data["items"], 1)]
    closing = [
        _(
            "Liên hệ %(counter)s, điện thoại %(phone)s nếu cần hướng dẫn.",
            counter=casework.office.counter,
            phone=casework.office.phone,
        )
    ]
    if asked.data.get("answer_by"):
        until = vn_datetime(datetime.fromisoformat(asked.data["answer_by"]))
        closing.insert(0, _("Đề nghị bổ sung trước %(until)s.", until=until))
    return {  # type: ignore[typeddict-item]  shared parts are plain dicts
        **_slip(casework, loaded, asked, SUPPLEMENT_SLIP, "HDHS"),
        "title": _("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        "paragraphs": [_("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:")],
        "table": {
            "columns": [
                {"title": _("TT"), "weight": 0.3, "align": "center"},
                {"title": _("Thành phần hồ sơ cần bổ sung, hoàn thiện"), "weight": 3},
                {"title": _("Số lượng (bản chính, chứng thực, photo)"), "weight": 1.4, "align": "center"},
            ],
            "rows": rows,
        },
        "reasons_label": _("Lý do"),
        "closing": closing,
        "signatures": [_signature("", ""), _signature(_("NGƯỜI HƯỚNG DẪN"), asked.actor_name)],
    }


def _refusal(casework: Casework, loaded: Loaded, refused: Event) -> SlipData:
    return {  # type: ignore[typeddict-item]  shared parts are plain dicts
        **_slip(casework, loaded, refused, REFUSAL_SLIP, "TCTN"),
        "title": _("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        "paragraphs": [_("Qua xem xét, hồ sơ không đủ điều kiện để tiếp nhận, giải quyết.")],
        "reasons_label": _("Lý do từ chối"),
        "closing": [_("Xin thông báo để Ông/Bà, Quý đơn vị được biết và thực hiện.")],
        "signatures": [
            _signature(_("NGƯỜI NỘP HỒ SƠ"), loaded.dossier.applicant.get("name", "")),
            _signature(_("NGƯỜI TIẾP NHẬN HỒ SƠ"), refused.actor_name),
        ],
    }


def _signature(line: str, name: str) -> Signature:
    if not line:
        return {"lines": [], "name": ""}
    return {"lines": [line], "note": _("(Ký và ghi rõ họ tên)"), "name": name}


def _form(form: FilledForm, content: Mapping[str, Any], footer: str) -> FormData:
    addressee = content.get("addressee") or []
    closing = content.get("closing") or []
    sections: list[Section] = [{"rows": list(content.get("rows", ()))}]
    sections += [_table_section(one) for one in content.get("tables", ())]
    return {
        "form_name": form.name.vi,
        "letterhead": [],
        "number_line": "",
        "title": content["title"],
        "subtitle": "",
        "addressees_label": _("Kính gửi:"),
        "addressees": [addressee] if isinstance(addressee, str) else list(addressee),
        "sections": sections,
        "commitments": [closing] if isinstance(closing, str) else list(closing),
        "place_date": _("............., ngày ...... tháng ...... năm ........"),
        "signatures": [_signature("", ""), _signature(_("NGƯỜI ĐỀ NGHỊ"), "")],
        "footer": footer,
    }


def _table_section(table: Mapping[str, Any]) -> Section:
    header = list(table["header"])
    rows = [[str(cell) for cell in row] for row in table["rows"]]
    columns = [
        {"title": title, "weight": weight} for title, weight in zip(header, column_weights([header, *rows]), strict=True)
    ]
    return {"title": table.get("title", ""), "table": {"columns": columns, "rows": rows}}  # type: ignore[typeddict-item]  shared parts are plain dicts
