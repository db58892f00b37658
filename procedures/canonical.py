"""The text form of a definition, in which any change of the law's data or functions shows. Nothing is written from here."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from types import CodeType, FunctionType
from typing import Any

from procedures.definition import Definition


def canonical(definition: Definition) -> str:
    """Stable JSON: every field of the law by name, functions by qualified name and a hash of their source.

    The hash covers what a function uses of its own package too: other functions and constants, however deep.
    """
    return json.dumps(_plain(definition), ensure_ascii=False, indent=1) + "\n"


def _plain(part: Any) -> Any:
    match part:
        case None | bool() | int() | float():
            return part
        case Enum():
            return part.value
        case str():
            return part
        case Decimal() | date():
            return str(part)
        case Mapping():
            return {str(_plain(key)): _plain(value) for key, value in part.items()}
        case tuple() | list():
            return [_plain(one) for one in part]
        case set() | frozenset():
            return sorted((_plain(one) for one in part), key=str)
        case FunctionType():
            return f"{part.__qualname__} {_hash_of(part)}"
    if is_dataclass(part):
        return {field.name: _plain(getattr(part, field.name)) for field in fields(part) if field.metadata.get("law", True)}
    if hasattr(part, "pattern"):
        return part.pattern
    raise TypeError(f"{part!r} has no text form")


def _hash_of(function: FunctionType) -> str:
    used = sorted(set(_sources(function, set())))
    return sha256("\n".join(used).encode()).hexdigest()[:16]


def _sources(function: FunctionType, seen: set[FunctionType]) -> Iterator[str]:
    """The source of a function, and whatever of its own package it reaches by name."""
    if function in seen:
        return
    seen.add(function)
    yield textwrap.dedent(inspect.getsource(function)).strip()
    package = function.__module__.rpartition(".")[0]
    for name in sorted(_names(function.__code__)):
        value = function.__globals__.get(name)
        if isinstance(value, FunctionType):
            if value.__module__.startswith(package):
                yield from _sources(value, seen)
        elif isinstance(value, str | int | tuple | list | Mapping | set | frozenset | Decimal | date):
            yield f"{name} = {json.dumps(_plain_or_name(value, seen), ensure_ascii=False)}"
    for cell in function.__closure__ or ():
        yield json.dumps(_plain_or_name(cell.cell_contents, seen), ensure_ascii=False)


def _plain_or_name(value: Any, seen: set[FunctionType]) -> Any:
    """Constants that hold functions already on the way are named only, so that a circle ends."""
    if isinstance(value, FunctionType):
        return value.__qualname__ if value in seen else _plain(value)
    if isinstance(value, Mapping):
        return {str(key): _plain_or_name(one, seen) for key, one in value.items()}
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return [_plain_or_name(one, seen) for one in value]
    try:
        return _plain(value)
    except TypeError:
        return type(value).__qualname__


def _names(code: CodeType) -> set[str]:
    """The global names a function uses, those of the functions inside it included."""
    inner = (_names(one) for one in code.co_consts if isinstance(one, CodeType))
    return set(code.co_names).union(*inner)
