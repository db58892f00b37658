"""`flask clock` and `flask calendar export` as scripts use them: answers, one-line complaints, batches. No working-time rule."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from cli.calendar import calendar_group
from cli.clock import clock_group
from cli.errors import RootCommands
from procedures.clock.calendar import parse_calendar
from procedures.clock.office_calendar import OFFICE_CALENDAR_TOML

MONDAYS = 'known_through = 2030-12-31\n[[hours]]\nfrom = 2020-01-01\nmon = ["09:00-10:00"]\n'
PROGRAM = """
from flask.cli import FlaskGroup
from tests.cli.test_clock import small_app
FlaskGroup(create_app=small_app).main(prog_name="flask")
"""


def small_app() -> Flask:
    app = Flask("clock")
    app.cli = RootCommands(app.name)
    app.cli.add_command(clock_group)
    app.cli.add_command(calendar_group)
    return app


def flask(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(small_app().cli, arguments, input=stdin)


def one_line_complaint(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.endswith("\n")
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def mondays(tmp_path: Path) -> str:
    file = tmp_path / "mondays.toml"
    file.write_text(MONDAYS, encoding="utf-8-sig")
    return str(file)


def test_due():
    result = flask("clock", "due", "2021-10-15T16:30", "3.5wd")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2021-10-21T10:30+07:00\n", "")


def test_due_as_json():
    result = flask("clock", "due", "2021-10-15T16:30", "3.5wd", "--json")
    assert json.loads(result.stdout) == {"due": "2021-10-21T10:30+07:00", "provisional": False}


def test_elapsed():
    assert flask("clock", "elapsed", "2021-10-15T16:30", "2021-10-21T10:30").stdout == "1680\n"
    assert flask("clock", "elapsed", "2021-10-21T10:30", "2021-10-15T16:30").stdout == "-1680\n"
    result = flask("clock", "elapsed", "--json", "2021-10-21T10:30", "2021-10-15T16:30")
    assert json.loads(result.stdout) == {"minutes": -1680}


def test_a_provisional_answer_is_noted_beside_the_answer_only_in_plain_output():
    plain = flask("clock", "due", "2026-12-31T17:00", "1wh")
    assert plain.stdout == "2027-01-01T08:00+07:00\n"
    assert "2026-12-31" in plain.stderr
    as_json = flask("clock", "due", "2026-12-31T17:00", "1wh", "--json")
    assert json.loads(as_json.stdout) == {"due": "2027-01-01T08:00+07:00", "provisional": True}
    assert as_json.stderr == ""


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2023-07-11T08:00:59", "2023-07-11T09:00+07:00"),
        ("2023-07-11T08:00:59.999999999", "2023-07-11T09:00+07:00"),
        ("2023-07-11T01:00Z", "2023-07-11T09:00+07:00"),
        ("2023-07-11T08:00+07:00", "2023-07-11T09:00+07:00"),
        ("2023-07-11T08:00+0700", "2023-07-11T09:00+07:00"),
        ("2023-07-11T08:00+07", "2023-07-11T09:00+07:00"),
        ("2023-07-10T20:00:30-05:00", "2023-07-11T09:00+07:00"),
    ],
)
def test_times_are_read_as_iso_8601(start: str, due: str):
    assert flask("clock", "due", start, "1wh").stdout == due + "\n"


@pytest.mark.parametrize(
    "start",
    ["", "2023-07-11", "2023-07-11T08", "2023-07-11 08:00", "11/07/2023T08:00", "2023-02-29T08:00", "2023-07-11T25:00",
     "2023-07-11T08:60", "2023-07-11T08:00:61", "2023-07-11T08:00+25:00", "2023-07-11T08:00 ", "2023-07-11T08:00\n",
     "٢٠٢٣-07-11T08:00", "hôm nay", "x" * 9_999],
)  # fmt: skip
def test_anything_else_is_no_time(start: str):
    complaint = one_line_complaint(flask("clock", "due", start, "1wd"))
    assert len(complaint) < 200
    assert one_line_complaint(flask("clock", "elapsed", "2023-07-11T08:00", start))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("", "Missing command"),
        ("clock", "Missing command"),
        ("clokc", "No such command 'clokc'"),
        ("clock dew", "No such command 'dew'"),
        ("clock --fast", "No such option"),
        ("clock due", "Missing argument 'START'"),
        ("clock due 2021-10-15T16:30", "Missing argument 'LIMIT'"),
        ("clock elapsed 2021-10-15T16:30", "Missing argument 'TO'"),
        ("clock due 2021-10-15T16:30 1wd 2wd", "unexpected extra argument"),
        ("clock due 2021-10-15T16:30 1wd --calendar", "requires an argument"),
        ("clock due 2021-10-15T16:30 1wd --calendar /nowhere/at/all.toml", "No such file"),
        ("clock due 2021-10-15T16:30 1wd --calendar /", "cannot be read"),
        ("clock due 2021-10-15T16:30 1wd --fast", "No such option"),
        ("clock due 2021-10-15T16:30 -1wd", "No such option"),
        ("clock due 2021-10-15T16:30 1,5wd", "is not a limit"),
        ("clock due 2021-10-15T16:30 0cd", "at least 1"),
        ("clock due 2021-10-15T16:30 9999wd+99999wd", "after 2099"),
        ("clock due 2020-12-31T16:30 1wd", "before the calendar begins"),
        ("clock due --batch 2021-10-15T16:30 1wd", "--batch"),
        ("clock elapsed --batch 2021-10-15T16:30", "--batch"),
        ("calendar", "Missing command"),
        ("calendar export now", "unexpected extra argument"),
    ],
)
def test_a_wrong_argument_is_one_line(arguments: str, says: str):
    assert says in one_line_complaint(flask(*arguments.split()))
    assert says in one_line_complaint(flask(*arguments.split(), stdin="2021-10-15T16:30 1wd\n"))


def test_help_is_no_complaint():
    for arguments in (("clock", "--help"), ("clock", "due", "--help"), ("calendar", "export", "--help")):
        result = flask(*arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "Usage" in result.stdout


def test_another_calendar_replaces_the_built_in_one(mondays: str):
    assert flask("clock", "due", "2023-07-11T08:00", "2wd", "--calendar", mondays).stdout == "2023-07-24T10:00+07:00\n"
    assert flask("clock", "elapsed", "--calendar", mondays, "2020-01-06T00:00", "2020-01-14T00:00").stdout == "120\n"


@pytest.mark.parametrize("options", [("2021-10-15T16:30", "1wd"), ("--batch",), ("--batch", "--json")])
@pytest.mark.parametrize(
    ("text", "says"),
    [(MONDAYS + MONDAYS[27:], "line 5: 2020-01-01"), ("known_through = 2030", "line 1"), ("\xff", "cannot be read")],
)
def test_a_bad_calendar_ends_everything(tmp_path: Path, options: tuple[str, ...], text: str, says: str):
    file = tmp_path / "bad.toml"
    file.write_bytes(text.encode("latin-1"))
    result = flask("clock", "due", *options, "--calendar", str(file), stdin="2021-10-15T16:30 1wd\n")
    assert says in one_line_complaint(result)


BATCH = (
    b"2021-10-15T16:30 3.5wd\n"
    b"\n"
    b"  2023-07-10T07:00\t1wd  \r\n"
    b"nonsense\n"
    b"2021-10-15 16:30 1wd\n"
    b"\xff\xfe 1wd\n"
    b"2021-10-15T16:30 3\xc3\xa0\xe2\x80\xa8wd\n"
    b"2099-12-31T17:00 1wd\n"
    b"2026-12-31T17:00 1wh\n"
    b"2023-07-15T09:17 0wd"
)
ANSWERS = [
    *("2021-10-21T10:30+07:00", "error: ", "2023-07-10T17:00+07:00", "error: ", "error: ", "error: ", "error: "),
    *("error: ", "2027-01-01T08:00+07:00", "2023-07-15T09:17+07:00"),
]


def test_a_batch_answers_each_line_with_one_line():
    result = flask("clock", "due", "--batch", stdin=BATCH)
    assert result.exit_code == 0
    lines = result.stdout.removesuffix("\n").split("\n")
    assert len(lines) == len(ANSWERS)
    for line, expected in zip(lines, ANSWERS, strict=True):
        assert line.startswith(expected) if expected == "error: " else line == expected
        assert len(line.splitlines()) == 1
        assert line != "error: "


def test_a_batch_as_json_is_one_array():
    result = flask("clock", "due", "--batch", "--json", stdin=BATCH)
    assert (result.exit_code, result.stderr) == (0, "")
    answers = json.loads(result.stdout)
    assert [answer.get("due", "error: ") for answer in answers] == ANSWERS
    assert [answer["provisional"] for answer in answers if "due" in answer] == [False, False, True, False]
    assert all(answer["error"] for answer in answers if "due" not in answer)


def test_elapsed_in_a_batch():
    stdin = "2023-07-10T07:00 2023-07-10T17:00\n\n2023-07-10T17:00 2023-07-10T07:00\n"
    plain = flask("clock", "elapsed", "--batch", stdin=stdin)
    assert plain.stdout.split("\n")[::2] == ["480", "-480"]
    as_json = flask("clock", "elapsed", "--batch", "--json", stdin=stdin)
    assert [answer.get("minutes") for answer in json.loads(as_json.stdout)] == [480, None, -480]


def test_an_empty_batch():
    assert flask("clock", "due", "--batch").stdout == ""
    assert json.loads(flask("clock", "due", "--batch", "--json").stdout) == []


def test_the_built_in_calendar_is_exported():
    result = flask("calendar", "export")
    assert (result.exit_code, result.stderr) == (0, "")
    assert parse_calendar(result.stdout) == parse_calendar(OFFICE_CALENDAR_TOML)


@pytest.mark.parametrize(
    ("arguments", "code", "stdout", "stderr"),
    [
        ("clock due 2021-10-15T16:30 3.5wd", 0, b"2021-10-21T10:30+07:00\n", b""),
        ("clock due 2021-10-15T16:30", 2, b"", b"Error: Missing argument 'LIMIT'.\n"),
        ("clokc", 2, b"", b"Error: No such command 'clokc'.\n"),
    ],
)
def test_as_a_real_program(arguments: str, code: int, stdout: bytes, stderr: bytes):
    """In a process of its own, whose terminal knows ASCII only."""
    command = [sys.executable, "-c", PROGRAM, *arguments.split()]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, cwd=root, env={"PYTHONIOENCODING": "ascii"}, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, stdout, stderr)
