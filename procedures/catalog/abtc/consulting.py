"""Asking tax, customs, social insurance and police before the appraisal: its states and actions. No other step may enter."""

from __future__ import annotations

from procedures.catalog.abtc.bodies import CONSULTATION_LIMIT
from procedures.catalog.abtc.sources import article
from procedures.definition import Action, ActionKind, Field, Kind, Phase, Role, State, Text
from procedures.standard import DIVISION, step

EXAMINERS = (Role.SPECIALIST, Role.DIVISION_HEAD)
LETTER_REFERENCE = Field(
    "letter_reference",
    Kind.TEXT,
    Text("Số, ký hiệu văn bản lấy ý kiến", "Reference of the consultation letter"),
    help=Text("Ví dụ: 45/SNgV-LS.", "For example 45/SNgV-LS."),
    required=False,
    max_length=60,
)


def consulting_states(preparing_limit: str) -> tuple[State, ...]:
    """The letters are written, then everybody waits."""
    return (
        State(
            "preparing",
            Phase.OFFICE,
            4,
            Text("Soạn văn bản lấy ý kiến", "Preparing the consultation"),
            Text(
                "Cán bộ thụ lý đang kiểm tra hồ sơ và gửi lấy ý kiến các cơ quan. Ông/Bà chưa cần làm gì.",
                "The officer is checking the dossier and asking other bodies. You need not do anything.",
            ),
            step(Role.SPECIALIST, DIVISION, preparing_limit),
        ),
        State(
            "consulting",
            Phase.OTHER_BODY,
            4,
            Text("Chờ ý kiến các cơ quan", "Waiting for other bodies"),
            Text(
                "Đang chờ ý kiến cơ quan thuế, hải quan, bảo hiểm xã hội và công an. Ông/Bà không cần làm gì.",
                "Tax, customs, social insurance and police are being asked. You need not do anything.",
            ),
            step(Role.SPECIALIST, DIVISION, CONSULTATION_LIMIT, article("Điều 12 khoản 5")),
        ),
    )


def consulting_actions() -> tuple[Action, ...]:
    """Asking the bodies, then their answers."""
    return (*_asking_actions(), *_answer_actions())


def _asking_actions() -> tuple[Action, ...]:
    """Asking the four bodies, and others in a complex case."""
    return (
        Action(
            "consult",
            ActionKind.CONSULT,
            ("preparing",),
            "consulting",
            EXAMINERS,
            Text("Gửi lấy ý kiến", "Ask for opinions"),
            Text(
                "Mỗi cơ quan có 20 ngày để trả lời; quá hạn không trả lời là đồng ý.",
                "Each body has 20 days; silence after that is consent.",
            ),
            citation=article("Điều 12 khoản 4"),
            inputs=(LETTER_REFERENCE,),
            recommended=True,
        ),
        Action(
            "consult_more",
            ActionKind.CONSULT,
            ("consulting",),
            "",
            EXAMINERS,
            Text("Hỏi thêm cơ quan khác", "Ask another body"),
            Text(
                "Dùng khi vụ việc phức tạp; cơ quan được hỏi thêm có 20 ngày để trả lời.",
                "For complex cases; the body asked has 20 days.",
            ),
            citation=article("Điều 12 khoản 4"),
            inputs=(LETTER_REFERENCE,),
        ),
    )


def _answer_actions() -> tuple[Action, ...]:
    """Recording what the bodies say, and going on without the silent."""
    return (
        Action(
            "record_opinion",
            ActionKind.RECORD_OPINION,
            ("consulting",),
            "",
            EXAMINERS,
            Text("Ghi ý kiến trả lời", "Record an opinion"),
            Text(
                "Ý kiến được lưu; nếu cơ quan đề nghị gia hạn (một lần, 15 ngày) thì hạn trả kết quả lùi tương ứng.",
                "It is kept; one extension of 15 days moves the due time accordingly.",
            ),
            citation=article("Điều 12 khoản 5"),
        ),
        Action(
            "close_consultation",
            ActionKind.CLOSE_CONSULTATION,
            ("consulting",),
            "appraising",
            EXAMINERS,
            Text("Kết thúc lấy ý kiến", "Close the consultation"),
            Text(
                "Hồ sơ chuyển sang thẩm định; cơ quan không trả lời trong hạn được coi là đồng ý.",
                "Appraisal begins; a body that did not answer in time is taken to agree.",
            ),
            citation=article("Điều 12 khoản 5"),
            recommended=True,
        ),
    )
