"""Between the text of a field and its value; pure."""

from __future__ import annotations

import json
import re
from typing import Any

from graph.errors import InvalidInput

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}


def is_expression(value: Any) -> bool:
    """Whether a value, or the text of one, holds an expression."""
    return isinstance(value, str) and "{{" in value


def show_value(value: Any) -> str:
    """A value as the text that `read_value` reads back as the same value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if _reads_as_text(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    indent = 2 if isinstance(value, dict | list) and value else None
    return json.dumps(value, ensure_ascii=False, indent=indent)


def read_value(text: str) -> Any:
    """JSON where it looks like JSON, else the text itself; raises InvalidInput for broken JSON."""
    stripped = text.strip()
    if not stripped:
        return None
    if stripped in _WORDS:
        return _WORDS[stripped]
    if _NUMBER.fullmatch(stripped):
        return read_number(stripped)
    if stripped.startswith(("{{", "[[")) and is_expression(stripped):
        return text
    if stripped[0] in '{["':
        return read_json(stripped)
    return text


def read_json(text: str) -> Any:
    """A JSON value; raises InvalidInput that says where it breaks."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise InvalidInput("This JSON is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise InvalidInput(
            f"Broken JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error


def read_number(text: str, *, whole: bool = False) -> int | float | str | None:
    """A number, or an expression as it is; None for an empty text; raises InvalidInput."""
    stripped = text.strip()
    if not stripped:
        return None
    if is_expression(stripped):
        return text
    if not _NUMBER.fullmatch(stripped):
        raise InvalidInput("Not a number")
    number = float(stripped)
    if number in (float("inf"), float("-inf")):
        raise InvalidInput("This number is too large")
    if re.fullmatch(r"-?\d+", stripped):
        return int(stripped)
    if whole:
        raise InvalidInput("Not a whole number")
    return number


def _refuse(name: str) -> Any:
    raise InvalidInput(f"{name} is no JSON value")


def _reads_as_text(text: str) -> bool:
    try:
        return bool(read_value(text) == text)
    except InvalidInput:
        return False
