"""The calendar file (TOML): reading it with every fault named by line, and writing it. No working-time arithmetic."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from procedures.clock.hours import WEEKDAYS, DifferentDay, Pattern, parse_intervals, working_minutes

LAST_DAY = date(2099, 12, 31)

_TOP_KEYS = frozenset({"known_through", "hours", "day"})
_HOURS_KEYS = frozenset({"from", *WEEKDAYS})
_DAY_KEYS = frozenset({"date", "kind", "as", "hours", "name", "source"})
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

Entry = TypeVar("Entry", Pattern, DifferentDay)


class CalendarError(ValueError):
    """A calendar file that must not be used; the message names the line and what is wrong there."""


class CalendarContents(NamedTuple):
    """What a calendar file says, in order of dates."""

    patterns: tuple[Pattern, ...]
    days: tuple[DifferentDay, ...]
    known_through: date


def read_calendar(text: str) -> CalendarContents:
    """Contents of a calendar file. CalendarError names the line of the entry's header."""
    document = _parse_toml(text)
    for key in document:
        if key not in _TOP_KEYS:
            raise _fault(_key_line(text, key), f"unknown key {key!r}")
    patterns = _entries(text, document, "hours", _read_pattern)
    if not patterns:
        raise _fault(1, "there is no [[hours]] entry, so there is no working time")
    days = _entries(text, document, "day", _read_day)
    ordered = _in_date_order(patterns, lambda pattern: pattern.starts_on)
    ordered_days = _in_date_order(days, lambda day: day.on)
    for line, day in days:
        _check_as(line, day, ordered)
    return CalendarContents(ordered, ordered_days, _known_through(text, document, ordered, ordered_days))


def _fault(line: int, message: str) -> CalendarError:
    return CalendarError(f"line {line}: {message}")


def _parse_toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise _fault(1, "nested too deeply") from error
    except ValueError as error:  # TOMLDecodeError, and int() of thousands of digits
        position = _POSITION.search(str(error))
        line = int(position[1]) if position and position[1] else text.rstrip("\n").count("\n") + 1
        message = _POSITION.sub("", str(error))
        raise _fault(line, f"not valid TOML: {message}") from error


def _entries(
    text: str, document: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Entry]
) -> list[tuple[int, Entry]]:
    """Each entry of [[name]] with the line of its header."""
    entries = document.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _fault(_key_line(text, name), f"{name} is written as [[{name}]] entries")
    lines = _header_lines(text, name, len(entries))
    read_entries = []
    for line, entry in zip(lines, entries, strict=True):
        try:
            read_entries.append((line, read(entry)))
        except ValueError as error:
            raise _fault(line, str(error)) from error
    return read_entries


def _header_lines(text: str, name: str, count: int) -> list[int]:
    """tomllib tells no positions, so the headers are found by their look; one inside a longer text does not count."""
    header = re.compile(rf"[ \t]*\[\[[ \t]*(['\"]?){name}\1[ \t]*\]\]")
    lines = text.split("\n")
    found = [number for number, line in enumerate(lines, 1) if header.match(line)]
    if len(found) > count:
        found = [number for number in found if _is_statement_start(lines, number)]
    return found if len(found) == count else [_key_line(text, name)] * count


def _is_statement_start(lines: Sequence[str], number: int) -> bool:
    """Whether the lines above are whole: false inside a text or a list of several lines."""
    try:
        tomllib.loads("\n".join(lines[: number - 1]) + "\n")
    except tomllib.TOMLDecodeError:
        return False
    return True


def _key_line(text: str, key: str) -> int:
    """The first line that sets or opens `key`, or 1."""
    named = re.compile(rf"[ \t]*\[*[ \t]*['\"]?{re.escape(key)}['\"]?[ \t]*[=.\]]")
    return next((number for number, line in enumerate(text.split("\n"), 1) if named.match(line)), 1)


def _date(entry: Mapping[str, Any], key: str) -> date:
    value = entry.get(key)
    if value is None:
        raise ValueError(f"{key} is missing")
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"{key} must be a date like 2026-01-02, without quotes")
    return value


def _refuse_unknown(entry: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in entry:
        if key not in known:
            raise ValueError(f"unknown key {key!r}")


def _list(entry: Mapping[str, Any], key: str) -> list[object]:
    value = entry.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f'{key} must be a list like ["07:00-11:30"]')
    return value


