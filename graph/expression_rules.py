"""Rules of expressions: whether they can be compiled, and whether what they read can be there."""

from __future__ import annotations

from collections.abc import Iterator

from graph.definition import Definition, Node
from graph.expressions import check, has_expression, references, texts
from graph.node_types import config_schema
from graph.problems import Problem, Severity
from graph.structure import in_order


class ExpressionRules:
    """Checks every expression in the configs of a definition."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._labels = {node.id: node.label for node in definition.nodes}
        self._places = {node_id: place for place, node_id in enumerate(self._labels)}
        self._parents = {node.id: node.parent_node for node in definition.nodes}
        self._before: dict[str, int] | None = None

    def problems(self, node: Node) -> Iterator[Problem]:
        for field, value in node.data.config.items():
            # What is a literal as a whole, such as a JSON schema, may hold braces of its own.
            literal = config_schema(node.type).get("properties", {}).get(field, {}).get("literal")
            if literal and not isinstance(value, list):
                continue
            if has_expression(value):
                for path, text in texts(value, f"config.{field}"):
                    yield from self._text_problems(node, path, text)

    def _text_problems(self, node: Node, path: str, text: str) -> Iterator[Problem]:
        faults = check(text)
        for fault in faults:
            yield Problem("broken_expression", f"{node.label}: {fault}", node_id=node.id, field=path)
        for name in sorted(references(text)) if not faults else ():
            if name not in self._labels:
                message = f"{node.label}: an expression reads node {name!r}, which does not exist"
                yield Problem("unknown_node", message, node_id=node.id, field=path)
            elif not self._runs_before(name, node.id):
                message = (
                    f"{node.label}: an expression reads {self._labels[name]}, which does not run before it"
                )
                yield Problem("not_before", message, Severity.WARNING, node_id=node.id, field=path)

    def _runs_before(self, earlier: str, later: str) -> bool:
        if self._before is None:
            self._before = self._ancestors()
        mark = 1 << self._places[earlier]
        inside: str | None = later
        for _ in range(100):  # containers within containers; those that hold themselves are found elsewhere
            if inside is None or inside not in self._before:
                return False
            if self._before[inside] & mark:
                return True
            inside = self._parents[inside]
        return False

    def _ancestors(self) -> dict[str, int]:
        """The nodes before each node, as bits by their place: one number instead of thousands of sets."""
        edges = [
            edge
            for edge in self._definition.edges
            if edge.source in self._places and edge.target in self._places
        ]
        before = dict.fromkeys(self._places, 0)
        following: dict[str, list[str]] = {}
        for edge in edges:
            following.setdefault(edge.source, []).append(edge.target)
        for node_id in in_order(self._places, edges):
            known = before[node_id] | (1 << self._places[node_id])
            for target in following.get(node_id, ()):
                before[target] |= known
        return before
