"""Nothing in `procedures/` reads a clock, a file, the environment, chance or the network: it is told everything."""

import ast

import pytest

from tests.support.tree import imported_by, name, parsed, python_files

IMPURE_MODULES = {
    *("asyncio", "ctypes", "glob", "http", "io", "logging", "multiprocessing", "os", "platform", "random"),
    *("secrets", "shutil", "signal", "smtplib", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading"),
    *("time", "urllib"),
    *("alembic", "babel", "boto3", "flask", "httpx", "requests", "sqlalchemy", "typst", "wtforms"),
}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "dt", "time", "_datetime"}
FILES = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "unlink", "mkdir", "is_dir"}
BUILTINS = {"open", "print", "input", "exec", "eval", "breakpoint"}
# The registry must find the folders of the catalogue once, when the program starts.
MAY_READ_FILES = {
    "procedures/registry.py": "finds the folders of the catalogue and of PROCEDURES_PATH at start",
}


def impurities(tree: ast.Module) -> list[str]:
    """What a piece of law does that law may not do."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [f"line {call.lineno}: {found}" for call in calls if (found := _impure(call.func))]


def _impure(function: ast.expr) -> str | None:
    if isinstance(function, ast.Name):
        return function.id if function.id in BUILTINS else None
    if not isinstance(function, ast.Attribute):
        return None
    owner = ast.unparse(function.value).split(".")[-1]
    reads_clock = function.attr in CLOCKS and owner in CLOCK_OWNERS
    return f"{owner}.{function.attr}" if reads_clock or function.attr in {*FILES, "open"} else None


def test_the_law_imports_nothing_that_can_read_the_world():
    imports = [(name(path), *found) for path in python_files("procedures") for found in imported_by(path)]
    found = [one for one in imports if one[1].split(".")[0] in IMPURE_MODULES and one[0] not in MAY_READ_FILES]
    assert not found, found


def test_the_law_is_told_everything():
    found = {name(path): impurities(parsed(path)) for path in python_files("procedures")}
    assert not {path: faults for path, faults in found.items() if faults and path not in MAY_READ_FILES}


def test_the_registry_reads_files_but_no_clock():
    for path in (path for path in python_files("procedures") if name(path) in MAY_READ_FILES):
        assert not [fault for fault in impurities(parsed(path)) if fault.rsplit(".", 1)[-1] in CLOCKS]


@pytest.mark.parametrize(
    "line",
    [
        *("datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "time.time()", "open('a')", "print(1)"),
        *("Path('a').read_text()", "Path(__file__).parent.iterdir()", "Path('a').open()", "input()"),
    ],
)
def test_the_check_notices(line: str):
    assert impurities(ast.parse(line))


@pytest.mark.parametrize("line", ["clock.now", "form.read(answers)", "case.time(at)", "opened(case)", "day.today()"])
def test_the_check_leaves_law_alone(line: str):
    assert not impurities(ast.parse(line))
