"""The functions that an expression may call: pure, bounded, the same on every replay."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from graph.expressions.functions import dates, lists, numbers, texts
from graph.expressions.guards import lazy_default

Function = Callable[..., Any]

# A name that Python keeps for itself is written with an underscore behind it in its module.
FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "default": lazy_default,
        **{
            function.__name__.removesuffix("_"): function
            for module in (lists, numbers, texts, dates)
            for function in module.ALL
        },
    }
)


@cache
def signature(name: str) -> inspect.Signature:
    """How a function is called in an expression: without the budget, which every one takes first."""
    whole = inspect.signature(FUNCTIONS[name])
    return whole.replace(
        parameters=[
            each.replace(annotation=each.empty, default=each.default) for each in whole.parameters.values()
        ][1:],
        return_annotation=inspect.Signature.empty,
    )


def describe() -> list[dict[str, str]]:
    """Every function with its call and its promise, for completion and the manual."""
    return [
        {"name": name, "call": f"{name}{signature(name)}", "description": inspect.getdoc(function) or ""}
        for name, function in FUNCTIONS.items()
    ]
