"""Two windows of one applicant on one draft: nothing either saved is lost in silence, and the late one is told. Both databases."""

from __future__ import annotations

import io

import html5lib
from flask import Flask
from sqlalchemy import select

from casework.context import Casework
from casework.models import Account, Dossier, Draft, OutboxMessage
from casework.services.attaching import attach_to_draft, remove_from_draft
from casework.services.drafting import DraftNotFound, begin_draft, save_answer
from casework.services.filing import NotComplete, submit
from casework.services.registering import NewAccount, Registration, register_account, verify_with_code
from casework.services.tokens import LinkInvalid
from casework.services.uploading import Upload
from tests.portal.filing import PDF, begin, opened, token
from tests.portal.stories import asked
from tests.support.application import CitizenClient, Clock, enter
from tests.support.desks import Desks, pdf
from tests.support.factories import PASSWORD, make_account
from tests.support.inspecting_client import fields_of
from tests.support.page_rules import elements
from tests.troubles.ready import SLUG, counted, dossier_of, files_of, present_files, ready_draft
from tests.troubles.together import at_once, begun, held_before, waiting_for_a_lock
from web.identity import CitizenUser

FORM = "hop-phap-hoa-lanh-su"
ON = "Lưu và tiếp tục"
FORMS = ("/nop-ho-so/", "/ho-so/")


def meet(desks: Desks, owner_url: str) -> None:
    """On PostgreSQL wait until one stands at the lock of the other; on SQLite the second has not even begun."""
    if desks.casework.database.engine.dialect.name == "postgresql":
        waiting_for_a_lock(owner_url)


def test_ten_presses_in_ten_windows_make_one_dossier(desks_on_both: Desks, clock: Clock) -> None:
    casework = desks_on_both.casework
    draft, account = ready_draft(casework, clock())
    codes = at_once(*[lambda: submit(casework, draft, account, clock())] * 10)
    assert len(set(codes)) == 1 and counted(casework, Dossier) == 1


def test_a_button_pressed_twice_registers_once_and_both_presses_are_answered(
    desks_on_both: Desks, owner_url: str, clock: Clock
) -> None:
    """Two web processes make an account of one address in the same moment: the second finds that of the first."""
    casework = desks_on_both.casework
    new = NewAccount("person", "Đỗ Văn Mẫu", PASSWORD, "vi", email="mau@example.com")

    def press() -> Registration:
        return register_account(casework, new, clock(), address="192.0.2.1")

    before = counted(casework, Account)
    with held_before(casework.database, "COMMIT", press) as first, begun(press) as second:
        meet(desks_on_both, owner_url)
        registration = first.go_on()
        assert second.result() == registration, "whichever answer the browser keeps"
    assert counted(casework, Account) == before + 1
    with casework.database.reading() as session:
        sent = select(OutboxMessage.params).where(OutboxMessage.recipient == new.email)
        codes = [one["code"] for one in session.scalars(sent)]
    assert sum(proves(casework, registration, code, clock) for code in codes) == 1


def proves(casework: Casework, registration: Registration, code: str, clock: Clock) -> bool:
    try:
        return verify_with_code(casework, registration, code, clock(), address="192.0.2.1").verified
    except LinkInvalid:
        return False


def test_a_paper_removed_while_another_window_files_is_missed(desks_on_both: Desks, owner_url: str, clock: Clock) -> None:
    casework = desks_on_both.casework
    draft, account = ready_draft(casework, clock())
    paper = files_of(casework, draft)[0].id
    with held_before(casework.database, "COMMIT", lambda: remove_from_draft(casework, draft, account, paper, clock())) as removing:
        with begun(lambda: submit(casework, draft, account, clock())) as filing:
            meet(desks_on_both, owner_url)
            assert removing.go_on() is None
        assert isinstance(filing.result(), NotComplete)
    assert dossier_of(casework, draft) is None


def test_a_paper_of_a_dossier_that_is_being_filed_stays_in_it(desks_on_both: Desks, owner_url: str, clock: Clock) -> None:
    casework = desks_on_both.casework
    draft, account = ready_draft(casework, clock())
    papers = files_of(casework, draft)
    with held_before(casework.database, "COMMIT", lambda: submit(casework, draft, account, clock())) as filing:
        with begun(lambda: remove_from_draft(casework, draft, account, papers[0].id, clock())) as removing:
            meet(desks_on_both, owner_url)
            assert filing.go_on().endswith("-0000001")
        assert isinstance(removing.result(), DraftNotFound), "the late window is told"
    assert present_files(casework, dossier_of(casework, draft).id) == len(papers)


