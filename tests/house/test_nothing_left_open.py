"""Nothing is put off, switched off or left unsaid: no reminders to ourselves, no tests that do not run."""

import re

from tests.support.tree import ROOT, name, python_files, text_files

# Written in halves, so that this file passes its own test.
REMINDERS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
SWITCHED_OFF = re.compile(r"(mark\.|pytest\.|unittest\.|\bimport)(sk" r"ip|xf" r"ail|or" r"sk" r"ip)")
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore)(.*)")


def hits(pattern: re.Pattern, paths) -> list[str]:
    found = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [f"{name(path)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_nothing_reminds_us_of_work_not_done():
    assert not hits(REMINDERS, text_files())


def test_every_test_runs():
    assert not hits(SWITCHED_OFF, python_files("tests"))


def test_a_silenced_check_names_its_rule_and_gives_a_reason():
    found = []
    for path in python_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = SILENCED.search(line)
            if match and path != ROOT / "tests" / "house" / "test_nothing_left_open.py":
                rule, reason = re.match(r"[:\[]?\s*([A-Za-z0-9, -]*?\]?)(?:\s{2,}(.*))?$", match[2]).groups()
                if not rule or not reason:
                    found.append(f"{name(path)}:{number} {line.strip()}")
    assert not found, found


def test_the_patterns_match_what_they_look_for():
    assert REMINDERS.search("# " + "TO" + "DO: later")
    halves = [("@pytest.mark.sk", "ip"), ("@pytest.mark.sk", "ipif(x)"), ("pytest.xf", "ail()"), ("pytest.importor", "skip")]
    for line in map("".join, halves):
        assert SWITCHED_OFF.search(line), line
