"""What the filters write, in both languages. No page and no database may enter."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from procedures.clock.standing import Kind, Standing, WorkingSpan
from procedures.definition import Text
from web import filters

PROMISE = datetime(2021, 10, 21, 3, 30, tzinfo=UTC)


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    Babel(app, default_locale="vi")
    filters.register(app)
    return app


@pytest.fixture(autouse=True)
def vietnamese_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_a_promise_reads_as_people_say_it() -> None:
    assert filters.vn_datetime(PROMISE) == "10 giờ 30, thứ Năm 21/10/2021"
    assert filters.vn_datetime(datetime(2021, 10, 24, 1, 5, tzinfo=UTC)) == "8 giờ 05, Chủ nhật 24/10/2021"


def test_the_date_is_the_local_one() -> None:
    assert filters.vn_date(datetime(2021, 10, 20, 17, 30, tzinfo=UTC)) == "21/10/2021"
    assert filters.vn_date(date(2021, 2, 3)) == "03/02/2021"
    assert filters.vn_time(datetime(2021, 10, 20, 2, 41, tzinfo=UTC)) == "09:41"


def test_english_pages_have_english_dates_and_money() -> None:
    with force_locale("en"):
        assert filters.vn_date(PROMISE) == "21 October 2021"
        assert filters.vn_datetime(PROMISE) == "10:30, Thursday 21 October 2021"
        assert filters.vn_money(30000) == "VND 30,000"
        assert filters.vn_number(1234.5) == "1,234.5"


def test_money_and_numbers_in_vietnamese() -> None:
    assert filters.vn_money(30000) == "30.000 đồng"
    assert filters.vn_money(Decimal("0")) == "0 đồng"
    assert filters.vn_number(1234.5) == "1.234,5"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        filters.vn_datetime(datetime(2021, 10, 21, 10, 30))


@pytest.mark.parametrize(
    "write", [filters.vn_date, filters.vn_time, filters.vn_datetime, filters.vn_money, filters.text]
)
def test_nothing_is_written_as_nothing(write) -> None:
    assert write(None) == ""


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 B"),
        (1023, "1.023 B"),
        (1024, "1 KB"),
        (840_000, "820 KB"),
        (2_516_582, "2,4 MB"),
        (10 * 1024**2, "10 MB"),
    ],
)
def test_file_sizes(size: int, written: str) -> None:
    assert filters.file_size(size) == written


@pytest.mark.parametrize(
    ("minutes", "day", "written"),
    [
        (0, 480, "0 phút"),
        (5, 480, "5 phút"),
        (60, 480, "1 giờ"),
        (480, 480, "1 ngày"),
        (665, 480, "1 ngày 3 giờ 5 phút"),
        (-665, 480, "1 ngày 3 giờ 5 phút"),
        (480, 420, "1 ngày 1 giờ"),
    ],
)
def test_working_time(minutes: int, day: int, written: str) -> None:
    assert filters.working_time(minutes, day) == written


@pytest.mark.parametrize(
    ("kind", "minutes", "written"),
    [
        (Kind.IN_TIME, 660, "còn 1 ngày 3 giờ"),
        (Kind.IN_TIME, 0, "đến hạn ngay bây giờ"),
        (Kind.OVERDUE, -120, "quá hạn 2 giờ"),
        (Kind.OVERDUE, 0, "vừa quá hạn"),
        (Kind.EARLY, 240, "xong sớm 4 giờ"),
        (Kind.ON_TIME, 30, "xong đúng hạn"),
        (Kind.LATE, -481, "xong chậm 1 ngày 1 phút"),
        (Kind.LATE, 0, "xong chậm, vừa quá hạn"),
    ],
)
def test_one_answer_for_how_late(kind: Kind, minutes: int, written: str) -> None:
    assert filters.standing_text(Standing(kind, minutes)) == written


def test_a_span_of_another_calendar_is_taken_as_it_is() -> None:
    standing = Standing(Kind.IN_TIME, 660)
    assert filters.standing_text(standing, WorkingSpan(1, 4, 0)) == "còn 1 ngày 4 giờ"
    assert filters.standing_text(standing, 420) == "còn 1 ngày 4 giờ"


def test_the_law_speaks_the_readers_language() -> None:
    name = Text(vi="Hợp pháp hóa lãnh sự", en="Consular legalization")
    assert filters.text(name) == "Hợp pháp hóa lãnh sự"
    assert filters.text("đã là chữ") == "đã là chữ"
    with force_locale("en"):
        assert filters.text(name) == "Consular legalization"


def test_templates_know_every_filter(app: Flask) -> None:
    written = app.jinja_env.from_string("{{ at|vn_datetime }} · {{ fee|vn_money }}").render(at=PROMISE, fee=30000)
    assert written == "10 giờ 30, thứ Năm 21/10/2021 · 30.000 đồng"