def test_a_paper_and_an_answer_that_come_while_one_files_are_told_to_be_late(
    desks_on_both: Desks, owner_url: str, clock: Clock
) -> None:
    casework = desks_on_both.casework
    draft, account = ready_draft(casework, clock())
    kept = len(files_of(casework, draft))
    more = [Upload("thêm.pdf", pdf())]
    with held_before(casework.database, "COMMIT", lambda: submit(casework, draft, account, clock())) as filing:
        with (
            begun(lambda: attach_to_draft(casework, draft, account, "tax_report", -1, more, clock())) as attaching,
            begun(lambda: save_answer(casework, draft, account, "reason", "muộn", clock())) as saving,
        ):
            meet(desks_on_both, owner_url)
            filing.go_on()
        assert isinstance(attaching.result(), DraftNotFound)
        assert isinstance(saving.result(), DraftNotFound)
    assert present_files(casework, dossier_of(casework, draft).id) == kept


def test_two_windows_that_save_different_answers_at_once_keep_both(app_on_both: Flask, clock: Clock) -> None:
    casework = app_on_both.extensions["casework"]
    account = make_account(casework, "person")
    draft = begin_draft(casework, account.id, FORM, {}, clock())
    given = {"address": "Số 5 đường Ví Dụ", "phone": "0900000001", "email": "a@example.com", "country": "KR"}
    saves = [lambda n=name: save_answer(casework, draft, account.id, n, given[n], clock()) for name in given]
    assert not [one for one in at_once(*saves) if isinstance(one, Exception)]
    with casework.database.reading() as session:
        assert set(given) <= set(session.get_one(Draft, draft).answers)


def window(app: Flask, account: object) -> CitizenClient:
    client = CitizenClient(app, app.response_class, use_cookies=True)
    client.account = account
    enter(client, CitizenUser(account).get_id())
    return client


def shown(client: CitizenClient, path: str) -> dict[str, object]:
    """What this window would post of a page as it was shown to it."""
    root = html5lib.parse(client.get(path).text, namespaceHTMLElements=False)
    return fields_of(next(one for one in elements(root, "form") if (one.get("action") or "").startswith(FORMS)))


def on_a_page(app: Flask) -> tuple[CitizenClient, str, str, list[str]]:
    """A window on the page of contact data, its address and two text questions on it."""
    client = window(app, make_account(app.extensions["casework"], "person"))
    draft = begin(client, FORM)
    for page in opened(client, draft).pages:
        names = [one.name for one in page.fields() if one.name in ("address", "phone")]
        if len(names) == 2:
            return client, draft, f"/nop-ho-so/{FORM}/{draft}/{page.name}", names
    raise AssertionError("no such page")


def test_the_late_window_sees_what_the_other_saved_and_overwrites_it_only_knowingly(app: Flask) -> None:
    first, draft, path, _ = on_a_page(app)
    second = window(app, first.account)
    in_first, in_second = shown(first, path), shown(second, path)
    second.post(path, data={**in_second, "address": "Số 2 đường Ví Dụ", "then": "later"})
    answer = first.post(path, data={**in_first, "address": "Số 1 đường Ví Dụ", "phone": "0900000009"})
    assert answer.status_code == 409
    assert "Ở cửa sổ khác vừa lưu: “Số 2 đường Ví Dụ”" in answer.text and "Số 1 đường Ví Dụ" in answer.text
    assert opened(first, draft).answers["address"] == "Số 2 đường Ví Dụ"
    assert "900000009" in opened(first, draft).answers["phone"], "what nobody else touched is kept"
    root = html5lib.parse(answer.text, namespaceHTMLElements=False)
    again = fields_of(next(one for one in elements(root, "form") if one.get("action") == path))
    assert first.post(path, data={**again, "then": "later"}).status_code == 302
    assert opened(first, draft).answers["address"] == "Số 1 đường Ví Dụ"


