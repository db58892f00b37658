"""Imports go down only, everybody lives on a floor, and nobody knows the composition root."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.support.machine import SCRIPTS
from tests.support.tree import (
    FLOORS,
    ROOT,
    configuration,
    files,
    functions,
    imported_by,
    name,
    parsed,
    python_files,
)

# Alembic loads the steps by path; the tests stand outside the house and may look into every room.
WITHOUT_A_FLOOR = {"migrations", "tests"}
# Modules, not packages: import-linter cannot hold them, the test below does.
COMPOSITION = {"app", "wsgi", "gunicorn.conf"}
GATEWAYS = ROOT / "casework" / "gateways"


def late_imports(path: Path) -> list[tuple[str, int]]:
    """Module and line of every import inside a function of a file."""
    inner = (node for function in functions(parsed(path)) for node in ast.walk(function))
    found = []
    for node in inner:
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module or "", node.lineno))
    return found


def layers() -> set[str]:
    contract = next(found for found in configuration()["tool"]["importlinter"]["contracts"] if found["type"] == "layers")
    return {part.strip() for layer in contract["layers"] for part in layer.split("|")}


def test_the_import_contracts_are_kept():
    done = subprocess.run(
        [SCRIPTS / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_at_the_top_has_a_floor():
    python = [path.relative_to(ROOT) for path in files() if path.suffix == ".py"]
    tops = {path.parts[0].removesuffix(".py") for path in python if not path.parts[0].startswith(".")}
    assert tops - WITHOUT_A_FLOOR - COMPOSITION == layers()
    assert set(configuration()["tool"]["importlinter"]["root_packages"]) == layers()


def test_the_floors_have_room_for_imports_only_from_below():
    assert set(FLOORS) == layers()


def test_only_wsgi_knows_the_composition_root():
    users = {name(path) for path in python_files() for module, _ in imported_by(path) if module.split(".")[0] == "app"}
    assert {user for user in users if not user.startswith("tests/")} == {"wsgi.py"}


def test_imports_stand_at_the_top_of_their_file():
    outside = [path for path in python_files() if not path.is_relative_to(GATEWAYS)]
    found = [f"{name(path)}:{line} {module}" for path in outside for module, line in late_imports(path)]
    assert not found, found


def test_inside_gateways_only_libraries_and_what_loads_them_are_imported_late():
    at_the_top = {*layers(), *sys.stdlib_module_names, ""}
    for path in python_files("casework"):
        for module, line in late_imports(path):
            ours = module.startswith("casework.gateways.")
            assert ours or module.split(".")[0] not in at_the_top, f"{name(path)}:{line} {module}"
