"""A form sent after its session ended loses nothing that was typed, and saves nothing either."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from tests.portal.filing import begin, opened, token

SLUG = "abtc"
TYPED = "Đối tác Hàn Quốc, gõ trước khi phiên hết"


def send(client, draft, **data):
    return client.post(f"/nop-ho-so/{SLUG}/{draft}/reasons", data=MultiDict({"reason": TYPED, **data}))


def test_what_was_typed_waits_until_one_has_signed_in_again(client, signed_in_citizen):
    owner = signed_in_citizen("enterprise")
    draft = begin(owner, SLUG)
    ended = send(client, draft, csrf_token="of another session", then="later")
    assert ended.status_code == 400
    assert "Phiên làm việc đã hết" in ended.text
    assert f'<input type="hidden" name="reason" value="{TYPED}">' in ended.text
    assert f'action="/nop-ho-so/{SLUG}/{draft}/reasons"' in ended.text
    assert 'name="csrf_token" value="ended"' in ended.text.split(f'action="/nop-ho-so/{SLUG}/{draft}/reasons"', 1)[1]
    assert "Phiên làm việc đã hết" in send(client, draft, csrf_token="ended").text
    again = send(owner, draft, csrf_token="ended")
    assert again.status_code == 400
    assert "bấm lưu lần nữa" in again.text
    assert TYPED in again.text.split('name="reason"', 1)[1][:400]
    assert "reason" not in opened(owner, draft).draft.answers
    assert send(owner, draft, csrf_token=token(owner)).status_code == 302
    assert opened(owner, draft).answers["reason"] == TYPED


def test_somebody_elses_draft_shows_nothing(signed_in_citizen):
    owner, other = signed_in_citizen("enterprise"), signed_in_citizen("enterprise")
    answer = send(other, begin(owner, SLUG))
    assert answer.status_code == 400
    assert TYPED not in answer.text
    assert "bấm lưu lần nữa" not in answer.text


def test_where_nothing_can_be_kept_one_is_led_back(client, signed_in_citizen):
    owner = signed_in_citizen("enterprise")
    draft = begin(owner, SLUG)
    papers = client.post(f"/nop-ho-so/{SLUG}/{draft}/giay-to")
    assert f'href="/dang-nhap?next=/nop-ho-so/{SLUG}/{draft}/giay-to"' in papers.text
    discarding = client.post(f"/nop-ho-so/ban-nhap/{draft}/bo")
    assert 'href="/dang-nhap?next=/ho-so"' in discarding.text
    assert opened(owner, draft).draft.id == draft
