"""Files and functions stay small enough to read, say what they are, and carry names that mean something."""

import ast
from pathlib import Path

from tests.support.tree import ROOT, docstrings, files, files_named, functions, name, parsed, python_files

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 60, 200
# A migration is one list of what the tables become; cutting it into functions would hide the list.
LISTS = ROOT / "migrations" / "versions"
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def lines_of_code(path: Path) -> int:
    """Lines of a file; data written as one long text, such as a calendar, does not count."""
    tree = parsed(path)
    explained = docstrings(tree)
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in explained]
    return len(path.read_text(encoding="utf-8").splitlines()) - sum(node.end_lineno - node.lineno for node in texts)


def test_files_are_short():
    lengths = {name(path): lines_of_code(path) for path in python_files() if path.parent != LISTS}
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}


def test_every_module_says_in_one_sentence_what_it_is():
    assert not [name(path) for path in python_files() if not (ast.get_docstring(parsed(path)) or "").strip()]


def test_functions_are_short():
    long = []
    for path in (one for one in python_files() if one.parent != LISTS):
        for function in functions(parsed(path)):
            lines = function.end_lineno - function.lineno + 1
            if lines > LONGEST_FUNCTION:
                long.append(f"{name(path)}:{function.lineno} {function.name}: {lines} lines")
    assert not long, long


def test_templates_are_short():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files_named(".html")}
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_TEMPLATE}


def test_no_file_folder_or_class_has_a_name_that_says_nothing():
    paths = {part.split(".")[0] for path in files() for part in path.relative_to(ROOT).parts}
    assert not paths & SAYS_NOTHING
    nodes = (node for path in python_files() for node in ast.walk(parsed(path)))
    classes = [node.name for node in nodes if isinstance(node, ast.ClassDef)]
    endings = tuple(word.capitalize() for word in SAYS_NOTHING)
    assert not [found for found in classes if found.endswith(endings)]
