"""Functions over lists and objects."""

from __future__ import annotations

from typing import Any

from graph.errors import ExpressionError
from graph.expressions.budget import SCALARS, Budget
from graph.expressions.functions.texts import str_
from graph.expressions.guards import Missing, attribute, holds
from graph.expressions.words import a_kind


def len_(budget: Budget, value: Any) -> int:
    """How many items, keys or characters there are."""
    if not isinstance(value, list | str | dict):
        raise ExpressionError(f"{a_kind(value)} has no length")
    return len(value)


def sum_(budget: Budget, items: Any, start: Any = 0) -> Any:
    """The sum of the numbers."""
    total = _number(start)
    for one in _list(budget, items):
        total += _number(one)
    return total


def min_(budget: Budget, *values: Any, key: Any = None) -> Any:
    """The smallest of a list or of several values; `key` names what to compare by."""
    items = _candidates(budget, values, key)
    return min(items, key=lambda pair: pair[0])[1]


def max_(budget: Budget, *values: Any, key: Any = None) -> Any:
    """The largest of a list or of several values; `key` names what to compare by."""
    items = _candidates(budget, values, key)
    return max(items, key=lambda pair: pair[0])[1]


def sorted_(budget: Budget, items: Any, key: Any = None, reverse: Any = False) -> list[Any]:
    """The items in order; `key` names what to compare by, e.g. "days"."""
    pairs = _keyed(budget, _list(budget, items), key)
    # Comparing takes longer than looking: every item is compared with log n others.
    budget.charge(len(pairs) * len(pairs).bit_length() // 16)
    pairs.sort(key=lambda pair: pair[0], reverse=bool(reverse))
    return [value for _, value in pairs]


def reversed_(budget: Budget, items: Any) -> Any:
    """The list, or the text, from its end."""
    if isinstance(items, str):
        budget.charge_text(len(items))
    else:
        _list(budget, items)
    return items[::-1]


def any_(budget: Budget, items: Any) -> bool:
    """True where one of the items is true."""
    return any(_list(budget, items))


def all_(budget: Budget, items: Any) -> bool:
    """True where every item is true."""
    return all(_list(budget, items))


def contains(budget: Budget, container: Any, value: Any) -> bool:
    """True where the list, object or text holds the value."""
    return holds(budget, container, value)


def keys(budget: Budget, value: Any) -> list[Any]:
    """The object's keys."""
    return list(_object(budget, value))


def values(budget: Budget, value: Any) -> list[Any]:
    """The object's values."""
    return list(_object(budget, value).values())


def items(budget: Budget, value: Any) -> list[Any]:
    """The object's pairs: [[key, value], …]"""
    return [[key, one] for key, one in _object(budget, value).items()]


def unique(budget: Budget, items: Any, key: Any = None) -> list[Any]:
    """The items without those that occurred before; `key` names what to compare by."""
    found: dict[Any, Any] = {}
    for by, value in _keyed(budget, _list(budget, items), key):
        # True == 1 in Python, but not to those who read JSON.
        mark = (type(by) is bool, by) if type(by) in SCALARS or isinstance(by, str) else _canonical(by)
        found.setdefault(mark, value)
    return list(found.values())


def flatten(budget: Budget, items: Any) -> list[Any]:
    """The items of the lists in a list, one level of them."""
    flat: list[Any] = []
    for one in _list(budget, items):
        flat.extend(_list(budget, one) if isinstance(one, list) else [one])
    return flat


def group_by(budget: Budget, items: Any, key: Any) -> dict[str, list[Any]]:
    """The items in lists by the value under a key: {value: [item, …]}"""
    groups: dict[str, list[Any]] = {}
    for by, value in _keyed(budget, _list(budget, items), key):
        groups.setdefault(str_(budget, by), []).append(value)
    return groups


def zip_(budget: Budget, *lists: Any) -> list[Any]:
    """The first items together, then the second ones, … up to the shortest list's end."""
    checked = [_list(budget, one) for one in lists]
    return [list(together) for together in zip(*checked, strict=False)]


def enumerate_(budget: Budget, items: Any, start: int = 0) -> list[Any]:
    """The items with their numbers: [[0, item], …]"""
    return [[number, one] for number, one in enumerate(_list(budget, items), start)]


def range_(budget: Budget, start: int, stop: Any = None, step: int = 1) -> list[int]:
    """The whole numbers from start up to but not including stop; range(3) is [0, 1, 2]."""
    numbers = range(start) if stop is None else range(start, stop, step)
    budget.charge(_count(numbers))
    return list(numbers)


def _count(numbers: range) -> int:
    try:
        return len(numbers)
    except OverflowError:
        return 1 << 62


def _list(budget: Budget, items: Any) -> list[Any]:
    if not isinstance(items, list):
        raise ExpressionError(f"a list is needed here, not {a_kind(items)}")
    budget.charge(len(items))
    return items


def _object(budget: Budget, value: Any) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise ExpressionError(f"an object is needed here, not {a_kind(value)}")
    budget.charge(len(value) * 2)
    return value


def _number(value: Any) -> Any:
    if not isinstance(value, int | float):
        raise ExpressionError(f"only numbers can be added up, not {a_kind(value)}")
    return value


def _candidates(budget: Budget, values: tuple[Any, ...], key: Any) -> list[tuple[Any, Any]]:
    several = _list(budget, values[0] if len(values) == 1 else list(values))
    if not several:
        raise Missing("the list is empty")
    return _keyed(budget, several, key)


def _keyed(budget: Budget, items: list[Any], key: Any) -> list[tuple[Any, Any]]:
    """Every item with what it is compared by; whatever is deep is paid for."""
    if key is None:
        keyed = [(value, value) for value in items]
    elif isinstance(key, str):
        budget.charge(len(items) * 3)
        keyed = [(attribute(budget, value, key), value) for value in items]
    else:
        raise ExpressionError(f"key is the name of what to compare by, not {a_kind(key)}")
    for by, _ in keyed:
        if type(by) not in SCALARS:
            budget.weigh(by)
    return keyed


def _canonical(value: Any) -> Any:
    if isinstance(value, list):
        return ("list", *(_canonical(one) for one in value))
    if isinstance(value, dict):
        return ("object", frozenset((key, _canonical(one)) for key, one in value.items()))
    return (type(value) is bool, value)


ALL = (
    len_, sum_, min_, max_, sorted_, reversed_, any_, all_, contains, keys, values, items, unique, flatten,
    group_by, zip_, enumerate_, range_,
)  # fmt: skip