def _read_pattern(entry: Mapping[str, Any]) -> Pattern:
    _refuse_unknown(entry, _HOURS_KEYS)
    starts_on = _date(entry, "from")
    if starts_on > LAST_DAY:
        raise ValueError(f"from is after {LAST_DAY}")
    pattern = Pattern(starts_on, tuple(parse_intervals(_list(entry, weekday)) for weekday in WEEKDAYS))
    if not pattern.day_minutes:
        raise ValueError("the pattern has no working time")
    return pattern


def _read_day(entry: Mapping[str, Any]) -> DifferentDay:
    _refuse_unknown(entry, _DAY_KEYS)
    on, kind = _date(entry, "date"), entry.get("kind")
    texts = {key: entry.get(key, "") for key in ("name", "source")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise ValueError(f"{key} must be a text")
    if kind == "off":
        if "as" in entry or "hours" in entry:
            raise ValueError('a day with kind = "off" has neither as nor hours')
        return DifferentDay(on, **texts)
    if kind != "work":
        raise ValueError('kind must be "off" or "work"')
    if ("as" in entry) == ("hours" in entry):
        raise ValueError('a day with kind = "work" has exactly one of as and hours')
    if "hours" in entry:
        hours = parse_intervals(_list(entry, "hours"))
        if not hours:
            raise ValueError("hours is empty: a day without working time is off")
        return DifferentDay(on, hours=hours, **texts)
    if entry["as"] not in WEEKDAYS:
        raise ValueError(f"as must be one of {', '.join(WEEKDAYS)}")
    return DifferentDay(on, as_weekday=WEEKDAYS.index(entry["as"]), **texts)


def _in_date_order(entries: list[tuple[int, Entry]], date_of: Callable[[Entry], date]) -> tuple[Entry, ...]:
    first_line: dict[date, int] = {}
    for line, entry in entries:
        on = date_of(entry)
        if on in first_line:
            raise _fault(line, f"{on} is already given at line {first_line[on]}")
        first_line[on] = line
    return tuple(sorted((entry for _, entry in entries), key=date_of))


def _check_as(line: int, day: DifferentDay, patterns: Sequence[Pattern]) -> None:
    if day.as_weekday is None:
        return
    in_force = [pattern for pattern in patterns if pattern.starts_on <= day.on]
    if not in_force or not working_minutes(in_force[-1].week[day.as_weekday]):
        raise _fault(line, f'as = "{WEEKDAYS[day.as_weekday]}": that weekday has no hours on {day.on}')


def _known_through(
    text: str, document: Mapping[str, Any], patterns: Sequence[Pattern], days: Sequence[DifferentDay]
) -> date:
    """As given; else the end of the last day's year; without any day nothing is known and all is provisional."""
    if "known_through" in document:
        try:
            return _date(document, "known_through")
        except ValueError as error:
            raise _fault(_key_line(text, "known_through"), str(error)) from error
    if days:
        return date(days[-1].on.year, 12, 31)
    first = patterns[0].starts_on
    return first if first == date.min else first - timedelta(days=1)


def write_calendar(contents: CalendarContents) -> str:
    """The file that reads back as the same contents."""
    return "\n".join(_written_lines(contents)) + "\n"


def _written_lines(contents: CalendarContents) -> Iterator[str]:
    yield f"known_through = {contents.known_through}"
    for pattern in contents.patterns:
        yield from ("", "[[hours]]", f"from = {pattern.starts_on}")
        yield from (f"{key} = {_strings(hours)}" for key, hours in zip(WEEKDAYS, pattern.week, strict=True) if hours)
    for day in contents.days:
        yield from ("", "[[day]]", f"date = {day.on}", f'kind = "{"off" if day.is_off else "work"}"')
        if day.as_weekday is not None:
            yield f'as = "{WEEKDAYS[day.as_weekday]}"'
        if day.hours is not None:
            yield f"hours = {_strings(day.hours)}"
        yield from (f"{key} = {_string(text)}" for key, text in (("name", day.name), ("source", day.source)) if text)


def _strings(values: Sequence[object]) -> str:
    return f"[{', '.join(_string(str(value)) for value in values)}]"


def _string(text: str) -> str:
    # Every escape of JSON is one of TOML's; only DEL is raw in JSON and forbidden raw in TOML.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
