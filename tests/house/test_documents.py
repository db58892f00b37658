"""What the documents point at is there: files, tests, targets of the Makefile."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.tree import ROOT, files_named, functions, name, parsed

TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
TEST = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")


def documents() -> Iterator[tuple[Path, str]]:
    return ((path, path.read_text(encoding="utf-8")) for path in files_named(".md"))


def test_every_target_is_in_the_docs_and_every_written_target_exists():
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    written = {found for _, text in documents() for found in re.findall(r"`make ([a-z-]+)", text)}
    assert written == targets


def test_links_between_documents_lead_somewhere():
    broken = [f"{name(path)}: {link}" for path, text in documents() for link in LINK.findall(text) if not leads(path, link)]
    assert not broken, broken


def leads(document: Path, link: str) -> bool:
    return (document.parent / link).exists()


def test_every_test_a_document_names_exists():
    missing = []
    for path, text in documents():
        for file, function in TEST.findall(text):
            there = (ROOT / file).is_file()
            if not there or (function and function not in {found.name for found in functions(parsed(ROOT / file))}):
                missing.append(f"{name(path)}: {file} {function}")
    assert not missing, missing


def test_the_checks_notice():
    assert not leads(ROOT / "docs" / "x.md", "nowhere.md")
    assert TEST.findall("see tests/house/test_x.py::test_y and tests/a.py") == [
        ("tests/house/test_x.py", "test_y"),
        ("tests/a.py", ""),
    ]
