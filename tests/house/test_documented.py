"""Every setting, every command and every dependency is documented, and nothing is documented that is not there."""

import ast
import re
from collections.abc import Iterator

import click

from app import create_app
from tests.support.tree import ROOT, files_named, parsed

SETTING = re.compile(r"^[A-Z][A-Z0-9]*_[A-Z0-9_]+$|^PORT$|^INTAKE$")
DECLARED = re.compile(r"^([A-Z][A-Z0-9_]+)=", re.MULTILINE)
# Flask brings these itself; its own help explains them.
FLASKS_OWN = {"run", "shell", "routes"}


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """Names of environment variables that app.py asks for: keys and first arguments written in capitals."""
    nodes = list(ast.walk(parsed(ROOT / "app.py")))
    keys = [node.slice for node in nodes if isinstance(node, ast.Subscript)]
    keys += [node.args[0] for node in nodes if isinstance(node, ast.Call) and node.args]
    values = {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return {value for value in values if SETTING.match(value)}


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def commands() -> dict[str, click.Command]:
    found = dict(leaves(create_app().cli))
    return {name: command for name, command in found.items() if name not in FLASKS_OWN}


def test_every_setting_has_its_default_in_the_example_and_its_meaning_in_the_docs():
    declared = set(DECLARED.findall(text(".env.example")))
    documented = set(re.findall(r"^\| `([A-Z_0-9]+)`", text("docs/settings.md"), re.MULTILINE))
    assert declared == documented
    assert settings_read() == declared


def test_every_command_and_its_options_are_in_the_docs():
    docs = text("docs/cli.md")
    for name, command in commands().items():
        assert f"flask {name}" in docs, name
        assert (command.help or "").strip(), f"flask {name} does not say what it does"
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        assert not [option for option in options if option not in docs], name


def test_the_docs_name_no_command_that_is_not_there():
    known = commands()
    for written in re.findall(r"`flask ([a-z0-9 -]+)", text("docs/cli.md")):
        assert any(written.strip() == name or written.startswith(f"{name} ") for name in known), written


def test_every_dependency_has_its_reason_in_a_decision():
    decisions = "\n".join(path.read_text(encoding="utf-8").lower() for path in files_named(".md", "docs/adr"))
    for path in ("requirements.in", "requirements-dev.in"):
        for line in text(path).splitlines():
            package = re.match(r"[a-z0-9-]*", line.lower())[0].strip("-")
            assert not package or line.startswith(("#", "-")) or f"`{package}`" in decisions, f"{path}: {package}"
