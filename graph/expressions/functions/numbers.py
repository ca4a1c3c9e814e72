"""Functions over numbers, and to and from them."""

from __future__ import annotations

import math
from typing import Any

from graph.errors import ExpressionError
from graph.expressions.budget import Budget
from graph.expressions.words import a_kind, shown

_MOST_PLACES = 20


def int_(budget: Budget, value: Any) -> int:
    """A whole number from a number (cut off) or a text."""
    return int(_readable(budget, value, "a whole number"))


def float_(budget: Budget, value: Any) -> float:
    """A number from a number or a text."""
    return float(_readable(budget, value, "a number"))


def bool_(budget: Budget, value: Any) -> bool:
    """False for false, null, 0 and what is empty; else true."""
    return bool(value)


def round_(budget: Budget, value: Any, places: int = 0) -> Any:
    """The number rounded to so many places; a whole number without them."""
    number = _number(value)
    if not isinstance(places, int) or abs(places) > _MOST_PLACES:
        raise ExpressionError(f"places is a whole number up to {_MOST_PLACES}")
    return round(number, places) if places else round(number)


def floor(budget: Budget, value: Any) -> int:
    """The next whole number below."""
    return math.floor(_number(value))


def ceil(budget: Budget, value: Any) -> int:
    """The next whole number above."""
    return math.ceil(_number(value))


def abs_(budget: Budget, value: Any) -> Any:
    """The number without its sign."""
    return abs(_number(value))


def _number(value: Any) -> int | float:
    if not isinstance(value, int | float):
        raise ExpressionError(f"a number is needed here, not {a_kind(value)}")
    number: int | float = value
    return number


def _readable(budget: Budget, value: Any, wanted: str) -> Any:
    if isinstance(value, str):
        # Reading digits takes the square of their number.
        budget.charge(len(value))
        try:
            float(value)
        except ValueError:
            raise ExpressionError(f"{shown(value)!r} is not {wanted}") from None
    elif not isinstance(value, int | float):
        raise ExpressionError(f"{a_kind(value)} is not {wanted}")
    return value


ALL = (int_, float_, bool_, round_, floor, ceil, abs_)
