"""Telling a story through the real services, at past times: what a person would do at each desk. No data may enter."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from casework.context import Casework
from casework.gateways.papers import form_pdf
from casework.models import Account, Officer
from casework.queries.law_in_force import current_calendar
from casework.queries.situations import Loaded, load
from casework.queries.surroundings import surroundings_of
from casework.services.acting import act
from casework.services.demonstrating import officer_named, open_verified_account
from casework.services.drafting import begin_draft
from casework.services.filing import NotComplete, submit
from casework.services.officers import create_officer
from casework.services.uploading import Upload, attach_to_draft
from cli.demonstration.people import CITIZENS, OFFICERS, PASSWORD
from cli.demonstration.stories import Step, Story
from procedures.case.events import Actor
from procedures.case.inputs import inputs_for
from procedures.case.permission import available
from procedures.clock.calendar import OFFICE_TIME
from procedures.clock.limits import parse_limit
from procedures.clock.working_time import due
from procedures.definition import Action, ActionKind, Field, Kind
from web.identity import CitizenUser, actor_of

MORNING = time(8, 10)
SAID = {
    "signer": "Lê Văn Chủ Tịch Ví Dụ",
    "summary": "Hồ sơ hợp lệ, đủ điều kiện theo quy định; đề nghị giải quyết.",
    "receiver": "Người nộp hồ sơ",
    "giver": "Người nộp hồ sơ",
    "condition": "Nguyên vẹn",
    "postal_code": "EB000000001VN",
    "letter_reference": "45/SNgV-LS",
    "reference": "112/CV-VD",
}


class DemonstrationOffice:
    """The officers, the citizens, and what they do."""

    def __init__(self, casework: Casework, now: datetime) -> None:
        self.casework, self.now = casework, now
        self.officers = [self._officer(one.login) for one in OFFICERS]
        self.citizens = {login: open_verified_account(casework, new, self._long_ago) for login, new in CITIZENS.items()}
        with casework.database.reading() as session:
            self.calendar = current_calendar(session)

    def tell(self, story: Story, number: int) -> str:
        """File the dossier of a story and let its steps happen; a step that would lie in the future is left out."""
        day = (self.now - timedelta(days=story.days_ago)).astimezone(OFFICE_TIME).date()
        at = self._after(datetime.combine(day, MORNING, OFFICE_TIME), "0.1wh")
        account = self.citizens[story.citizen]
        code = self._file(story, account, min(at, self.now))
        for one in story.steps:
            at = self._after(at, one.after)
            if at > self.now:
                break
            self._take(code, one, account, at, number)
        return code

    def _take(self, code: str, step: Step, account: Account, at: datetime, number: int) -> None:
        while True:
            loaded = self._loaded(code)
            actor, action = self._who_may(loaded, step.actions, account, at)
            fields = self._fields(loaded, action)
            inputs = {one.name: self._filled(one, at, number) for one in fields if one.required}
            if action.kind is ActionKind.RECORD_OPINION:
                inputs["reference"] = SAID["reference"]
            given = {name: value for name, value in step.inputs.items() if name in {one.name for one in fields}}
            act(self.casework, code, action.code, inputs | given, by=actor, at=at, seen=loaded.dossier.version)
            if action.kind is not ActionKind.RECORD_OPINION or not self._loaded(code).situation.case.awaited:
                return

    def _who_may(
        self, loaded: Loaded, codes: tuple[str, ...], account: Account, at: datetime
    ) -> tuple[Actor, Action]:
        """The first who may, the head before the deputy, officers before the applicant."""
        actors = [*(actor_of(one) for one in sorted(self.officers, key=lambda one: one.deputy)), CitizenUser(account).actor]
        for code in codes:
            for actor in actors:
                for action in available(loaded.situation, actor, at):
                    if action.code == code:
                        return actor, action
        raise LookupError(f"{loaded.dossier.slug} in {loaded.dossier.state}: nobody may {' or '.join(codes)}")

    def _fields(self, loaded: Loaded, action: Action) -> tuple[Field, ...]:
        situation = loaded.situation
        with self.casework.database.reading() as session:
            around = surroundings_of(session, self.casework, situation)
        return inputs_for(action, situation.definition, situation.case, around)

    def _filled(self, field: Field, at: datetime, number: int) -> Any:
        local = at.astimezone(OFFICE_TIME)
        match field.kind:
            case Kind.CHOICE:
                return field.choices[0].value
            case Kind.CHOICES:
                return [one.value for one in field.choices][: 1 if field.name == "items" else None]
            case Kind.DATE:
                return local.date().isoformat()
            case Kind.INTEGER | Kind.MONEY:
                return str(self._number(field, number))
            case Kind.YES_NO | Kind.DECLARATION:
                return True
            case _:
                said = next((text for name, text in SAID.items() if field.name.startswith(name)), "")
                return said or f"Theo hồ sơ minh họa số {number}"

    def _number(self, field: Field, number: int) -> int:
        """A document number of its own for each story and item; other counts are small."""
        if not field.name.startswith("number"):
            return 1
        item = field.name.removeprefix("number").removeprefix("_")
        return 100 + number * 10 + (int(item) if item.isdigit() else 0)

    def _file(self, story: Story, account: Account, at: datetime) -> str:
        answers = story.answers(at.astimezone(OFFICE_TIME).date())
        draft = begin_draft(self.casework, account.id, story.slug, answers, at)
        try:
            return submit(self.casework, draft, account.id, at)
        except NotComplete as lacking:
            if lacking.errors:
                raise
            for component, item in lacking.missing:
                attach_to_draft(self.casework, draft, account.id, component, item, [self._scan], at)
        return submit(self.casework, draft, account.id, at)

    @cached_property
    def _scan(self) -> Upload:
        """The file that stands for every scan of the demonstration."""
        paper = form_pdf(
            {
                "form_name": "", "letterhead": [], "number_line": "", "title": "TỆP MINH HỌA", "subtitle": "",
                "addressees_label": "", "addressees": [],
                "sections": [{"paragraphs": ["Tệp này thay cho bản chụp giấy tờ trong dữ liệu minh họa."]}],
                "commitments": [], "place_date": "", "signatures": [], "footer": "",
            }
        )
        return Upload("giay-to-minh-hoa.pdf", paper)

    @property
    def _long_ago(self) -> datetime:
        return self.now - timedelta(days=1200)

    def _officer(self, login: str) -> Officer:
        known = officer_named(self.casework, login)
        if known is not None:
            return known
        one = next(one for one in OFFICERS if one.login == login)
        create_officer(
            self.casework, one.login, one.name, one.position, one.roles, PASSWORD, self._long_ago, division=one.division,
            unit=one.unit, deputy=one.deputy, fields=one.fields, email=f"{one.login}@songoaivu.example", totp_secret=one.totp,
        )
        made = officer_named(self.casework, login)
        assert made is not None  # noqa: S101  it was made a line ago
        return made

    def _loaded(self, code: str) -> Loaded:
        with self.casework.database.reading() as session:
            return load(session, self.casework, code)

    def _after(self, at: datetime, limit: str) -> datetime:
        return due(self.calendar, at, parse_limit(limit)).at


