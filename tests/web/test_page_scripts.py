"""The page scripts in a real browser, on the style guide: looks, saving, resuming, conditions. No portal page is opened."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.support.browser import look
from tests.web.gallery import create_gallery


@pytest.fixture
def gallery() -> Flask:
    return create_gallery()


@pytest.fixture
def address(gallery: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, gallery, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


# Marks the page once windows told each other of a use; it listens last of all, so the others have heard it by then.
USES = """() => {
  new BroadcastChannel("session").addEventListener("message", () => { document.documentElement.dataset.used = ""; });
}"""


def visit(page: Page, path: str) -> None:
    """Open a page and wait until its scripts listen."""
    page.goto(path)
    expect(page.locator("html[data-scripts=ready]")).to_have_count(1)


@pytest.mark.parametrize("side", ["public", "office"])
@pytest.mark.parametrize(
    ("width", "text", "contrast"),
    [(320, "3", "normal"), (360, "1", "normal"), (1280, "1", "normal"), (1280, "2", "high")],
)
def test_the_guide_fits_and_is_accessible(address, new_page, side, width, text, contrast) -> None:
    page = new_page(width, address)
    cookies = {"text": text, "contrast": contrast}
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    visit(page, f"/{side}")
    expect(page.locator(".upload--ready")).to_have_count(1)
    look(page)


def test_a_changed_field_is_saved_and_said(address, new_page, gallery) -> None:
    page = new_page(360, address)
    visit(page, "/public")
    page.get_by_label("Họ và tên người đề nghị").fill("Đỗ Thị Mẫu")
    expect(page.locator("[data-save-state][data-state=saved]")).to_contain_text("Đã lưu lúc 09:41")
    assert gallery.saved[-1] == {"path": "full_name", "value": "Đỗ Thị Mẫu", "token": "7"}


def test_what_an_ended_session_refused_is_kept_and_saved_later(address, new_page, gallery) -> None:
    page = new_page(360, address, expect_errors=("401",))
    gallery.answer.status = 401
    visit(page, "/public")
    page.get_by_label("Họ và tên người đề nghị").fill("Lê Thị Ví Dụ")
    expect(page.locator("[data-save-state]")).to_contain_text("đăng nhập lại")
    gallery.answer.status, gallery.saved[:] = 200, []
    page.reload()
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu lại")
    expect(page.get_by_label("Họ và tên người đề nghị")).to_have_value("Lê Thị Ví Dụ")
    assert {(item["path"], item["value"]) for item in gallery.saved} == {("full_name", "Lê Thị Ví Dụ")}
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_the_field_in_hand_goes_along_when_the_form_is_sent(address, new_page, gallery) -> None:
    page = new_page(1280, address, expect_errors=("405",))
    visit(page, "/public")
    page.get_by_label("Điều cần nói thêm").press_sequentially("gấp")
    with page.expect_request("**/luu") as sent:
        page.evaluate("document.querySelector('form[data-autosave]').requestSubmit()")
    assert sent.value.post_data_json == {"path": "note", "value": "gấp", "token": "7"}


def test_a_question_appears_with_its_condition(address, new_page) -> None:
    page = new_page(1280, address)
    visit(page, "/public")
    funding = page.get_by_label("Kinh phí chuyến đi")
    expect(funding).to_be_hidden()
    expect(funding).to_be_disabled()
    page.get_by_label("Nữ").check()
    expect(funding).to_be_visible()
    expect(funding).to_be_enabled()


def test_without_scripts_every_question_is_shown(address, new_page) -> None:
    page = new_page(360, address, java_script_enabled=False)
    page.goto("/public")
    expect(page.get_by_label("Kinh phí chuyến đi")).to_be_visible()
    expect(page.locator("input#passport")).to_be_visible()


def test_the_keyboard_walks_the_list(address, new_page) -> None:
    page = new_page(1280, address)
    visit(page, "/office")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-worklist] a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-worklist] a").first).to_be_focused()


def test_the_end_of_the_session_is_announced_and_can_be_put_off(address, new_page, gallery) -> None:
    gallery.add_url_rule("/gia-han", "extend", lambda: "", methods=["POST"])
    page = new_page(360, address)
    page.clock.install()
    visit(page, "/public")
    dialog = page.get_by_role("dialog")
    page.clock.run_for(3_500_000)
    expect(dialog).to_contain_text("Còn 1 phút")
    dialog.get_by_role("button", name="Tiếp tục làm việc").click()
    expect(dialog).to_be_hidden()


def test_saving_and_another_window_make_the_session_last(address, new_page) -> None:
    page = new_page(360, address)
    page.clock.install()
    visit(page, "/public")
    dialog = page.get_by_role("dialog")
    page.evaluate(USES)
    page.clock.run_for(3_000_000)
    page.get_by_label("Họ và tên người đề nghị").fill("Đỗ Thị Mẫu")
    page.clock.run_for(1_000)
    expect(page.locator("html[data-used]")).to_have_count(1)
    page.clock.run_for(1_000_000)
    expect(dialog).to_be_hidden()
    page.clock.run_for(4_000_000)
    expect(dialog).to_contain_text("Phiên làm việc đã hết")
    visit(page.context.new_page(), "/public")
    expect(dialog).to_be_hidden()
