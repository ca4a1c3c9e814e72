"""What a compiled expression calls in place of Python's operators: each is bounded and only reads."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import ExpressionError
from graph.expressions.budget import LARGEST_NUMBER, Budget, TooMuch
from graph.expressions.words import a_kind, listed

_CONTAINERS = (list, dict)


class Missing(ExpressionError):
    """A key or an item that is not there: `default` takes its second value."""


def attribute(budget: Budget, owner: Any, name: str) -> Any:
    """`owner.name`: the value under a key, never an attribute of a Python object."""
    if isinstance(owner, Mapping):
        try:
            return owner[name]
        except KeyError:
            raise Missing(f"there is no {name!r} in it; there is {listed(owner)}") from None
    if owner is None:
        raise Missing(f"{name!r} cannot be read from nothing (null)")
    raise ExpressionError(f"{a_kind(owner)} has no keys, so no {name!r}")


def item(budget: Budget, owner: Any, key: Any) -> Any:
    """`owner[key]` of an object, a list or a text."""
    if isinstance(owner, Mapping):
        if not isinstance(key, str | int | float | None):
            raise ExpressionError(f"{a_kind(key)} is not a key")
        try:
            return owner[key]
        except KeyError:
            raise Missing(f"there is no {key!r} in it; there is {listed(owner)}") from None
    if owner is None:
        raise Missing(f"{key!r} cannot be read from nothing (null)")
    if not isinstance(owner, list | str):
        raise ExpressionError(f"{a_kind(owner)} has no items")
    if not isinstance(key, int):
        raise ExpressionError(f"{a_kind(owner)} is read by number, not by {a_kind(key)}")
    try:
        return owner[key]
    except IndexError:
        raise Missing(f"there is no item {key}: it has {len(owner)}") from None


def part(budget: Budget, owner: Any, start: Any, stop: Any, step: Any) -> Any:
    """`owner[start:stop:step]` of a list or a text."""
    if not isinstance(owner, list | str):
        raise ExpressionError(f"{a_kind(owner)} cannot be cut")
    _pay(budget, owner)
    return owner[start:stop:step]


def loop(budget: Budget, items: Any, steps: int) -> Any:
    """What `for` goes through, paid for before it begins: `steps` is the cost of going round once."""
    if not isinstance(items, list | str | dict):
        raise ExpressionError(f"{a_kind(items)} is not a list to go through")
    budget.charge(len(items) * steps)
    return items


def spread(budget: Budget, items: Any) -> Any:
    """The items of `*items` within a list."""
    return loop(budget, items, 1)


def spread_object(budget: Budget, items: Any) -> Any:
    """The pairs of `**items` within an object."""
    if not isinstance(items, dict):
        raise ExpressionError(f"{a_kind(items)} is not an object")
    return loop(budget, items, 1)


def lazy_default(budget: Budget, value: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
    """The value, or the other one where something on the way is missing or the value is null."""
    try:
        found = value()
    except Missing:
        found = None
    return otherwise() if found is None else found


def add(budget: Budget, left: Any, right: Any) -> Any:
    kind = type(left)
    if kind is int or kind is float:
        return left + right
    if kind is str and type(right) is str:
        budget.charge_text(len(left) + len(right))
    elif kind is list and type(right) is list:
        budget.charge(len(left) + len(right))
    elif not isinstance(left, int | float) or not isinstance(right, int | float):
        raise ExpressionError(f"{a_kind(left)} and {a_kind(right)} cannot be added")
    return left + right


def multiply(budget: Budget, left: Any, right: Any) -> Any:
    if isinstance(left, float) or isinstance(right, float):
        return left * right
    if isinstance(left, int) and isinstance(right, int):
        _allow_bits(left.bit_length() + right.bit_length())
        return left * right
    for many, times in ((left, right), (right, left)):
        if isinstance(many, list | str) and isinstance(times, int):
            _repeat(budget, many, max(times, 0))
            return many * times
    raise ExpressionError(f"{a_kind(left)} and {a_kind(right)} cannot be multiplied")


def power(budget: Budget, left: Any, right: Any) -> Any:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise ExpressionError(f"{a_kind(left)} cannot be raised to the power of {a_kind(right)}")
    if isinstance(left, int) and isinstance(right, int):
        _allow_bits(left.bit_length() * max(right, 0))
    result = left**right
    if isinstance(result, complex):
        raise ExpressionError(f"{left} to the power of {right} is not a real number")
    return result


def modulo(budget: Budget, left: Any, right: Any) -> Any:
    # A text on the left would be Python's formatting, which can ask for a width of gigabytes.
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise ExpressionError(f"% needs numbers, not {a_kind(left)} and {a_kind(right)}")
    return left % right


def shift_left(budget: Budget, left: Any, right: Any) -> Any:
    _need_integers("<<", left, right)
    _allow_bits(left.bit_length() + max(right, 0))
    return left << right


def shift_right(budget: Budget, left: Any, right: Any) -> Any:
    _need_integers(">>", left, right)
    return left >> right


def bits_and(budget: Budget, left: Any, right: Any) -> Any:
    _need_integers("&", left, right)
    return left & right


def bits_or(budget: Budget, left: Any, right: Any) -> Any:
    _need_integers("|", left, right)
    return left | right


def bits_xor(budget: Budget, left: Any, right: Any) -> Any:
    _need_integers("^", left, right)
    return left ^ right


def compare(budget: Budget, operators: tuple[str, ...], left: Any, *others: Any) -> bool:
    """A chain of comparisons; all of it is worked out, since nothing in it can have an effect."""
    for name, right in zip(operators, others, strict=True):
        if not _COMPARISONS[name](budget, left, right):
            return False
        left = right
    return True


def equal(budget: Budget, left: Any, right: Any) -> bool:
    if isinstance(left, _CONTAINERS) and isinstance(right, _CONTAINERS):
        if type(left) is not type(right) or len(left) != len(right):
            return False
        budget.weigh(left)
        budget.weigh(right)
    elif isinstance(left, str) and isinstance(right, str):
        budget.charge(len(left) >> 8)
    return bool(left == right)


def holds(budget: Budget, container: Any, value: Any) -> bool:
    """`value in container`."""
    if isinstance(container, str):
        if not isinstance(value, str):
            raise ExpressionError(f"a text cannot hold {a_kind(value)}")
        budget.charge(len(container) >> 5)
    elif isinstance(container, list):
        budget.charge(len(container))
        if isinstance(value, _CONTAINERS):
            return any(equal(budget, value, one) for one in container)
    elif isinstance(container, Mapping):
        return isinstance(value, str | int | float | None) and value in container
    else:
        raise ExpressionError(f"{a_kind(container)} cannot hold anything")
    return value in container


def _ordered(compared: Callable[[Any, Any], bool]) -> Callable[[Budget, Any, Any], bool]:
    def ordered(budget: Budget, left: Any, right: Any) -> bool:
        if isinstance(left, list) and isinstance(right, list):
            budget.weigh(left)
            budget.weigh(right)
        elif isinstance(left, str) and isinstance(right, str):
            budget.charge(len(left) >> 8)
        return compared(left, right)

    return ordered


_COMPARISONS: dict[str, Callable[[Budget, Any, Any], bool]] = {
    "Eq": equal,
    "NotEq": lambda budget, left, right: not equal(budget, left, right),
    "Lt": _ordered(operator.lt),
    "LtE": _ordered(operator.le),
    "Gt": _ordered(operator.gt),
    "GtE": _ordered(operator.ge),
    "In": lambda budget, left, right: holds(budget, right, left),
    "NotIn": lambda budget, left, right: not holds(budget, right, left),
    "Is": lambda budget, left, right: left is right,
    "IsNot": lambda budget, left, right: left is not right,
}


def _pay(budget: Budget, many: Any) -> None:
    budget.charge(len(many) if isinstance(many, list) else len(many) >> 5)


def _repeat(budget: Budget, many: Any, times: int) -> None:
    if isinstance(many, str):
        budget.charge_text(len(many) * times)
    else:
        budget.charge(len(many) * times)


def _allow_bits(bits: int) -> None:
    if bits > LARGEST_NUMBER:
        raise TooMuch("the number would be too large")


def _need_integers(sign: str, left: Any, right: Any) -> None:
    if not isinstance(left, int) or not isinstance(right, int):
        raise ExpressionError(f"{sign} needs whole numbers, not {a_kind(left)} and {a_kind(right)}")
