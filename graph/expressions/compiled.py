"""One expression: compiled once, evaluated on the data it is given, its errors put into words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, TracebackType
from typing import Any

from graph.errors import ExpressionError
from graph.expressions import guards
from graph.expressions.budget import DEEPEST_SOURCE, LONGEST_SOURCE, SCALARS, Budget, check_result
from graph.expressions.functions import FUNCTIONS
from graph.expressions.guards import Missing
from graph.expressions.policy import BUDGET, ROOTS, Policy
from graph.expressions.words import shown

_FILE = "<expression>"
_GUARDS = (
    guards.attribute, guards.item, guards.part, guards.loop, guards.spread, guards.spread_object, guards.add,
    guards.multiply, guards.power, guards.modulo, guards.shift_left, guards.shift_right, guards.bits_and,
    guards.bits_or, guards.bits_xor, guards.compare,
)  # fmt: skip
# In place of Python's builtins: nothing else can be reached from an expression.
_RUNTIME = {**FUNCTIONS, **{f"_{guard.__name__}": guard for guard in _GUARDS}}
_BROKEN = (TypeError, ValueError, ArithmeticError, LookupError, NameError, RecursionError, MemoryError)
_IN_WORDS: Mapping[type[Exception], str] = {
    ZeroDivisionError: "division by zero",
    OverflowError: "the number would be too large",
    RecursionError: "the value is too large or too deeply nested",
    MemoryError: "the value is too large or too deeply nested",
}
_KINDS = {"str": "a text", "int": "a number", "float": "a number", "list": "a list", "dict": "an object"}
_KINDS |= {"NoneType": "nothing (null)", "bool": "true or false"}


class RefusedExpression(ExpressionError):
    """An expression that cannot be compiled; `problems` says everything that is wrong with it."""

    def __init__(self, source: str, problems: Iterable[str]) -> None:
        self.problems = tuple(f"{{{{ {shown(source)} }}}}: {problem}" for problem in problems)
        super().__init__(self.problems[0])


@dataclass(frozen=True, slots=True)
class Compiled:
    source: str
    code: CodeType
    is_path: bool  # only reads what is there, so its result needs no check
    nodes: frozenset[str]  # the ids that it reads from `nodes`

    def evaluate(self, scope: Mapping[str, Any], budget: Budget) -> Any:
        """Its value on this data; raises ExpressionError, which quotes the part that failed."""
        names = {"__builtins__": _RUNTIME, BUDGET: budget, **scope}
        try:
            value = eval(self.code, names)  # noqa: S307 (compiled under the policy, and without builtins)
            if type(value) not in SCALARS or type(value) is float:
                if not self.is_path:
                    check_result(value)
                elif value is (variables := scope.get("vars")) and variables is not None:
                    value = dict(variables)  # they go on changing
        except ExpressionError as error:
            kind = Missing if isinstance(error, Missing) else ExpressionError
            raise kind(self._sentence(error, error.message)) from None
        except _BROKEN as error:
            raise ExpressionError(self._sentence(error, _in_words(error))) from None
        return value

    def _sentence(self, error: BaseException, why: str) -> str:
        part = _failed_part(self.source, error.__traceback__)
        where = "" if part in ("", self.source) else f"{shown(part)}: "
        return f"{{{{ {shown(self.source)} }}}}: {where}{why}"


@lru_cache(maxsize=16_384)
def compiled(source: str) -> Compiled:
    """The expression ready to run; raises RefusedExpression."""
    if len(source) > LONGEST_SOURCE:
        length = f"{len(source):,} characters long"
        raise RefusedExpression(source, [f"it is {length}; an expression may have {LONGEST_SOURCE:,}"])
    line = re.sub(r"[\r\n\t]", " ", source)
    tree = _parsed(line)
    policy = Policy(line, tree)
    nodes = _nodes_read(tree, policy.bound)
    is_path = _is_path(tree.body)
    safe = policy.visit(tree)
    if policy.errors:
        raise RefusedExpression(source, dict.fromkeys(policy.errors))
    try:
        code = compile(ast.fix_missing_locations(safe), _FILE, "eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise RefusedExpression(source, [str(error)]) from error
    return Compiled(line, code, is_path, nodes)


def _parsed(source: str) -> ast.Expression:
    try:
        tree = ast.parse(source, _FILE, "eval")
    except SyntaxError as error:
        at = f" at character {error.offset}" if error.offset else ""
        raise RefusedExpression(source, [f"this is no expression: {error.msg}{at}"]) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise RefusedExpression(source, [f"this is no expression: {error or 'too deeply nested'}"]) from None
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST_SOURCE * 2):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return tree
    raise RefusedExpression(source, ["it is too deeply nested"])


def _nodes_read(tree: ast.AST, bound: Iterable[str]) -> frozenset[str]:
    found = set()
    for part in ast.walk(tree) if "nodes" not in bound else ():
        if isinstance(part, ast.Attribute) and _is_nodes(part.value):
            found.add(part.attr)
        elif isinstance(part, ast.Subscript) and _is_nodes(part.value):
            found |= _constant_text(part.slice)
    return frozenset(found)


def _constant_text(node: ast.expr) -> set[str]:
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def _is_nodes(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "nodes"


def _is_path(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            return False
        node = node.value
    return isinstance(node, ast.Name) and node.id in ROOTS


def _failed_part(source: str, traceback: TracebackType | None) -> str:
    """The part of the source whose instruction was running."""
    found = ""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == _FILE:
            positions = list(code.co_positions())[traceback.tb_lasti // 2]
            _, _, start, end = positions
            found = source.encode()[start or 0 : end or 0].decode(errors="replace")
        traceback = traceback.tb_next
    return found


def _in_words(error: Exception) -> str:
    unordered = re.fullmatch(r"'(.+)' not supported between instances of '(\w+)' and '(\w+)'", str(error))
    if unordered:
        sign, left, right = unordered.groups()
        return f"{_KINDS.get(left, left)} and {_KINDS.get(right, right)} cannot be compared by {sign}"
    if isinstance(error, NameError):
        return f"{error.name} is not there: item and index are there inside a loop only"
    for kind, words in _IN_WORDS.items():
        if isinstance(error, kind):
            return words
    return str(error)
