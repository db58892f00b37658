"""The templates of the pages, translated to Python beforehand: once at set-up (`flask precompile`).

Jinja translates a template where it is first used, some ten milliseconds each, in every process anew. Who serves only reads what
was translated here; a template of another text, or of another Python or Jinja, is translated in memory as before.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "web" / "generated" / "templates"


class Precompiled(FileSystemBytecodeCache):
    """Where translated templates lie; a template is known by its place in the tree, wherever the tree is."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(str(folder), "%s.cache")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name, os.path.relpath(filename, ROOT) if filename else None)


class ReadOnly(Precompiled):
    """The same for who serves, possibly as a user who may not write there."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Nothing is kept."""


def register(app: Flask) -> None:
    """Let an application read what was translated."""
    app.jinja_env.bytecode_cache = ReadOnly()


def are_translated() -> bool:
    """Whether set-up has been here at all."""
    return any(FOLDER.glob("*.cache"))


def translate(app: Flask, folder: Path = FOLDER) -> int:
    """Translate every template of an application anew; returns how many."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    overlaid = app.jinja_env.overlay(bytecode_cache=Precompiled(folder))
    return len([overlaid.get_template(name) for name in overlaid.list_templates()])
