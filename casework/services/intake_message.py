"""A message of the national portal read into typed parts, or refused. Nothing is stored or looked up here.

The shape is an element of `DongBoHoSoMC` (docs/how-to/import-a-dossier.md): MaHoSo, MaTTHC, ChuHoSo, LoaiDoiTuong,
MaDoiTuong, Email, SoDienThoai, ThongTinKhac (our answers as JSON), TaiLieuNop[].
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procedures.answers.errors import Unclean
from procedures.answers.kinds import one_line
from procedures.definition import Applicant

APPLICANT_KINDS = {"1": Applicant.PERSON, "2": Applicant.ENTERPRISE}
IDENTITY_OF = {Applicant.PERSON: "personal_id", Applicant.ENTERPRISE: "tax_code"}
MOST_FILES = 200
LARGEST_ITEM = 9999
LONGEST_ADDRESS = 500
OF_THE_DOSSIER = -1


class ImportRefused(ValueError):
    """The message is not a dossier we can take: `problems` as (field, code)."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__("; ".join(f"{path}: {code}" for path, code in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """A paper as the message names it; `index` is its place in the list, `item` the group's item or -1."""

    index: int
    component: str
    item: int
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Message:
    """Everything of a message that is used; `applicant` is the snapshot kept with the dossier."""

    external: str
    procedure: str
    kind: Applicant
    name: str
    applicant: Mapping[str, str]
    answers: Mapping[str, Any]
    papers: tuple[GivenPaper, ...]


def read_message(given: Any) -> Message:
    """Read a message whatever it holds. Raises ImportRefused, and nothing else."""
    if not isinstance(given, Mapping):
        raise ImportRefused(("", "not_an_object"))
    name = _required(given, "ChuHoSo", 200)
    kind = _kind(given.get("LoaiDoiTuong", "1"))
    applicant = {
        "kind": str(kind),
        "name": name,
        IDENTITY_OF[kind]: _optional(given, "MaDoiTuong", 20),
        "email": _optional(given, "Email", 254),
        "phone": _optional(given, "SoDienThoai", 20),
    }
    return Message(
        external=_required(given, "MaHoSo", 40),
        procedure=_required(given, "MaTTHC", 60),
        kind=kind,
        name=name,
        applicant={field: value for field, value in applicant.items() if value},
        answers=_answers(given.get("ThongTinKhac", {})),
        papers=_papers(given.get("TaiLieuNop", [])),
    )


def _kind(given: Any) -> Applicant:
    kind = APPLICANT_KINDS.get(str(given)) if isinstance(given, str | int) else None
    if kind is None:
        raise ImportRefused(("LoaiDoiTuong", "unknown_kind"))
    return kind


def _answers(given: Any) -> Mapping[str, Any]:
    try:
        answers = json.loads(given) if isinstance(given, str) else given
    except (ValueError, RecursionError) as wrong:
        raise ImportRefused(("ThongTinKhac", "not_json")) from wrong
    if not isinstance(answers, Mapping):
        raise ImportRefused(("ThongTinKhac", "not_an_object"))
    return answers


def _papers(given: Any) -> tuple[GivenPaper, ...]:
    """The papers in order; one that is marked deleted is passed over."""
    if not isinstance(given, list) or len(given) > MOST_FILES:
        raise ImportRefused(("TaiLieuNop", "not_a_list"))
    return tuple(one for index, paper in enumerate(given) if (one := _paper(paper, index)) is not None)


def _paper(given: Any, index: int) -> GivenPaper | None:
    at = f"TaiLieuNop.{index}"
    if not isinstance(given, Mapping):
        raise ImportRefused((at, "not_an_object"))
    if given.get("IsDeleted") in (True, "True", "true"):
        return None
    return GivenPaper(
        index=index,
        component=_required(given, "MaThanhPhanHoSo", 60, at),
        item=_item(given.get("ThuTu", OF_THE_DOSSIER), at),
        name=_required(given, "TenTepDinhKem", 200, at),
        address=_as_written(given.get("DuongDanTaiTepTin"), f"{at}.DuongDanTaiTepTin"),
    )


def _as_written(given: Any, path: str) -> str:
    """An address leads nowhere once a sign of it is changed."""
    if not isinstance(given, str) or not given.strip():
        raise ImportRefused((path, "required"))
    if len(given) > LONGEST_ADDRESS:
        raise ImportRefused((path, "too_long"))
    return given


def _item(given: Any, at: str) -> int:
    text = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_ITEM))):
        raise ImportRefused((f"{at}.ThuTu", "not_a_number"))
    return max(int(text), OF_THE_DOSSIER)


def _required(given: Mapping[str, Any], name: str, maximum: int, at: str = "") -> str:
    path = f"{at}.{name}" if at else name
    text = _optional(given, name, maximum, path)
    if not text:
        raise ImportRefused((path, "required"))
    return text


def _optional(given: Mapping[str, Any], name: str, maximum: int, path: str = "") -> str:
    """One line of text without control characters; "" when there is none."""
    value = given.get(name)
    if value is None:
        return ""
    try:
        text = one_line(value)
    except (Unclean, ValueError) as wrong:
        raise ImportRefused((path or name, "not_text")) from wrong
    if len(text) > maximum:
        raise ImportRefused((path or name, "too_long"))
    return text
