"""There is one way to write: a unit of work, opened in casework. Doors and pages hold no SQL and commit nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

from casework.files import NAMED_BY
from casework.models import Base, Scan
from tests.support.tree import ROOT, functions, imported_by, name, parsed, python_files

ABOVE = ("portal", "backoffice", "api", "cli", "worker", "web")
UNITS_OF_WORK = ("unit_of_work", "writing_rows")
TRANSACTIONS = ROOT / "casework" / "database.py"
FILES = ROOT / "casework" / "files.py"


def calls(tree: ast.AST, *methods: str) -> Iterator[int]:
    """Lines on which one of these methods is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield node.lineno


def calling(paths: list[Path], *methods: str) -> list[str]:
    return [f"{name(path)}:{line}" for path in paths for line in calls(parsed(path), *methods)]


def test_doors_and_pages_hold_no_sql():
    found = [name(path) for path in python_files(*ABOVE) for module, _ in imported_by(path) if "sqlalchemy" in module]
    assert not found, found


def test_only_the_unit_of_work_ends_a_transaction():
    paths = [path for path in python_files(*ABOVE, "casework") if path != TRANSACTIONS]
    assert not calling(paths, "commit", "rollback")


def test_a_unit_of_work_is_opened_in_casework_and_once_in_a_function():
    assert not calling(python_files(*ABOVE), *UNITS_OF_WORK)
    for path in python_files("casework"):
        for function in functions(parsed(path)):
            assert len(list(calls(function, *UNITS_OF_WORK))) <= 1, f"{name(path)}: {function.name}"


def test_a_file_of_the_case_is_stored_in_one_place_which_knows_the_folders_that_are_swept():
    storing = [path for path in python_files(*ABOVE, "casework") if ".storage.put(" in path.read_text("utf-8")]
    assert [path for path in storing if "backup" not in path.parts] == [FILES]


def test_the_sweep_asks_every_row_that_names_a_file():
    naming = {mapper.class_.storage_key for mapper in Base.registry.mappers if "storage_key" in mapper.columns}
    # Where the scanner reads bytes that another row names.
    assert naming - {Scan.storage_key} == set(NAMED_BY)


def test_a_query_only_reads():
    queries = [path for path in python_files("casework") if "queries" in path.parts]
    assert not calling(queries, *UNITS_OF_WORK, "add_all", "merge", "flush", "delete")


def test_the_check_notices():
    assert list(calls(ast.parse("session.commit()"), "commit", "rollback")) == [1]
