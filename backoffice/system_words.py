"""How the program runs, in the words of the administrator's page. No query may enter."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _

from casework.queries.health import Condition
from casework.queries.scans import Scanning
from web.filters import vn_datetime, vn_number

MEGABYTE = 1024 * 1024


def part_name(part: str) -> str:
    names = {
        "database": _("Cơ sở dữ liệu"),
        "schema": _("Cấu trúc dữ liệu"),
        "storage": _("Kho tệp"),
        "disk": _("Ổ đĩa"),
    }
    return names[part]


def condition(state: Condition) -> tuple[str, str]:
    """In words, with the kind of badge."""
    words = {
        Condition.OK: (_("Bình thường"), "done"),
        Condition.BEHIND: (_("Chưa nâng cấp: cần chạy lệnh chuyển đổi"), "late"),
        Condition.UNKNOWN: (_("Của bản phần mềm mới hơn"), "late"),
        Condition.MOVED: (_("Đã chuyển sang cơ sở dữ liệu khác"), "late"),
        Condition.UNAVAILABLE: (_("Không dùng được"), "late"),
        Condition.FULL: (_("Gần đầy: hệ thống tạm không nhận thêm"), "late"),
    }
    return words[state]


def duty_name(duty: str) -> str:
    names = {
        "expiring_drafts_told": _("Báo người nộp: hồ sơ soạn dở sắp bị xóa"),
        "expired_drafts_deleted": _("Xóa hồ sơ soạn dở đã hết hạn giữ"),
        "lapsed_dossiers_ended": _("Kết thúc hồ sơ quá hạn bổ sung"),
        "deadlines_told": _("Báo cán bộ: hồ sơ sắp hạn, quá hạn"),
        "promises_told": _("Báo cán bộ: sắp trễ hẹn, trễ hẹn trả kết quả"),
        "removed_attachments_deleted": _("Xóa tệp người nộp đã bỏ"),
        "presences_forgotten": _("Quên ai đã mở hồ sơ nào"),
        "guesses_forgotten": _("Quên các lần nhập sai đã lâu"),
        "unnamed_files_deleted": _("Dọn tệp tải lên dở dang"),
        "unscanned_files_found": _("Tìm tệp chưa được quét mã độc"),
    }
    return names.get(duty, duty)


def scanner(found: Scanning | None) -> tuple[str, str, str]:
    """How the malware scanner is, in words, with the kind of badge and what waits for it."""
    if found is None:
        return _("Không dùng: tệp tải lên không được quét"), "other", ""
    count = {"n": vn_number(found.waiting), "span": span(found.waits), "infected": vn_number(found.infected)}
    waits = _("%(n)s tệp chờ, lâu nhất %(span)s; %(infected)s tệp có mã độc", **count)
    if found.is_late:
        return _("Chậm: kiểm tra clamd và tiến trình nền; tệp chờ chưa mở được"), "late", waits
    return _("Bình thường"), "done", waits


def landmark_name(landmark: str) -> str:
    return {"backup": _("Sao lưu gần nhất"), "rehearsal": _("Diễn tập khôi phục gần nhất")}[landmark]


def message_kind(kind: str) -> str:
    names = {
        "accepted": _("Báo đã tiếp nhận hồ sơ"),
        "address_changed": _("Báo đổi địa chỉ liên hệ"),
        "address_taken": _("Báo địa chỉ đã có tài khoản"),
        "complete_confirmed": _("Báo hồ sơ đã đủ"),
        "draft_expiring": _("Báo hồ sơ soạn dở sắp bị xóa"),
        "filed": _("Báo đã nộp hồ sơ"),
        "refused_reception": _("Báo từ chối tiếp nhận"),
        "reset_password": _("Đặt lại mật khẩu"),
        "result_ready": _("Báo có kết quả"),
        "step_late": _("Báo cán bộ: quá hạn"),
        "step_soon": _("Báo cán bộ: sắp đến hạn"),
        "promise_late": _("Báo cán bộ: trễ hẹn trả kết quả"),
        "promise_soon": _("Báo cán bộ: sắp trễ hẹn trả kết quả"),
        "stopped": _("Báo dừng giải quyết"),
        "supplement_requested": _("Yêu cầu bổ sung hồ sơ"),
        "totp_changed": _("Báo đổi xác thực hai bước"),
        "verify_email": _("Xác minh địa chỉ thư"),
        "verify_phone": _("Xác minh số điện thoại"),
        "withdrawn": _("Báo đã rút hồ sơ"),
    }
    return names.get(kind, kind)


def failure(error: str) -> str:
    """What went wrong, by what the worker wrote down."""
    kind = error.partition(":")[0]
    if kind in ("MailTemporary", "SmsTemporary"):
        return _("Nơi chuyển thư không nhận sau nhiều lần thử; kiểm tra MAIL_URL, SMS_URL và máy chủ thư.")
    if error[:3].isdigit() or kind in ("MailPermanent", "SmsPermanent"):
        return _("Nơi nhận từ chối: địa chỉ không có hoặc nội dung không được nhận.")
    return _("Hệ thống không soạn hoặc không gửi được thư này; xem nhật ký theo mã yêu cầu.")


def span(length: timedelta) -> str:
    """About how long, in the largest unit that fits."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return _("dưới một phút")
    if minutes < 120:
        return _("%(n)s phút", n=minutes)
    if minutes < 48 * 60:
        return _("%(n)s giờ", n=minutes // 60)
    return _("%(n)s ngày", n=vn_number(minutes // (24 * 60)))


def since(moment: datetime | None, at: datetime) -> str:
    """When something happened, and how long ago."""
    if moment is None:
        return _("chưa lần nào")
    return _("%(when)s, cách đây %(span)s", when=vn_datetime(moment), span=span(at - moment))


def megabytes(count: int) -> str:
    return _("còn trống %(n)s MB", n=vn_number(count // MEGABYTE))
