"""The source tree as the tests of the house read it: its files, their text, their syntax. Judges nothing."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("portal", "backoffice", "api", "cli", "worker", "web", "casework", "procedures")
NOT_OURS = {".git", ".venv", "var", "generated", "__pycache__", "node_modules"}
TEXT = {".py", ".md", ".html", ".txt", ".css", ".js", ".toml", ".typ", ".svg", ".ini", ".in", ".mako", ".po", ""}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project itself, in order; nothing installed, generated or kept by a tool."""
    return tuple(sorted(_below(ROOT)))


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _below(path)
        else:
            yield path


def python_files(*folders: str) -> list[Path]:
    """Python files below these folders of the root, or every one of the project."""
    python = [path for path in files() if path.suffix == ".py"]
    return [path for path in python if not folders or path.relative_to(ROOT).parts[0] in folders]


def files_named(suffix: str, *folders: str) -> list[Path]:
    roots = [ROOT / folder for folder in folders or (".",)]
    return [path for path in files() if path.suffix == suffix and any(path.is_relative_to(root) for root in roots)]


def text_files() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_by(path: Path) -> Iterator[tuple[str, int]]:
    """The full name and the line of everything a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), node.lineno


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the constants that are docstrings of a file."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, holders))
    firsts = (body[0] for body in bodies if body)
    expressions = (first.value for first in firsts if isinstance(first, ast.Expr))
    return {id(expression) for expression in expressions if isinstance(expression, ast.Constant)}


def functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


@cache
def configuration() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
