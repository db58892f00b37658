"""Templates translated beforehand: all of them, never an old text, and who serves writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache, Environment, FileSystemLoader

from web.precompiled import FOLDER, Precompiled, ReadOnly, are_translated, translate


@pytest.fixture
def environment(tmp_path: Path) -> Callable[[BytecodeCache], Environment]:
    """`environment(cache)`: a process of its own over the folder `pages`."""
    (tmp_path / "pages").mkdir()
    return lambda cache: Environment(loader=FileSystemLoader(tmp_path / "pages"), bytecode_cache=cache, autoescape=True)


def test_after_set_up_no_process_translates_anything(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "translated"
    assert translate(app, folder) == len(app.jinja_env.list_templates()) > 100
    monkeypatch.setattr(Environment, "compile", lambda _, source, *rest, **more: pytest.fail(f"translated: {source[:80]}"))
    served = app.jinja_env.overlay(bytecode_cache=ReadOnly(folder))
    for name in served.list_templates():
        served.get_template(name)


def test_another_text_counts_at_once(environment: Callable[[BytecodeCache], Environment], tmp_path: Path) -> None:
    page, folder = tmp_path / "pages" / "page.html", tmp_path / "translated"
    folder.mkdir()
    for said in ("Hồ sơ đã nộp", "Hồ sơ đã nhận"):
        page.write_text(said, encoding="utf-8")
        assert environment(ReadOnly(folder)).get_template("page.html").render() == said
        assert environment(Precompiled(folder)).get_template("page.html").render() == said


def test_who_serves_writes_nothing_and_needs_nothing(environment: Callable[[BytecodeCache], Environment], tmp_path: Path) -> None:
    (tmp_path / "pages" / "page.html").write_text("Hồ sơ", encoding="utf-8")
    folder = tmp_path / "not there"
    assert environment(ReadOnly(folder)).get_template("page.html").render() == "Hồ sơ"
    folder.mkdir()
    assert environment(ReadOnly(folder)).get_template("page.html").render() == "Hồ sơ"
    assert not list(folder.iterdir())


def test_set_up_was_here(app: Flask) -> None:
    assert are_translated() and isinstance(app.jinja_env.bytecode_cache, ReadOnly)
    assert app.jinja_env.bytecode_cache.directory == str(FOLDER)
