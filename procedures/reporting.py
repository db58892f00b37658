"""What the report of results counts (form 06a/VPCP/KSTT of TT 01/2020/TT-VPCP): its columns and the readings an office confirms. No I/O.

Each rule is to be confirmed by the office that reports: the form says what a column holds, not how such a dossier is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from procedures.definition import Text

COLUMNS = ("online", "direct", "carried", "early", "on_time", "late", "open_in_time", "open_late")


@dataclass(frozen=True, slots=True)
class Rules:
    """How dossiers of doubt are counted; each to be confirmed.

    `direct_intakes`: ways of coming in that count as handed in or posted; every other one is online.
    `waiting_is_in_time`: open and waiting for the applicant's supplement counts as in time.
    `ended_judged_by_end`: refused or withdrawn after acceptance is solved and judged by its end; else it is always on time.
    """

    direct_intakes: frozenset[str] = frozenset()
    waiting_is_in_time: bool = True
    ended_judged_by_end: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One procedure's figures of a period; the totals follow from the parts."""

    slug: str
    online: int = 0
    direct: int = 0
    carried: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    open_in_time: int = 0
    open_late: int = 0

    @property
    def received(self) -> int:
        return self.online + self.direct + self.carried

    @property
    def solved(self) -> int:
        return self.early + self.on_time + self.late

    @property
    def open(self) -> int:
        return self.open_in_time + self.open_late

    def figures(self) -> tuple[int, ...]:
        """Columns 3 to 13, in their order."""
        return (
            *(self.received, self.online, self.direct, self.carried),
            *(self.solved, self.early, self.on_time, self.late),
            *(self.open, self.open_in_time, self.open_late),
        )


def total(rows: list[Row]) -> Row:
    """The sum of all rows."""
    sums: dict[str, Any] = {name: sum(getattr(one, name) for one in rows) for name in COLUMNS}
    return Row("", **sums)


# The heads of columns 1 to 13, as the form has them.
HEADS = (
    Text("TT", "No."),
    Text("Lĩnh vực, công việc giải quyết", "Field, procedure"),
    Text("Tiếp nhận: tổng số", "Received: total"),
    Text("Tiếp nhận: trực tuyến", "Received: online"),
    Text("Tiếp nhận: trực tiếp, dịch vụ bưu chính", "Received: at the counter, by post"),
    Text("Tiếp nhận: từ kỳ trước", "Received: from the period before"),
    Text("Đã giải quyết: tổng số", "Solved: total"),
    Text("Đã giải quyết: trước hạn", "Solved: early"),
    Text("Đã giải quyết: đúng hạn", "Solved: on time"),
    Text("Đã giải quyết: quá hạn", "Solved: late"),
    Text("Đang giải quyết: tổng số", "Open: total"),
    Text("Đang giải quyết: trong hạn", "Open: in time"),
    Text("Đang giải quyết: quá hạn", "Open: late"),
)
