"""What the report of results counts (form 06a/VPCP/KSTT of TT 01/2020/TT-VPCP): its columns and the readings an office decides. No I/O.

The form says what a column holds, not how a dossier of doubt is read: each reading is to be confirmed by the office that reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procedures.definition import Choice, Citation, Parameter, Text

COLUMNS = ("online", "direct", "carried", "early", "on_time", "late", "open_in_time", "open_late")


@dataclass(frozen=True, slots=True)
class Rules:
    """How dossiers of doubt are counted, as `READINGS` say it.

    `received_when_filed`: received is what was filed in the period, never accepted or not; else what was accepted in it.
    `direct_intakes`: ways of coming in that count as handed in or posted; every other one is online.
    `waiting_is_in_time`: open and waiting for the applicant's supplement counts as in time.
    `ended_judged_by_end`: refused or withdrawn after acceptance is solved and judged by its end; else it is always on time.
    """

    direct_intakes: frozenset[str] = frozenset()
    waiting_is_in_time: bool = True
    ended_judged_by_end: bool = True
    received_when_filed: bool = False


@dataclass(frozen=True, slots=True)
class Reading(Parameter):
    """What the office decides by picking one of the choices; the first counts until it does."""

    choices: tuple[Choice, ...] = ()

    def chosen(self, value: str) -> Choice:
        return next(one for one in self.choices if one.value == value)


FORM = Citation("TT 01/2020/TT-VPCP", "mẫu 06a/VPCP/KSTT", to_be_confirmed=True)


def _reading(name: str, label: Text, *choices: Choice) -> Reading:
    return Reading(name, choices[0].value, label, FORM, choices=choices)


READINGS = (
    _reading(
        "received",
        Text("Tiếp nhận trong kỳ", "Received in the period"),
        Choice(
            "accepted",
            Text(
                "Hồ sơ được tiếp nhận chính thức trong kỳ; hồ sơ chưa từng được tiếp nhận không có trong báo cáo",
                "What was accepted in the period; what was never accepted is not in the report",
            ),
        ),
        Choice("filed", Text("Hồ sơ nộp trong kỳ, cả hồ sơ không được tiếp nhận", "What was filed in the period, accepted or not")),
    ),
    _reading(
        "waiting",
        Text("Hồ sơ đang chờ người nộp bổ sung", "Waiting for the applicant's supplement"),
        Choice("in_time", Text("Đang giải quyết, trong hạn", "Open, in time")),
        Choice("by_promise", Text("Đang giải quyết, xét theo ngày hẹn trả", "Open, judged by the promised day")),
    ),
    _reading(
        "ended",
        Text("Hồ sơ bị từ chối hoặc rút sau khi tiếp nhận", "Refused or withdrawn after acceptance"),
        Choice("by_end", Text("Đã giải quyết, xét theo lúc kết thúc", "Solved, judged by its end")),
        Choice("on_time", Text("Đã giải quyết, đúng hạn", "Solved, on time")),
    ),
    _reading(
        "direct",
        Text("Tiếp nhận trực tiếp, dịch vụ bưu chính", "Received at the counter, by post"),
        Choice("none", Text("Không có: hồ sơ nào cũng đến qua mạng", "None: every dossier comes online")),
        Choice(
            "local",
            Text(
                "Hồ sơ vào tại đây; hồ sơ từ Cổng Dịch vụ công quốc gia là trực tuyến",
                "What was taken in here; what came from the national portal is online",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Report:
    """The report as something whose parameters an office sets, beside its procedures."""

    slug: str
    name: Text
    parameters: tuple[Reading, ...]

    def merged_parameters(self, revision: Mapping[str, Any]) -> dict[str, Any]:
        """The readings with those the office has decided laid over them."""
        return {one.name: revision.get(one.name, one.default) for one in self.parameters}


REPORT = Report("bao-cao-06a", Text("Báo cáo giải quyết thủ tục hành chính", "Report of results"), READINGS)


def rules_of(readings: Mapping[str, Any]) -> Rules:
    """The rules that these readings mean."""
    return Rules(
        direct_intakes=frozenset({"local"}) if readings["direct"] == "local" else frozenset(),
        waiting_is_in_time=readings["waiting"] == "in_time",
        ended_judged_by_end=readings["ended"] == "by_end",
        received_when_filed=readings["received"] == "filed",
    )


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
