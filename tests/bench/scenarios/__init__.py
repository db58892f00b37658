"""The scenarios, one file each: `NUMBER`, `TITLE` and `run(bench) -> list[Line]`. How one is added: docs/performance.md."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def known() -> dict[int, ModuleType]:
    """Every scenario of this folder by its number."""
    modules = [importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    return {one.NUMBER: one for one in sorted(modules, key=lambda one: one.NUMBER)}
