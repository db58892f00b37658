"""Every message in both languages and as a text: complete, absolute links, no mark in a text, no personal data in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from casework.services.delivering import Letter, Words
from procedures.case.decide import TOLD
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers as conference
from tests.support.desks import Desks
from tests.support.times import vn
from web.messages import ascii_only, render_message

CODE = "H99.01-20261014-0000001"
OF_ACCOUNTS = {"verify_email", "verify_phone", "reset_password", "address_taken", "totp_changed", "address_changed"}
KINDS = sorted({"filed", "draft_expiring", "step_late", "step_soon", "promise_late", "promise_soon", *TOLD.values(), *OF_ACCOUNTS})
PERSONAL = "Nguyễn Thị Bí Mật"
DOSSIER = {
    "code": CODE,
    "title": PERSONAL,
    "reason": f"Thiếu hộ chiếu của {PERSONAL}",
    "estimate": vn("2026-10-20T10:30").isoformat(),
    "check_due": vn("2026-10-15T09:00").isoformat(),
    "due_at": vn("2026-10-19T17:00").isoformat(),
    "promise": vn("2026-10-21T10:30").isoformat(),
    "answer_by": vn("2026-11-13T17:00").isoformat(),
}
DRAFT = {"slug": "abtc", "version": "2023-07", "expires_at": vn("2026-10-17T09:00").isoformat()}
ACCOUNT = {"code": "123456", "token": "a-secret_of-43-letters-as-they-are-really-made", "name": PERSONAL}


def params(kind: str) -> dict[str, str]:
    return ACCOUNT if kind in OF_ACCOUNTS else DRAFT if kind == "draft_expiring" else DOSSIER


def rendered(app: Flask, kind: str, language: str = "vi", channel: str = "email", **differing: object) -> Words:
    letter = Letter(
        "id", kind, channel, "to@example.com", language, {**params(kind), **differing}, vn("2026-10-14T09:00")
    )
    with app.app_context():
        return render_message(letter)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_has_subject_body_office_and_only_absolute_links(app: Flask, kind: str, language: str):
    words = rendered(app, kind, language)
    assert words.subject
    assert "\n" not in words.subject
    assert "Sở Ngoại vụ tỉnh Bình Sơn" in words.text
    assert not re.search(r"{{|}}|{%|None|\n\n\n", words.text), words.text
    assert all(link.startswith("http://localhost/") for link in re.findall(r"\S+://\S+", words.text))
    assert ("Kính gửi" in words.text) == (language == "vi")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_short_ascii_and_says_nothing_personal(app: Flask, kind: str, language: str):
    words = rendered(app, kind, language, "sms")
    assert words.subject == ""
    assert words.text.isascii()
    assert 20 < len(words.text) <= 200
    assert "Bi Mat" not in words.text
    assert "ho chieu" not in words.text


@pytest.mark.parametrize(
    ("kind", "language", "said"),
    [
        ("accepted", "vi", "10 giờ 30, thứ Tư 21/10/2026"),
        ("accepted", "en", "10:30, Wednesday 21 October 2026"),
        ("filed", "vi", "Đây là dự kiến, chưa phải ngày hẹn trả"),
        ("filed", "vi", "kiểm tra xong trước: 9 giờ 00, thứ Năm 15/10/2026"),
        ("filed", "en", "done by 09:00, Thursday 15 October 2026"),
        ("supplement_requested", "vi", "17 giờ 00, thứ Sáu 13/11/2026"),
        ("refused_reception", "vi", "Lý do: Thiếu hộ chiếu"),
        ("filed", "en", f"http://localhost/en/ho-so/{CODE}"),
        ("filed", "vi", f"http://localhost/ho-so/{CODE}"),
        ("reset_password", "vi", f"http://localhost/dat-lai-mat-khau?ma={ACCOUNT['token']}"),
        ("verify_email", "en", f"http://localhost/en/xac-minh-tai-khoan?ma={ACCOUNT['token']}"),
        ("verify_email", "vi", "123456"),
    ],
)
def test_what_a_mail_says(app: Flask, kind: str, language: str, said: str):
    assert said in rendered(app, kind, language).text


@pytest.mark.parametrize(("language", "said"), [("vi", "28/10/2026"), ("en", "28 October 2026")])
def test_whoever_has_to_bring_originals_is_told_until_when(app: Flask, language: str, said: str):
    due = vn("2026-10-28T09:00").isoformat()
    mail, sms = (rendered(app, "filed", language, channel, originals_due=due, check_due=None) for channel in ("email", "sms"))
    assert said in mail.text and said in sms.text
    assert len(sms.text) <= 200 and sms.text.isascii()
    assert "kiểm tra hồ sơ" not in mail.text and "check it" not in mail.text


def test_a_draft_is_named_by_its_procedure(app: Flask):
    definition = app.extensions["casework"].registry.versions("abtc")[-1]
    words = rendered(app, "draft_expiring", version=definition.version)
    assert definition.name.vi in words.text


def test_what_is_not_known_is_left_out(app: Flask):
    words = rendered(app, "accepted", promise=None, title="")
    assert "Hẹn trả kết quả:" not in words.text
    assert "Nội dung:" not in words.text


def test_the_language_of_one_letter_is_not_that_of_the_next(app: Flask):
    assert "October" in rendered(app, "accepted", "en").text
    assert "October" not in rendered(app, "accepted", "vi").text


def test_no_template_is_left_without_its_kind(app: Flask):
    folder = Path(app.template_folder) / "messages"
    written = {path.name.split(".")[0] for path in folder.glob("*.txt")} - {"frame"}
    assert written == set(KINDS) == {path.stem for path in (folder / "sms").glob("*.txt")}


def test_words_without_marks():
    assert ascii_only("Đường – “Nguyễn Văn Ước” 30.000₫") == 'Duong - "Nguyen Van Uoc" 30.000d'


def test_an_acceptance_says_what_its_promise_leaves_out(app: Flask):
    desks, at = Desks(app.extensions["casework"], "hop-tac-quoc-te"), vn("2026-06-01T07:30")
    to_the_pm, of_the_province = (
        desks.file("hoi-nghi-quoc-te", conference(n, at.date(), variant=variant), at)
        for n, variant in enumerate(("permit_pm", "permit_province"))
    )
    said = {"vi": "Hẹn trả chỉ gồm phần việc của tỉnh.", "en": "The promised time covers the province's part only."}
    for language, sentence in said.items():
        assert sentence in rendered(app, "accepted", language, code=to_the_pm).text
        assert sentence not in rendered(app, "accepted", language, code=of_the_province).text
    short = rendered(app, "accepted", "vi", "sms", code=to_the_pm).text
    assert "chua gom thoi gian cho co quan cap tren" in short
    assert len(short) <= 200
    assert "chua gom" not in rendered(app, "accepted", "vi", "sms", code=of_the_province).text
