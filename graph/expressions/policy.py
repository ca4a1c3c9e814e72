"""The policy: which Python an expression may be made of, and the guarded calls that it becomes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from RestrictedPython.transformer import RestrictingNodeTransformer

from graph.expressions.functions import FUNCTIONS, signature
from graph.expressions.words import listed, shown

ROOTS = {
    "input": None, "vars": None, "nodes": None, "item": None, "index": None, "execution": None,
}  # fmt: skip
BUDGET = "_budget"
_OPERATORS = {
    ast.Add: "_add", ast.Mult: "_multiply", ast.Pow: "_power", ast.Mod: "_modulo", ast.LShift: "_shift_left",
    ast.RShift: "_shift_right", ast.BitAnd: "_bits_and", ast.BitOr: "_bits_or", ast.BitXor: "_bits_xor",
}  # fmt: skip
# Refusing is all that is left to say of these: their own words say it better than a class name.
_NAMES = {
    "Lambda": "a lambda", "NamedExpr": "an assignment (:=)", "Await": "await", "Yield": "yield",
    "YieldFrom": "yield", "MatMult": "the operator @", "TemplateStr": "a t-string",
}  # fmt: skip


class Policy(RestrictingNodeTransformer):
    """Turns a parsed expression into one that can only read JSON values, in bounded steps.

    Whatever is not named here is refused by RestrictedPython, also what later Pythons add.
    """

    def __init__(self, source: str, tree: ast.AST) -> None:
        super().__init__()
        self.source = source
        stored = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
        self.bound = {node.id for node in stored if isinstance(node.ctx, ast.Store)}

    def error(self, node: ast.AST, info: str) -> None:
        part = ast.get_source_segment(self.source, node)
        self.errors.append(f"{shown(part)}: {info}" if part else info)

    def not_allowed(self, node: ast.AST) -> None:
        name = type(node).__name__
        self.error(node, f"{_NAMES.get(name, name)} is not allowed in an expression")

    def check_name(self, node: Any, name: str | None, allow_magic_methods: bool = False) -> None:
        if name is not None and name.startswith("_"):
            self.error(node, f"{name} begins with _, which no name may; a key is read as [{name!r}]")
        else:
            super().check_name(node, name, allow_magic_methods)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not isinstance(node.value, str | int | float | bool | None):
            self.error(node, "only texts, numbers, True, False and None can be written out")
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self.not_allowed(node)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        self.not_allowed(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        self.check_name(node, node.id)
        if isinstance(node.ctx, ast.Store):
            if node.id in FUNCTIONS:
                self.error(node, f"{node.id} is a function: call the variable something else")
        elif node.id in FUNCTIONS and node.id not in self.bound:
            self.error(node, f"{node.id} is a function: write {node.id}(…)")
        elif node.id not in ROOTS and node.id not in self.bound and not node.id.startswith("_"):
            self.error(node, f"there is no {node.id!r} here; there is {listed(ROOTS)}")
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.check_name(node, node.attr)
        return self._call(node, "_attribute", self.visit(node.value), ast.Constant(node.attr))

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        owner = self.visit(node.value)
        if isinstance(node.slice, ast.Slice):
            ends = (node.slice.lower, node.slice.upper, node.slice.step)
            return self._call(node, "_part", owner, *(self._visited(end) for end in ends))
        return self._call(node, "_item", owner, self.visit(node.slice))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if not isinstance(node.func, ast.Name):
            method = f": write {node.func.attr}(…)" if isinstance(node.func, ast.Attribute) else ""
            self.error(node, f"values have no methods, only functions can be called{method}")
            return node
        name = node.func.id
        if name not in FUNCTIONS or name in self.bound:
            self.check_name(node.func, name)
            self.error(node, f"there is no function {name!r}; there is {', '.join(FUNCTIONS)}")
            return node
        if not self._check_arguments(node, name):
            return node
        values = [self.visit(value) for value in node.args]
        keywords = [ast.keyword(each.arg, self.visit(each.value)) for each in node.keywords]
        if name == "default":
            values = [self._later(value) for value in values]
        return self._call(node, name, *values, keywords=keywords)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        guard = _OPERATORS.get(type(node.op))
        if guard is not None:
            return self._call(node, guard, self.visit(node.left), self.visit(node.right))
        return self.node_contents_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        sides = [node.left, *node.comparators]
        for operator, side, other in zip(node.ops, sides, sides[1:], strict=False):
            constants = (side, other)
            if isinstance(operator, ast.Is | ast.IsNot) and not any(map(_is_singleton, constants)):
                self.error(node, "`is` goes with None, True and False only: write ==")
        visited = [self.visit(side) for side in sides]
        # Comparing with a constant is as cheap as it looks: Python's own operator does it.
        if (
            len(node.ops) == 1
            and not isinstance(node.ops[0], ast.In | ast.NotIn)
            and any(map(_is_constant, sides))
        ):
            return ast.copy_location(ast.Compare(visited[0], node.ops, visited[1:]), node)
        names = ast.Tuple([ast.Constant(type(operator).__name__) for operator in node.ops], ast.Load())
        return self._call(node, "_compare", names, *visited)

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        if isinstance(node.ctx, ast.Store):
            return self.node_contents_visit(node)
        # A tuple of tuples can take for ever to hash; as a list it is JSON and never a key.
        return ast.copy_location(ast.List([self.visit(one) for one in node.elts], ast.Load()), node)

    def visit_Set(self, node: ast.Set) -> ast.AST:
        # A set's order changes from process to process: what is written as one is a list without repetitions.
        return self._unique(node, ast.List([self.visit(one) for one in node.elts], ast.Load()))

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self._unique(node, self._comprehension(node))

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self._comprehension(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        return self._comprehension(node)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        loops = self._loops(node.generators, [node.key, node.value])
        made = ast.DictComp(self.visit(node.key), self.visit(node.value), loops)
        return ast.copy_location(made, node)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        values = [
            self.visit(value) if key is not None else self._call(value, "_spread_object", self.visit(value))
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        return ast.copy_location(ast.Dict([key and self.visit(key) for key in node.keys], values), node)

    def visit_Starred(self, node: ast.Starred) -> ast.AST:
        if isinstance(node.ctx, ast.Store):
            self.error(node, "a variable with * is not allowed")
            return node
        spread = self._call(node, "_spread", self.visit(node.value))
        return ast.copy_location(ast.Starred(spread, ast.Load()), node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        pieces: list[ast.expr] = []
        for piece in node.values:
            if isinstance(piece, ast.FormattedValue):
                if piece.format_spec is not None or piece.conversion != -1:
                    self.error(
                        node, "a format is not allowed in an f-string: write round(…) or format_date(…)"
                    )
                pieces.append(self.visit(piece.value))
            else:
                pieces.append(piece)
        return self._call(node, "join", ast.List(pieces, ast.Load()))

    def _visited(self, node: ast.expr | None) -> ast.expr:
        visited: ast.expr = ast.Constant(None) if node is None else self.visit(node)
        return visited

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> ast.expr:
        loops = self._loops(node.generators, [node.elt])
        return ast.copy_location(ast.ListComp(self.visit(node.elt), loops), node)

    def _loops(self, loops: Sequence[ast.comprehension], body: list[ast.expr]) -> list[ast.comprehension]:
        made = []
        for loop, inner in zip(loops, [*loops[1:], None], strict=True):
            if loop.is_async:
                self.error(loop.iter, "async is not allowed in an expression")
            around = [*loop.ifs, *([inner.iter] if inner is not None else body)]
            steps = ast.Constant(2 + sum(_weight(part) for part in around))
            items = self._call(loop.iter, "_loop", self.visit(loop.iter), steps)
            target = self.visit(loop.target)
            made.append(ast.comprehension(target, items, [self.visit(one) for one in loop.ifs], 0))
        return made

    def _unique(self, node: ast.expr, made: ast.expr) -> ast.expr:
        return self._call(node, "unique", ast.copy_location(made, node))

    def _later(self, value: ast.expr) -> ast.expr:
        nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        return ast.copy_location(ast.Lambda(nothing, value), value)

    def _check_arguments(self, node: ast.Call, name: str) -> bool:
        if any(isinstance(each, ast.Starred) for each in node.args) or any(
            each.arg is None for each in node.keywords
        ):
            self.error(node, "* is not allowed in a call")
            return False
        expected = signature(name)
        try:
            expected.bind(*node.args, **{str(each.arg): each for each in node.keywords})
        except TypeError as error:
            self.error(node, f"{name} is called as {name}{expected}: {error}")
            return False
        return True

    def _call(
        self, node: ast.expr, name: str, *values: ast.expr, keywords: Sequence[ast.keyword] = ()
    ) -> ast.expr:
        budget = ast.Name(BUDGET, ast.Load())
        call = ast.Call(ast.Name(name, ast.Load()), [budget, *values], list(keywords))
        return ast.copy_location(call, node)


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _is_singleton(node: Any) -> bool:
    return isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool))


def _weight(node: ast.AST) -> int:
    return sum(isinstance(part, ast.expr) for part in ast.walk(node))
