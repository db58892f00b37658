"""Every case of every procedure's cases.toml holds, and every version of every procedure is sound."""

from __future__ import annotations

import importlib
import tomllib
from collections import Counter
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import procedures
from procedures.answers import ending, required_components, validate
from procedures.contract import problems_of
from procedures.definition import ActionKind, Definition, Outcome

CATALOG = Path(procedures.__file__).parent / "catalog"
FOLDERS = sorted(path.parent.name for path in CATALOG.glob("*/definition.py"))
FEWEST_CASES = 12
EXPECTATIONS = {"variant", "certain", "errors", "warnings", "components", "limit", "fee_vnd", "ending", "office_may_refuse"}
KNOWN_KEYS = EXPECTATIONS | {"name", "version", "on", "answers", "parameters"}


@cache
def versions_of(folder: str) -> dict[str, Definition]:
    module = importlib.import_module(f"procedures.catalog.{folder}.definition")
    return {one.version: one for one in module.VERSIONS}


def file_of(folder: str) -> dict[str, Any]:
    return tomllib.loads((CATALOG / folder / "cases.toml").read_text(encoding="utf-8"))


def all_cases() -> list[Any]:
    found = []
    for folder in FOLDERS:
        written_down = file_of(folder)
        base = written_down.get("base", {})
        cases = written_down.get("case", [])
        found += [pytest.param(folder, base, case, id=f"{folder}: {case['name']}") for case in cases]
    return found


def set_at(answers: Any, path: str, value: Any) -> None:
    """Put a value at "name" or "group.0.name"; "" takes the answer away."""
    *way, last = path.split(".")
    for part in way:
        answers = answers[int(part)] if isinstance(answers, list) else answers[part]
    if isinstance(answers, list):
        answers[int(last) : int(last) + 1] = [] if value == "" else [value]
    elif value == "":
        answers.pop(last, None)
    else:
        answers[last] = value


def answers_of(case: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """The answers that the file's cases share, with the case's own put in."""
    answers = deepcopy(base)
    for path, value in case.get("answers", {}).items():
        set_at(answers, path, value)
    return answers


def fee_of(variant: Any, answers: dict[str, Any], parameters: dict[str, Any]) -> int:
    return sum(line.amount_vnd for line in variant.fee.lines(answers, parameters)) if variant.fee else 0


def written(errors: Any) -> list[str]:
    return sorted(f"{one.path}:{one.code}" for one in errors)


def check_process(case: dict[str, Any], definition: Definition, answers: dict[str, Any], on: date) -> None:
    """Where the answers lead: variant, limit, fee, and whether the office may refuse without the body that decides."""
    parameters = definition.merged_parameters(case.get("parameters", {}))
    route = definition.route(answers, parameters)
    facts = definition.facts(answers, parameters, on)
    variant = definition.variant(route.variant)
    found = {
        "variant": route.variant,
        "certain": route.certain,
        "limit": variant.committed_limit(facts, parameters),
        "fee_vnd": fee_of(variant, answers, parameters),
        "office_may_refuse": any(one.kind is ActionKind.REFUSE for one in variant.actions),
    }
    assert {key: case[key] for key in found if key in case} == {key: found[key] for key in found if key in case}
    if not route.certain:
        assert route.reason is not None


@pytest.mark.parametrize(("folder", "base", "case"), all_cases())
def test_case(folder: str, base: dict[str, Any], case: dict[str, Any]):
    assert set(case) <= KNOWN_KEYS and set(case) & EXPECTATIONS, "a case expects something, in words that are known"
    definition, on = versions_of(folder)[case["version"]], case["on"]
    checked = validate(definition, answers_of(case, base), on, definition.merged_parameters(case.get("parameters", {})))
    stop = ending(definition, definition.facts(checked.answers, case.get("parameters", {}), on))
    assert (stop.code if stop else "") == case.get("ending", "")
    if "ending" in case:
        assert not checked.ok
        return
    assert written(checked.errors) == sorted(case.get("errors", []))
    assert written(checked.warnings) == sorted(case.get("warnings", []))
    if not case.get("errors"):
        check_process(case, definition, checked.answers, on)
    if "components" in case:
        facts = definition.facts(checked.answers, definition.merged_parameters(case.get("parameters", {})), on)
        needed = {one.component.code for one in required_components(definition, facts) if one.required}
        assert needed == set(case["components"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_there_are_enough_cases_and_each_version_has_good_and_bad_ones(folder: str):
    cases = file_of(folder).get("case", [])
    assert len(cases) >= FEWEST_CASES
    assert not [name for name, count in Counter(case["name"] for case in cases).items() if count > 1]
    for version in versions_of(folder):
        own = [case for case in cases if case["version"] == version]
        assert any(not case.get("errors") and not case.get("ending") for case in own), f"{version}: no good case"
        assert any(case.get("errors") or case.get("ending") for case in own), f"{version}: no bad case"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_version_is_sound_and_lies_in_time(folder: str):
    for definition in versions_of(folder).values():
        assert problems_of(definition) == []
    begins = [one.in_force_from for one in versions_of(folder).values()]
    assert begins == sorted(set(begins))


@pytest.mark.parametrize("folder", FOLDERS)
def test_samples_are_complete_and_valid_answers(folder: str):
    samples = importlib.import_module(f"procedures.catalog.{folder}.samples")
    definition = list(versions_of(folder).values())[-1]
    for number in (0, 1, 7, 40, 149):
        checked = validate(definition, samples.sample_answers(number), definition.in_force_from, {})
        assert written(checked.errors) == []
    assert samples.sample_answers(1) != samples.sample_answers(2)
    assert samples.sample_answers(1) == samples.sample_answers(1)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_outcome_has_its_paper_in_every_variant(folder: str):
    for definition in versions_of(folder).values():
        for variant in definition.variants:
            assert {one.outcome for one in variant.results} == set(Outcome), f"{definition.version} {variant.code}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_folder_explains_itself(folder: str):
    readme = (CATALOG / folder / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# ")
    for version in versions_of(folder):
        assert version in readme, f"README.md does not speak of {version}"


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("a", 2, {"a": 2, "g": [{"b": 1}]}),
        ("a", "", {"g": [{"b": 1}]}),
        ("g.0.b", 3, {"a": 1, "g": [{"b": 3}]}),
        ("g.1", {"b": 4}, {"a": 1, "g": [{"b": 1}, {"b": 4}]}),
        ("g.0", "", {"a": 1, "g": []}),
    ],
)
def test_a_case_changes_exactly_what_it_names(path: str, value: Any, expected: dict[str, Any]):
    answers = {"a": 1, "g": [{"b": 1}]}
    set_at(answers, path, value)
    assert answers == expected
