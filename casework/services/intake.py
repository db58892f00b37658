"""Dossiers filed at the national portal enter here, through the same filing as our own. The connection itself is not here.

The shape is an element of `DongBoHoSoMC` (docs/how-to/import-a-dossier.md): MaHoSo, MaTTHC, ChuHoSo, LoaiDoiTuong,
MaDoiTuong, Email, SoDienThoai, ThongTinKhac (our answers as JSON), TaiLieuNop[].
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.gateways.uploads import UploadRefused
from casework.models import Attachment, Dossier
from casework.queries.law_in_force import parameter_revision, parameters_of
from casework.services.filing import Filing, file_dossier
from casework.services.uploading import Upload, store
from procedures.answers import AnswerError, required_components, validate
from procedures.case.events import Actor
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Applicant, Definition, Role

NATIONAL_PORTAL = "dvcqg"
APPLICANT_KINDS = {"1": Applicant.PERSON, "2": Applicant.ENTERPRISE}
MOST_FILES = 200
IDENTITY_OF = {Applicant.PERSON: "personal_id", Applicant.ENTERPRISE: "tax_code"}

ReadFile = Callable[[str], bytes]


class ImportRefused(ValueError):
    """The message is not a dossier we can take: `problems` as (field, code)."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{path}: {code}" for path, code in problems))
        self.problems = problems


def import_dossier(casework: Casework, message: Mapping[str, Any], read_file: ReadFile, at: datetime) -> str:
    """Take one dossier and return our code for it; the same MaHoSo again returns the same code.

    `read_file(address)` returns the bytes of a paper. Raises ImportRefused.
    """
    on = at.astimezone(OFFICE_TIME).date()
    external = _text(message, "MaHoSo", 40)
    definition = _definition_of(casework, _text(message, "MaTTHC", 60), on)
    answers = _answers_of(message)
    stored = _papers_of(casework, definition, message, read_file, at)
    with casework.database.unit_of_work() as session:
        known = session.scalars(select(Dossier.code).where(Dossier.external_code == external)).first()
        if known is not None:
            return known
        filing = _filing_of(session, definition, message, answers, stored, external, on)
        dossier = file_dossier(session, casework, filing, at)
        for row in stored:
            row.dossier_id = dossier.id
            session.add(row)
        return dossier.code


def _filing_of(
    session: Session,
    definition: Definition,
    message: Mapping[str, Any],
    answers: dict[str, Any],
    stored: list[Attachment],
    external: str,
    on: date,
) -> Filing:
    revision = parameter_revision(session, on)
    parameters = parameters_of(definition, revision, on)
    checked = validate(definition, answers, on, parameters)
    problems = [_problem(error) for error in checked.errors]
    facts = definition.facts(checked.answers, parameters, on)
    present = {row.component for row in stored}
    problems += [
        (f"TaiLieuNop.{one.component.code}", "required")
        for one in required_components(definition, facts)
        if one.required and one.component.code not in present
    ]
    if problems:
        raise ImportRefused(tuple(dict.fromkeys(problems)))
    name = _text(message, "ChuHoSo", 200)
    return Filing(
        definition=definition,
        answers=checked.answers,
        warnings=checked.warnings,
        applicant=_applicant_of(message, name),
        account_id=None,
        actor=Actor("citizen", None, name, frozenset({Role.CITIZEN})),
        revision=revision,
        parameters=parameters,
        intake=NATIONAL_PORTAL,
        external_code=external,
    )


def _problem(error: AnswerError) -> tuple[str, str]:
    return f"ThongTinKhac.{error.path}", str(error.code)


def _definition_of(casework: Casework, national_code: str, on: date) -> Definition:
    """The procedure of a national code, or of our own slug while codes are to be confirmed."""
    for definition in casework.registry.current(on):
        codes = {variant.national_code for variant in definition.variants if variant.national_code}
        if national_code in codes | {definition.slug}:
            return definition
    raise ImportRefused((("MaTTHC", "unknown_procedure"),))


def _answers_of(message: Mapping[str, Any]) -> dict[str, Any]:
    given = message.get("ThongTinKhac", {})
    try:
        answers = json.loads(given) if isinstance(given, str) else given
    except ValueError as wrong:
        raise ImportRefused((("ThongTinKhac", "not_json"),)) from wrong
    if not isinstance(answers, dict):
        raise ImportRefused((("ThongTinKhac", "not_an_object"),))
    return answers


def _applicant_of(message: Mapping[str, Any], name: str) -> dict[str, Any]:
    kind = APPLICANT_KINDS.get(str(message.get("LoaiDoiTuong", "1")))
    if kind is None:
        raise ImportRefused((("LoaiDoiTuong", "unknown_kind"),))
    applicant = {
        "kind": str(kind),
        "name": name,
        IDENTITY_OF[kind]: str(message.get("MaDoiTuong", ""))[:20],
        "email": str(message.get("Email", ""))[:254],
        "phone": str(message.get("SoDienThoai", ""))[:20],
    }
    return {field: value for field, value in applicant.items() if value}


def _papers_of(
    casework: Casework, definition: Definition, message: Mapping[str, Any], read_file: ReadFile, at: datetime
) -> list[Attachment]:
    """Papers are inspected like uploads; one that is marked deleted is passed over."""
    papers = message.get("TaiLieuNop", [])
    if not isinstance(papers, list) or len(papers) > MOST_FILES:
        raise ImportRefused((("TaiLieuNop", "not_a_list"),))
    codes = {component.code for component in definition.components}
    stored: list[Attachment] = []
    for index, paper in enumerate(papers):
        if str(paper.get("IsDeleted", "False")) == "True":
            continue
        component = _text(paper, "MaThanhPhanHoSo", 60)
        if component not in codes:
            raise ImportRefused(((f"TaiLieuNop.{index}.MaThanhPhanHoSo", "unknown_component"),))
        upload = Upload(_text(paper, "TenTepDinhKem", 200), read_file(_text(paper, "DuongDanTaiTepTin", 500)))
        try:
            stored += store(casework, component, int(paper.get("ThuTu", -1)), [upload], at)
        except UploadRefused as refused:
            raise ImportRefused(((f"TaiLieuNop.{index}", refused.code),)) from refused
    return stored


def _text(message: Mapping[str, Any], name: str, maximum: int) -> str:
    value = message.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > maximum:
        raise ImportRefused(((name, "required"),))
    return value.strip()
