"""Expressions: `{{ … }}` in a text, in a restricted subset of Python that only reads and always ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import ExpressionError
from graph.expressions.budget import Budget
from graph.expressions.compiled import Compiled, RefusedExpression, compiled
from graph.expressions.functions import FUNCTIONS, describe
from graph.expressions.functions.texts import str_
from graph.expressions.guards import Missing
from graph.expressions.policy import ROOTS
from graph.expressions.template import OPEN, Expression, has_marks, parse, whole

__all__ = [
    "FUNCTIONS",
    "ROOTS",
    "Missing",
    "check",
    "describe",
    "evaluate",
    "has_expression",
    "is_expression",
    "references",
    "texts",
]


def evaluate(value: Any, scope: Mapping[str, Any]) -> Any:
    """The value with every expression in it worked out, however deep; raises ExpressionError.

    `scope` holds what expressions see: input, vars, nodes, execution, item and index inside a loop. A text
    that is one whole expression becomes that expression's value; in any other the values are put in as texts.
    """
    if isinstance(value, str):
        return _evaluate_text(value, scope) if OPEN in value else value
    if isinstance(value, dict):
        return {key: evaluate(inner, scope) for key, inner in value.items()}
    if isinstance(value, list):
        return [evaluate(inner, scope) for inner in value]
    return value


def check(text: str) -> list[str]:
    """What is wrong with the expressions of a text, in sentences; empty where nothing is."""
    try:
        parts = parse(text)
    except ExpressionError as error:
        return [error.message]
    problems: list[str] = []
    for part in parts:
        if isinstance(part, Expression):
            try:
                compiled(part.source)
            except RefusedExpression as error:
                problems += error.problems
    return problems


def has_expression(value: Any) -> bool:
    """True where there is an expression somewhere in the value."""
    return any(has_marks(text) for _, text in texts(value))


def is_expression(value: Any) -> bool:
    """True for a text with an expression in it: what it becomes is known only when it runs."""
    return isinstance(value, str) and has_marks(value)


def references(text: str) -> frozenset[str]:
    """The ids of the nodes whose results a text reads; empty for a text that cannot be compiled."""
    try:
        return frozenset().union(*(one.nodes for one in _compiled_parts(text)))
    except ExpressionError:
        return frozenset()


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value with its dotted path."""
    if isinstance(value, str):
        yield path, value
        return
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    else:
        return
    for key, one in inner:
        yield from texts(one, f"{path}.{key}" if path else str(key))


def _evaluate_text(text: str, scope: Mapping[str, Any]) -> Any:
    budget = Budget()
    single = whole(text)
    if single is not None:
        return compiled(single.source).evaluate(scope, budget)
    written = []
    for part in parse(text):
        if isinstance(part, Expression):
            written.append(str_(budget, compiled(part.source).evaluate(scope, budget)))
        else:
            written.append(part)
    return "".join(written)


def _compiled_parts(text: str) -> Iterator[Compiled]:
    for part in parse(text):
        if isinstance(part, Expression):
            yield compiled(part.source)
