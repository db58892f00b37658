"""Words for the codes that the lower floors return: answers, uploads, refusals of an action. No rule may enter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from casework.gateways.uploads import UploadRefused
from procedures.answers import AnswerError
from procedures.case.decide import Refused
from web.english import language
from web.filters import file_size, vn_date, vn_number

MEBIBYTE = 1024 * 1024


def error_message(error: AnswerError) -> str:
    """What is wrong with an answer and what to do, in the reader's language."""
    params = {name: shown(value) for name, value in error.params.items()}
    if error.text is not None:
        return _filled(error.text.in_language(language()), params)
    return _answer_words().get(error.code, _("Nội dung này chưa đúng. Vui lòng kiểm tra lại.")) % _Known(params)


def upload_message(refused: UploadRefused) -> str:
    """Why a file was not taken and what to do."""
    params = {name: shown(value) for name, value in refused.params.items()}
    for name in ("size", "max_bytes"):
        if name in refused.params:
            params[name] = file_size(refused.params[name])
    return _upload_words().get(refused.code, _("Tệp này không nhận được. Vui lòng chọn tệp khác.")) % _Known(params)


def refusal_message(refused: Refused) -> str:
    """Why an action may not be taken."""
    return _refusal_words().get(refused.code, _("Thao tác này không thực hiện được lúc này."))


def shown(value: Any) -> str:
    """A parameter as a person reads it: dates and numbers in the reader's way."""
    if isinstance(value, int) and not isinstance(value, bool):
        return vn_number(value)
    if isinstance(value, date):
        return vn_date(value)
    if isinstance(value, str):
        try:
            return vn_date(date.fromisoformat(value))
        except ValueError:
            return value
    return ", ".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)


class _Known(dict[str, str]):
    """Parameters for `%`: one that is not given reads as nothing."""

    def __missing__(self, name: str) -> str:
        return ""


def _filled(message: str, params: Mapping[str, str]) -> str:
    for name, value in params.items():
        message = message.replace("{" + name + "}", value)
    return message


def _answer_words() -> dict[str, str]:
    return {
        "required": _("Vui lòng trả lời câu hỏi này."),
        "must_be_ticked": _("Vui lòng đánh dấu để xác nhận nội dung này."),
        "not_text": _("Vui lòng nhập bằng chữ."),
        "too_long": _("Nội dung dài quá %(maximum)s ký tự. Vui lòng viết ngắn lại."),
        "control_characters": _("Có ký tự lạ trong nội dung. Vui lòng nhập lại."),
        "not_a_number": _("Vui lòng nhập một số, chỉ gồm chữ số."),
        "too_small": _("Số nhỏ nhất được nhập là %(minimum)s."),
        "too_large": _("Số lớn nhất được nhập là %(maximum)s."),
        "not_a_date": _("Vui lòng nhập một ngày có trong lịch, theo dạng ngày/tháng/năm, ví dụ 21/10/2021."),
        "date_in_future": _("Ngày này chưa đến. Vui lòng nhập ngày không sau hôm nay (%(on)s)."),
        "date_in_past": _("Ngày này đã qua. Vui lòng nhập ngày từ hôm nay (%(on)s) trở đi."),
        "not_a_time": _("Vui lòng nhập giờ theo dạng giờ:phút, ví dụ 08:30."),
        "not_yes_or_no": _("Vui lòng chọn Có hoặc Không."),
        "not_a_choice": _("Vui lòng chọn một trong các mục đã cho."),
        "not_a_country": _("Vui lòng chọn một nước trong danh sách."),
        "not_an_email": _("Địa chỉ thư điện tử chưa đúng, ví dụ ten@congty.vn."),
        "not_a_phone": _("Số điện thoại chưa đúng, ví dụ 0912 345 678; số nước ngoài bắt đầu bằng dấu +."),
        "not_a_tax_code": _("Mã số thuế chưa đúng: 10 chữ số (hoặc 10-3, 12 chữ số) và đúng chữ số kiểm tra."),
        "not_a_personal_id": _("Số định danh gồm đúng 12 chữ số, ghi trên thẻ căn cước."),
        "not_a_passport": _("Số hộ chiếu chưa đúng: chữ cái và chữ số, ví dụ C1234567."),
        "not_a_list": _("Danh sách này chưa đúng. Vui lòng nhập lại."),
        "too_few_items": _("Cần ít nhất %(minimum)s mục."),
        "too_many_items": _("Nhiều nhất %(maximum)s mục trong một hồ sơ."),
        "too_much": _("Tổng nội dung quá lớn. Vui lòng viết ngắn lại hoặc gửi bằng tệp đính kèm."),
        "unknown_field": _("Câu hỏi này không có trong biểu mẫu."),
        "unknown_province": _("Ba chữ số đầu của số định danh không thuộc mã tỉnh đã biết. Vui lòng kiểm tra lại."),
    }