def test_windows_that_do_not_touch_the_same_answer_are_not_asked(app: Flask) -> None:
    first, draft, path, _ = on_a_page(app)
    in_first = shown(first, path)
    headers = {"X-CSRFToken": token(first), "Accept": "application/json"}
    saved = first.post(f"/nop-ho-so/ban-nhap/{draft}/luu", json={"path": "country", "value": "KR"}, headers=headers)
    assert saved.status_code == 200
    assert first.post(path, data={**in_first, "address": "Số 1", "then": "later"}).status_code == 302
    assert opened(first, draft).answers["address"] == "Số 1"


def test_a_late_answer_to_a_supplement_sees_what_the_other_window_saved_and_replaces_it_only_knowingly(app: Flask, clock: Clock) -> None:
    first = window(app, make_account(app.extensions["casework"], "enterprise"))
    code = asked(first, ["answer:reason", "answer:phone"])
    path, second = f"/ho-so/{code}/bo-sung", window(app, first.account)
    in_first, in_second = shown(first, path), shown(second, path)
    headers = {"X-CSRFToken": token(second), "Accept": "application/json"}
    saved = second.post(f"{path}/luu", json={"path": "reason", "value": "Đi bảo hành máy"}, headers=headers)
    assert saved.json["version"] == int(in_first["seen"].split()[0]) + 1
    late = {**in_first, "reason": "Đi giao hàng", "phone": "0900000009", "send": "yes"}
    answer = first.post(path, data=late, content_type="multipart/form-data")
    assert answer.status_code == 409
    assert "Ở cửa sổ khác vừa lưu: “Đi bảo hành máy”" in answer.text and "Đi giao hàng" in answer.text
    opened_again = shown(second, path)
    assert opened_again["reason"] == "Đi bảo hành máy", "neither sent nor overwritten"
    assert "900000009" in opened_again["phone"], "what nobody else touched is kept"
    root = html5lib.parse(answer.text, namespaceHTMLElements=False)
    again = fields_of(next(one for one in elements(root, "form") if one.get("action") == path))
    assert first.post(path, data={**again, "send": "yes"}, content_type="multipart/form-data").location == f"/ho-so/{code}"
    with app.extensions["casework"].database.reading() as session:
        assert session.scalars(select(Dossier.answers).where(Dossier.code == code)).one()["reason"] == "Đi giao hàng"
    assert second.post(path, data={**in_second, "send": "yes"}).location == f"/ho-so/{code}", "nothing is asked any more"


def test_windows_that_answer_different_questions_of_a_supplement_are_not_asked(app: Flask) -> None:
    first = window(app, make_account(app.extensions["casework"], "enterprise"))
    code = asked(first, ["answer:reason", "answer:phone"])
    path = f"/ho-so/{code}/bo-sung"
    in_first = shown(first, path)
    headers = {"X-CSRFToken": token(first), "Accept": "application/json"}
    assert first.post(f"{path}/luu", json={"path": "phone", "value": "0900000008"}, headers=headers).status_code == 200
    kept = first.post(path, data={**in_first, "reason": "Đi giao hàng", "keep": "yes", "phone": "0900000008"})
    assert kept.status_code == 200 and "Đi giao hàng" in kept.text


def test_a_window_left_open_after_filing_is_told(app: Flask, clock: Clock) -> None:
    casework = app.extensions["casework"]
    client = window(app, make_account(casework, "enterprise"))
    draft, account = ready_draft(casework, clock(), client.account)
    first_page = opened(client, draft).pages[0].name
    posted = shown(client, f"/nop-ho-so/{SLUG}/{draft}/{first_page}")
    csrf = token(client)
    code = submit(casework, draft, account, clock())
    headers = {"X-CSRFToken": csrf, "Accept": "application/json"}
    saved = client.post(f"/nop-ho-so/ban-nhap/{draft}/luu", json={"path": "reason", "value": "x"}, headers=headers)
    data = {"csrf_token": csrf, "component": "paper:tax_report:-1", "file": (io.BytesIO(PDF), "a.pdf")}
    sent = client.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to/tep", data=data, headers=headers)
    for answer in (saved, sent):
        assert answer.status_code == 422 and code in answer.json["error"]
    answer = client.post(f"/nop-ho-so/{SLUG}/{draft}/{first_page}", data=posted, follow_redirects=True)
    assert "Điều vừa gửi không được ghi vào hồ sơ" in answer.text and code in answer.text
