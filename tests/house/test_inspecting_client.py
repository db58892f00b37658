"""The inspecting client notices every fault it is there to notice, and lets a sound page pass."""

import pytest
from flask import Flask, request

from tests.support.inspecting_client import InspectingClient
from tests.support.page_rules import problems_of_fragment, problems_of_page

POLICY = {"Content-Security-Policy": "default-src 'self'"}
SOUND = """<!doctype html><html lang="vi"><head><title>Nộp hồ sơ – Sở Ngoại vụ</title></head>
<body><h1>Nộp <b>hồ sơ</b></h1>
<form method="post"><input type="hidden" name="csrf_token" value="t"><label for="ten">Tên</label>
<input id="ten" name="ten" value="An"><label>Ghi chú <textarea name="ghi-chu">
Một dòng</textarea></label><select name="nhom" aria-label="Nhóm"><option value="a">A</option>
<option value="b" selected>B</option></select>
<input type="checkbox" name="dong-y" value="co" checked aria-label="Đồng ý"><button name="viec" value="nop">Nộp</button>
<button name="viec" value="luu">Lưu</button></form>
<p><a href="/"><img src="/a.png" alt="Trang chủ"></a></p></body></html>"""

FAULTS = {
    "no h1": ("<h1>Nộp <b>hồ sơ</b></h1>", "", "one h1"),
    "two h1": ("</h1>", "</h1><h1>Nữa</h1>", "one h1"),
    "another title": ("<title>Nộp", "<title>Rút", "does not start with the h1"),
    "no language": (' lang="vi"', "", "language"),
    "no doctype": ("<!doctype html>", "", "expected-doctype"),
    "bad nesting": ("<b>hồ sơ</b>", "<b>hồ sơ", "invalid HTML"),
    "same id twice": ("</form>", '</form><p id="ten"></p>', "2 elements have the id"),
    "lost reference": ('id="ten"', 'id="ten" aria-describedby="loi"', "leads to nothing"),
    "no label": (' aria-label="Nhóm"', "", "select 'nhom' has no label"),
    "empty label": (">Tên<", "><", "input 'ten' has no label"),
    "script": ("</form>", "</form><script>a()</script>", "script is written"),
    "style": ('id="ten"', 'id="ten" style="color:red"', "style is written"),
    "style element": ("</title>", "</title><style>p {}</style>", "style is written"),
    "event": ('id="ten"', 'id="ten" onclick="a()"', "script attribute"),
    "script link": ('href="/"', 'href="javascript:a()"', "link runs a script"),
    "no alt": (' alt="Trang chủ"', "", "no alt"),
    "link without words": (' alt="Trang chủ"', ' alt=""', "a a has no words"),
    "button without words": (">Lưu<", "><", "a button has no words"),
    "no token": ('name="csrf_token" value="t"', 'name="x" value="t"', "csrf_token"),
    "empty token": ('name="csrf_token" value="t"', 'name="csrf_token" value=""', "csrf_token"),
}


def test_a_sound_page_passes():
    assert problems_of_page(SOUND, POLICY) == []
    assert problems_of_page(SOUND.replace("<title>", "<title>Lỗi: "), POLICY) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed(fault):
    before, after, complaint = FAULTS[fault]
    assert before in SOUND
    problems = problems_of_page(SOUND.replace(before, after), POLICY)
    assert any(complaint in problem for problem in problems), problems


@pytest.mark.parametrize("policy", [{}, {"Content-Security-Policy": "default-src 'self'; script-src 'unsafe-inline'"}])
def test_a_missing_or_weak_policy_is_noticed(policy):
    assert problems_of_page(SOUND, policy)


def test_a_fragment_needs_no_heading_but_keeps_the_other_rules():
    assert problems_of_fragment("<p>Đã lưu lúc 09:41</p>") == []
    assert problems_of_fragment('<p style="color:red">Đã lưu</p>')


@pytest.fixture
def client():
    site = Flask("site")
    site.test_client_class = InspectingClient
    site.add_url_rule("/tot", view_func=lambda: (SOUND, POLICY), endpoint="good")
    site.add_url_rule("/xau", view_func=lambda: ("<b>Xấu", POLICY), endpoint="bad")
    site.add_url_rule("/tot", view_func=lambda: request.form.to_dict(flat=False), methods=["POST"], endpoint="sent")
    return site.test_client()


def test_opening_a_faulty_page_fails_the_test_unless_a_reason_is_given(client):
    client.get("/tot")
    with pytest.raises(AssertionError, match="GET /xau"):
        client.get("/xau")
    client.get("/xau", not_inspected_because="it is the fault under test")
    with pytest.raises(ValueError, match="say why"):
        client.get("/xau", not_inspected_because=" ")
    with pytest.raises(AssertionError, match="GET /xau"):
        client.get("/xau", headers={"HX-Request": "true"})


def test_a_form_is_sent_as_a_browser_sends_it(client):
    untouched = {"csrf_token": ["t"], "ten": ["An"], "ghi-chu": ["Một dòng"], "nhom": ["b"], "dong-y": ["co"]}
    assert client.submit("/tot").json == untouched
    assert client.submit("/tot", {"ten": "Bình"}, button="Lưu").json == {**untouched, "ten": ["Bình"], "viec": ["luu"]}
    with pytest.raises(AssertionError, match="no field"):
        client.submit("/tot", {"khong-co": "1"})
    with pytest.raises(AssertionError, match="0 POST forms"):
        client.submit("/tot", button="Xoá")
