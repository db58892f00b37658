"""A small application that shows every component and error page, for tests of the look. No view of the portal may enter."""

from pathlib import Path
from types import SimpleNamespace

from flask import Flask, Response, flash, jsonify, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from web import filters

OFFICE = {
    "name": "Sở Ngoại vụ tỉnh Giả Định",
    "counter_name": "Bộ phận Một cửa",
    "counter_phone": "0299 000 0001",
    "counter_hours": "Thứ Hai đến thứ Sáu, 07:00–11:30 và 13:30–17:00",
    "counter_open": True,
    "address": "Số 1 đường Ví Dụ, tỉnh Giả Định",
    "email": "motcua@giadinh.example",
}
OFFICER = {"name": "Trần Văn Thí Điểm", "role": "Chuyên viên", "unit": "Phòng Lãnh sự", "sign_out_url": "/dang-xuat"}
OFFICE_NAV = [
    {"label": "Việc cần làm", "url": "/", "icon": "clock", "count": 14, "late": 2},
    {"label": "Tra cứu hồ sơ", "url": "/tim", "icon": "search"},
]
PASSPORT_ERROR = "Ngày hết hạn hộ chiếu đã qua (12/03/2021). Vui lòng nhập hộ chiếu còn giá trị."


class SampleForm(FlaskForm):
    full_name = StringField("Họ và tên người đề nghị", [DataRequired()])
    passport_expires_on = StringField("Ngày hết hạn hộ chiếu", [DataRequired()])
    sex = RadioField("Giới tính", [DataRequired()], choices=[SelectChoice("nam", "Nam"), SelectChoice("nu", "Nữ")])
    position = SelectField(
        "Chức vụ trong doanh nghiệp", choices=[SelectChoice("gd", "Giám đốc"), SelectChoice("pgd", "Phó Giám đốc")]
    )
    funding = StringField("Kinh phí chuyến đi")
    note = TextAreaField("Điều cần nói thêm")
    agree = BooleanField("Tôi chịu trách nhiệm về những điều đã khai.", [DataRequired()])


def sample_form() -> SampleForm:
    form = SampleForm(data={"full_name": "Đỗ Văn Mẫu", "passport_expires_on": "12/03/2021"})
    form.passport_expires_on.errors = [PASSPORT_ERROR]
    form.sex.errors = ["Chọn giới tính."]
    return form


def create_gallery() -> Flask:
    """`app.saved` lists what autosave sent; `app.answer.status` is what it is answered with."""
    app = Flask("gallery", root_path=str(Path(filters.__file__).parent))
    app.config.update(SECRET_KEY="gallery", TESTING=True)
    app.saved, app.answer = [], SimpleNamespace(status=200)
    Babel(app, default_locale="vi")
    CSRFProtect(app)
    filters.register(app)

    @app.after_request
    def strict_policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = "default-src 'self'; style-src 'self'; script-src 'self'"
        return response

    @app.post("/tuy-chon", endpoint="web.preferences")
    def preferences() -> str:
        return ""

    @app.post("/luu")
    def save() -> tuple[Response, int]:
        app.saved.append(request.get_json())
        if app.answer.status != 200:
            return jsonify(error="Chưa đúng."), app.answer.status
        return jsonify(saved_at="2021-10-15T02:41:00+00:00", version=8), 200

    @app.get("/<side>")
    def guide(side: str) -> str:
        flash("Đã nhận giấy tờ Ông/Bà gửi thêm.", "success")
        return render_template(
            "styleguide.html",
            form=sample_form(),
            side=side,
            office=OFFICE,
            officer=OFFICER,
            office_nav=OFFICE_NAV,
            account={"name": "Đỗ Văn Mẫu", "sign_out_url": "/dang-xuat"},
            session_seconds=3600,
            session_extend_url="/gia-han",
        )

    @app.get("/loi/<int:code>")
    def error(code: int) -> str:
        return render_template(f"errors/{code}.html", office=OFFICE)

    return app
