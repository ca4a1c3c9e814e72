"""The budget: how much work one expression may do, so that the worst one ends within some 50 ms."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from graph.errors import ExpressionError

STEPS = 200_000  # one is a part of an expression worked out once, an item looked at, or 32 characters
LONGEST_SOURCE = 4_000  # characters
DEEPEST_SOURCE = 60  # parts within parts
LONGEST_TEXT = 1_000_000  # characters that an expression may put together
LARGEST_NUMBER = 4_096  # bits
LARGEST_RESULT = 250_000  # values, all levels together
LONGEST_RESULT = 10_000_000  # characters, all texts together
DEEPEST_RESULT = 200

_TOO_LARGE = (
    f"the result is too large: at most {LARGEST_RESULT:,} values, {DEEPEST_RESULT} deep, "
    f"with {LONGEST_RESULT:,} characters"
)
SCALARS = frozenset({bool, int, float, type(None)})


class TooMuch(ExpressionError):
    """An expression asked for more work, or a larger value, than it may have."""


class Budget:
    """The steps that are left to one evaluation."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = STEPS

    def charge(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooMuch(f"too much work: an expression may take {STEPS:,} steps; use an activity for this")

    def charge_text(self, characters: int) -> None:
        """Pays for looking at or making a text; raises TooMuch for one that is too long to make."""
        if characters > LONGEST_TEXT:
            raise TooMuch(f"the text would be longer than {LONGEST_TEXT:,} characters")
        self.charge(characters >> 5)

    def weigh(self, value: Any) -> int:
        """Pays for every part of a value, shared ones as often as they occur; how much that was."""
        before, todo = self.left, [value]
        while todo:
            part = todo.pop()
            kind = type(part)
            if kind is str:
                self.charge(len(part) >> 5)
            elif kind is list or kind is dict:
                self.charge(len(part) + 1)
                todo.extend(part.values() if kind is dict else part)
        return before - self.left


def check_result(value: Any) -> None:
    """Raises ExpressionError where a value is no JSON or too large; a shared part counts each time."""
    count = characters = depth = 0
    level = [value]
    while level:
        depth += 1
        following: list[Any] = []
        for part in level:
            kind = type(part)
            if kind is list or kind is dict:
                count += len(part)
                if count > LARGEST_RESULT or depth > DEEPEST_RESULT:
                    raise TooMuch(_TOO_LARGE)
                following.extend(part if kind is list else _values(part))
            elif kind is str:
                characters += len(part)
            else:
                _check_scalar(part)
        if characters > LONGEST_RESULT:
            raise TooMuch(_TOO_LARGE)
        level = following


def _values(part: dict[Any, Any]) -> Iterable[Any]:
    for key in part:
        if type(key) is not str:
            raise ExpressionError(f"the key {key!r} is not a text: write str(…)")
    return part.values()


def _check_scalar(part: Any) -> None:
    if type(part) not in SCALARS:
        raise ExpressionError(f"the result holds a {type(part).__name__}, which is not a JSON value")
    if type(part) is float and not math.isfinite(part):
        raise ExpressionError(f"the result is {part}, which JSON cannot hold")
