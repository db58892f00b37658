"""The words of a request: found once, and another's as soon as the language is another one."""

from flask import Flask
from flask_babel import Babel, force_locale, get_translations, gettext

from web.translating import Translating


def with_words(kind: type[Babel]) -> Flask:
    app = Flask(__name__)
    kind(app, default_locale="vi")
    return app


def test_words_follow_the_language_of_the_moment():
    with with_words(Translating).test_request_context():
        ours = get_translations()
        assert get_translations() is ours
        with force_locale("en"):
            theirs = get_translations()
            assert theirs is not ours and get_translations() is theirs
        assert get_translations() is ours


def test_a_catalogue_is_read_once_for_all_requests():
    app = with_words(Translating)
    with app.test_request_context():
        ours = get_translations()
    with app.test_request_context():
        assert get_translations() is ours


def test_what_is_said_is_what_flask_babel_says():
    for kind in (Babel, Translating):
        with with_words(kind).test_request_context():
            assert gettext("còn %(time)s", time="2 giờ") == "còn 2 giờ"
    assert gettext("ngoài yêu cầu") == "ngoài yêu cầu"
