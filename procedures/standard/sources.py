"""Citations, units and the step constructor that the shared process uses. No state and no action may enter."""

from __future__ import annotations

from procedures.definition import Citation, Role, Step, Text

ND61 = "NĐ 61/2018/NĐ-CP"
RECEPTION = Citation("NĐ 45/2020/NĐ-CP", "tiếp nhận hồ sơ trong 08 giờ làm việc", to_be_confirmed=True)
SUPPLEMENT = Citation(ND61, "Điều 17 khoản 2, Điều 19 khoản 4")
WITHDRAWAL = Citation(ND61, "Điều 19")
RETURNING = Citation(ND61, "Điều 20")
REFUSAL = Citation(ND61, "Điều 17")
TRANSFER = Citation(ND61, "Điều 18")
INTERNAL = Citation("Quy trình nội bộ của Sở", to_be_confirmed=True)
ONE_STOP = Text("Bộ phận Một cửa", "One-stop counter")
DIVISION = Text("Phòng chuyên môn", "Division in charge")
LEADERS = Text("Lãnh đạo Sở", "Directorate")
CLERKS = Text("Văn thư Sở", "Registry of the department")
COMMITTEE = Text("UBND tỉnh", "Provincial People's Committee")


def step(role: Role, unit: Text, limit: str, citation: Citation = INTERNAL) -> Step:
    """A step of the internal process; `limit` in the notation of the clock commands."""
    return Step(role, unit, limit, citation)
