"""Values in words, for messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KINDS: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "nothing (null)",
}


def a_kind(value: Any) -> str:
    """What a value is: `a text`, `a number`, …"""
    return _KINDS.get(type(value), "an object" if isinstance(value, Mapping) else "something else")


def listed(owner: Mapping[Any, Any]) -> str:
    """The keys of an object, the first few of many."""
    names = [str(key)[:40] for key in list(owner)[:12]]
    more = len(owner) - len(names)
    return (", ".join(names) or "nothing") + (f" and {more} more" if more else "")


def shown(text: str, longest: int = 60) -> str:
    """A text short enough for a message."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
