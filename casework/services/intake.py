"""Dossiers filed at the national portal enter here, through the same filing as our own. The connection itself is not here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.context import Casework
from casework.gateways.storage import StorageUnavailable
from casework.gateways.uploads import UploadRefused
from casework.models import Attachment, Dossier
from casework.queries.law_in_force import calendar_to_write_by, parameter_revision, parameters_of
from casework.queries.obligations import overdue_reports, parties_of
from casework.services.filing import Filing, file_dossier
from casework.services.intake_message import OF_THE_DOSSIER, GivenPaper, ImportRefused, Message, read_message
from casework.services.uploading import NOT_STORED, Upload, keep, store
from procedures.answers import AnswerError, required_components, validate
from procedures.case.events import Actor
from procedures.clock.calendar import OFFICE_TIME
from procedures.definition import Definition, Role

__all__ = ["ImportRefused", "ReadFile", "import_dossier"]

NATIONAL_PORTAL = "dvcqg"

ReadFile = Callable[[str], bytes]


def import_dossier(casework: Casework, message: Mapping[str, Any], read_file: ReadFile, at: datetime) -> str:
    """Take one dossier and return our code for it; the same MaHoSo again returns the same code.

    `read_file(address)` returns the bytes of a paper; its OSError, LookupError or ValueError says that there is none.
    Raises ImportRefused, whatever the message holds.
    """
    given = read_message(message)
    on = at.astimezone(OFFICE_TIME).date()
    with casework.database.reading() as session:
        known = _known(session, given.external)
        if known is not None:
            return known
        # Everything but the papers is judged before a file is stored: a refused message should leave none.
        _filing_of(session, casework, given, on)
    stored = _stored_papers(casework, given.papers, read_file, at)
    try:
        with casework.database.unit_of_work() as session:
            filing = _filing_of(session, casework, given, on)
            dossier = file_dossier(session.connection(), casework, filing, at)
            for row in stored:
                row.dossier_id = dossier.id
            keep(session, casework, stored, at)
            return dossier.code
    except IntegrityError:
        # The same message came in twice at once: the other one has made the dossier.
        with casework.database.reading() as session:
            known = _known(session, given.external)
        if known is None:
            raise
        return known


def _known(session: Session, external: str) -> str | None:
    return session.scalars(select(Dossier.code).where(Dossier.external_code == external)).first()


def _filing_of(session: Session, casework: Casework, given: Message, on: date) -> Filing:
    definition = _definition_of(casework, given.procedure, on)
    revision = parameter_revision(session, on)
    parameters = parameters_of(definition, revision, on)
    if definition.guide_only and definition.guide_only(parameters):
        raise ImportRefused(("MaTTHC", "guide_only"))
    if given.kind not in definition.audience:
        raise ImportRefused(("LoaiDoiTuong", "not_for_this_applicant"))
    owed = overdue_reports(session, definition.slug, parties_of(given.applicant, None), on)
    known = {**parameters, "overdue_reports": owed}
    checked = validate(definition, given.answers, on, known)
    problems = [_problem(error) for error in checked.errors]
    problems += _paper_problems(definition, definition.facts(checked.answers, known, on), given.papers)
    if problems:
        raise ImportRefused(*dict.fromkeys(problems))
    return Filing(
        definition=definition,
        answers=checked.answers,
        warnings=checked.warnings,
        applicant=given.applicant,
        account_id=None,
        actor=Actor("citizen", None, given.name, frozenset({Role.CITIZEN})),
        revision=revision,
        parameters=known,
        calendar=calendar_to_write_by(session),
        intake=NATIONAL_PORTAL,
        external_code=given.external,
    )


def _definition_of(casework: Casework, national_code: str, on: date) -> Definition:
    """The procedure of a national code, or of our own slug while codes are to be confirmed."""
    for definition in casework.registry.current(on):
        codes = {variant.national_code for variant in definition.variants if variant.national_code}
        if national_code in codes | {definition.slug}:
            return definition
    raise ImportRefused(("MaTTHC", "unknown_procedure"))


def _problem(error: AnswerError) -> tuple[str, str]:
    return f"ThongTinKhac.{error.path}".rstrip("."), str(error.code)


def _paper_problems(
    definition: Definition, facts: Mapping[str, Any], papers: Sequence[GivenPaper]
) -> list[tuple[str, str]]:
    """Papers of components or items there are none of, and required ones that are missing."""
    codes = {component.code for component in definition.components}
    needed = required_components(definition, facts)
    items = {(one.component.code, _item_of(one.item_index)) for one in needed}
    found = []
    for one in papers:
        if one.component not in codes:
            found.append((f"TaiLieuNop.{one.index}.MaThanhPhanHoSo", "unknown_component"))
        elif one.item != OF_THE_DOSSIER and (one.component, one.item) not in items:
            found.append((f"TaiLieuNop.{one.index}.ThuTu", "unknown_item"))
    present = {(one.component, one.item) for one in papers}
    missing = [one for one in needed if one.required and (one.component.code, _item_of(one.item_index)) not in present]
    return found + [(_address_of(one.component.code, one.item_index), "required") for one in missing]


def _item_of(index: int | None) -> int:
    return OF_THE_DOSSIER if index is None else index


def _address_of(component: str, index: int | None) -> str:
    return f"TaiLieuNop.{component}" + ("" if index is None else f".{index}")


def _stored_papers(
    casework: Casework, papers: Sequence[GivenPaper], read_file: ReadFile, at: datetime
) -> list[Attachment]:
    """Papers are inspected like uploads."""
    stored: list[Attachment] = []
    for one in papers:
        place = f"TaiLieuNop.{one.index}"
        try:
            data = read_file(one.address)
        except (OSError, LookupError, ValueError) as error:
            raise ImportRefused((f"{place}.DuongDanTaiTepTin", "unreadable")) from error
        try:
            stored += store(casework, one.component, one.item, [Upload(one.name, data)], at)
        except UploadRefused as refused:
            if refused.code == NOT_STORED:
                # Our fault and not the message's: it may come again.
                raise StorageUnavailable(one.address) from refused
            raise ImportRefused((place, refused.code)) from refused
    return stored