def _upload_words() -> dict[str, str]:
    return {
        "empty": _("Tệp này trống. Vui lòng chọn tệp khác."),
        "too_large": _("Tệp có dung lượng %(size)s, quá mức %(max_bytes)s. Vui lòng giảm dung lượng hoặc chia nhỏ."),
        "too_much_together": _("Tổng dung lượng các tệp của hồ sơ vượt quá %(max_bytes)s. Vui lòng giảm dung lượng tệp."),
        "too_many_files": _("Nhiều nhất %(limit)s tệp cho mục này."),
        "too_many_pages": _("Tệp có %(pages)s trang, quá mức %(max_pages)s trang."),
        "type_not_allowed": _("Chỉ nhận tệp PDF, ảnh (JPG, PNG, WebP) hoặc DOCX. Loại tệp được nhận ra theo nội dung."),
        "encrypted_pdf": _("Tệp PDF có mật khẩu hoặc bị khóa. Vui lòng bỏ khóa rồi gửi lại."),
        "active_pdf": _("Tệp PDF có chứa mã lệnh hoặc tệp nhúng nên không nhận. Vui lòng in ra PDF mới rồi gửi lại."),
        "active_docx": _("Tệp DOCX có chứa macro nên không nhận. Vui lòng lưu lại không có macro."),
        "broken_pdf": _("Không mở được tệp PDF này. Vui lòng kiểm tra và gửi lại."),
        "broken_docx": _("Không mở được tệp DOCX này. Vui lòng kiểm tra và gửi lại."),
        "broken_image": _("Không mở được ảnh này. Vui lòng chụp hoặc quét lại."),
        "image_bomb": _("Ảnh có kích thước quá lớn. Vui lòng giảm kích thước rồi gửi lại."),
        "zip_bomb": _("Tệp nén bất thường nên không nhận."),
        "name_too_long": _("Tên tệp quá dài. Vui lòng đổi tên ngắn hơn."),
        "nothing_chosen": _("Chưa chọn tệp nào."),
        "not_stored": _("Kho lưu tệp đang tạm ngừng nên chưa nhận được. Nội dung đã nhập vẫn còn; vui lòng thử lại sau ít phút."),
    }


def _refusal_words() -> dict[str, str]:
    return {
        "not_in_this_state": _("Hồ sơ đã chuyển sang bước khác nên thao tác này không còn phù hợp."),
        "not_your_role": _("Thao tác này thuộc nhiệm vụ của người khác."),
        "not_your_dossier": _("Hồ sơ này được giao cho người khác."),
        "other_field": _("Hồ sơ này thuộc lĩnh vực của lãnh đạo khác."),
        "no_substitute": _("Văn bản ký thừa ủy quyền chỉ người được ủy quyền ký, không ký thay."),
        "not_all_refused": _("Có người được đề xuất đồng ý, nên hồ sơ phải trình cấp có thẩm quyền; Sở không tự từ chối."),
        "examined_it": _("Người đã thẩm định hồ sơ không được phê duyệt hồ sơ đó."),
        "needs_the_head": _("Yêu cầu bổ sung lần sau hoặc quá 03 ngày làm việc phải do trưởng phòng quyết định."),
        "opinions_awaited": _("Còn cơ quan chưa trả lời."),
        "nobody_awaited": _("Không còn cơ quan nào chưa trả lời."),
        "body_still_in_time": _("Cơ quan này còn thời gian trả lời, nên chưa ghi được là không trả lời trong hạn."),
        "bodies_missing": _("Phải lấy ý kiến đủ các cơ quan mà quy định nêu."),
        "no_further_extension": _("Cơ quan này không được gia hạn thêm."),
        "refusal_needs_reason": _("Từ chối phải ghi lý do."),
        "older_than_the_dossier": _("Ngày này trước ngày nộp hồ sơ. Vui lòng kiểm tra lại ngày, tháng, năm."),
        "number_missing": _("Vui lòng nhập số văn bản."),
        "already_paid": _("Khoản thu này đã được ghi nhận."),
        "no_such_step": _("Thủ tục đó không có bước mà hồ sơ đang ở, nên không chuyển được lúc này."),
        "still_in_time": _("Chưa hết thời gian người nộp được bổ sung hoặc nộp bản chính, nên chưa dừng được hồ sơ."),
        "nothing_due": _("Hồ sơ này không phải nộp phí."),
        "nothing_asked": _("Hồ sơ không có yêu cầu bổ sung đang chờ."),
        "nothing_answered": _("Chưa có nội dung bổ sung nào được gửi."),
    }
