"""Functions over texts, JSON included."""

from __future__ import annotations

import json as json_format
from typing import Any

from graph.errors import ExpressionError
from graph.expressions.budget import Budget
from graph.expressions.words import a_kind, shown


def str_(budget: Budget, value: Any) -> str:
    """The value as a text: nothing for null, `true`/`false`, JSON for lists and objects."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        # Writing digits takes the square of their number.
        budget.charge(value.bit_length() >> 4)
        return str(value)
    return json(budget, value)


def json(budget: Budget, value: Any, indent: Any = None) -> str:
    """The value as JSON text."""
    if indent is not None and (not isinstance(indent, int) or not 0 <= indent <= 8):
        raise ExpressionError("indent is a number from 0 to 8")
    # Each value becomes some ten characters.
    budget.charge(budget.weigh(value) * (1 if indent is None else 4))
    return json_format.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)


def parse_json(budget: Budget, text: Any) -> Any:
    """The value of a JSON text."""
    budget.charge(len(_text(budget, text)) // 4)
    try:
        return json_format.loads(text, parse_constant=_refuse_constant)
    except json_format.JSONDecodeError as error:
        raise ExpressionError(f"not JSON: {error.msg} at character {error.pos + 1}") from None


def upper(budget: Budget, text: Any) -> str:
    """The text in capitals."""
    return _text(budget, text).upper()


def lower(budget: Budget, text: Any) -> str:
    """The text in small letters."""
    return _text(budget, text).lower()


def trim(budget: Budget, text: Any) -> str:
    """The text without space at its ends."""
    return _text(budget, text).strip()


def split(budget: Budget, text: Any, separator: Any = None) -> list[str]:
    """The parts of a text between separators; without one, its words."""
    whole = _text(budget, text)
    if separator is None:
        budget.charge(len(whole) // 2)
        return whole.split()
    budget.charge(whole.count(_some(budget, separator, "separator")))
    return whole.split(separator)


def join(budget: Budget, items: Any, separator: Any = "") -> str:
    """One text of the items, with the separator between them."""
    if not isinstance(items, list):
        raise ExpressionError(f"a list is needed here, not {a_kind(items)}")
    budget.charge(len(items))
    texts = [str_(budget, one) for one in items]
    between = _text(budget, separator)
    budget.charge_text(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


def replace(budget: Budget, text: Any, old: Any, new: Any) -> str:
    """The text with every `old` replaced by `new`."""
    whole, with_ = _text(budget, text), _text(budget, new)
    times = whole.count(_some(budget, old, "what to replace"))
    budget.charge_text(len(whole) + times * max(len(with_) - len(old), 0))
    budget.charge(times)
    return whole.replace(old, with_)


def starts_with(budget: Budget, text: Any, beginning: Any) -> bool:
    """True where the text begins so."""
    return _text(budget, text).startswith(_text(budget, beginning))


def ends_with(budget: Budget, text: Any, ending: Any) -> bool:
    """True where the text ends so."""
    return _text(budget, text).endswith(_text(budget, ending))


def _text(budget: Budget, value: Any) -> str:
    if not isinstance(value, str):
        raise ExpressionError(f"a text is needed here, not {a_kind(value)}")
    budget.charge_text(len(value))
    return value


def _some(budget: Budget, value: Any, what: str) -> str:
    if not _text(budget, value):
        raise ExpressionError(f"{what} is empty")
    return str(value)


def _refuse_constant(name: str) -> Any:
    raise ExpressionError(f"not JSON: {shown(name)}")


ALL = (
    str_, json, parse_json, upper, lower, trim, split, join, replace, starts_with, ends_with,
)  # fmt: skip
