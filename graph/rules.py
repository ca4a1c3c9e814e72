"""The rules: everything that is wrong with a definition, at the node and field where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from graph.catalogue import Activities
from graph.config_rules import ConfigRules
from graph.definition import Definition, Edge, JoinMode, Node
from graph.expression_rules import ExpressionRules
from graph.node_types import NODE_TYPES
from graph.node_types.base import CheckContext
from graph.problems import Problem, Severity
from graph.structure import refusal, structural_problems


def check(definition: Definition, activities: Activities) -> list[Problem]:
    """Every problem of the definition: errors refuse Deploy, warnings do not."""
    if not definition.nodes:
        return [Problem("empty", "There is nothing to run: add a trigger")]
    problems = structural_problems(definition)
    problems += _start_problems(definition)
    problems += _edge_problems(definition)
    config, expressions = ConfigRules(activities), ExpressionRules(definition)
    context = CheckContext(activities, node_ids=frozenset(node.id for node in definition.nodes))
    inputs = Counter(edge.target for edge in definition.edges)
    for node in definition.nodes:
        kind = NODE_TYPES.get(node.type)
        if kind is None:
            continue
        found = [*config.problems(node), *kind.problems(node, context)]
        problems += _once_per_field(found)
        problems += _join_problems(node, inputs[node.id])
        problems += expressions.problems(node)
    return problems


def can_connect(definition: Definition, source: str, handle: str, target: str) -> str | None:
    """Why no edge can go from this handle to this node, in a sentence; None where one can."""
    nodes = {node.id: node for node in definition.nodes}
    for end in (source, target):
        if end not in nodes:
            return f"{end!r} does not exist"
    edge = Edge(id="new", source=source, target=target, source_handle=handle)
    if reason := refusal(edge, nodes):
        return reason
    if any(_joins(each) == _joins(edge) for each in definition.edges):
        return f"{nodes[source].label} and {nodes[target].label} are connected already"
    if source in _reached(definition, [target]):
        return "The workflow would go round in a circle"
    return None


def _start_problems(definition: Definition) -> Iterator[Problem]:
    triggers = [
        node.id for node in definition.nodes if node.type in NODE_TYPES and NODE_TYPES[node.type].is_trigger
    ]
    if not triggers:
        yield Problem("no_trigger", "Nothing starts this workflow: add a trigger")
        return
    reached = _reached(definition, triggers)
    for node in definition.nodes:
        if node.id not in reached and node.parent_node is None and node.type in NODE_TYPES:
            yield Problem(
                "unreachable",
                f"{node.label} never runs: no edges lead to it from a trigger",
                Severity.WARNING,
                node_id=node.id,
            )


def _edge_problems(definition: Definition) -> Iterator[Problem]:
    labels = {node.id: node.label for node in definition.nodes}
    seen: set[tuple[str, str, str]] = set()
    for edge in definition.edges:
        if edge.target_handle != "in":
            message = f"{labels.get(edge.target, edge.target)} has no input {edge.target_handle!r}: it has in"
            yield Problem("unknown_handle", message, node_id=edge.target, edge_id=edge.id)
        if _joins(edge) in seen:
            ends = f"{labels.get(edge.source, edge.source)} and {labels.get(edge.target, edge.target)}"
            message = f"{ends} are connected twice"
            yield Problem("duplicate_edge", message, node_id=edge.source, edge_id=edge.id)
        seen.add(_joins(edge))


def _join_problems(node: Node, inputs: int) -> Iterator[Problem]:
    join = node.data.join
    if join is None or join.mode is not JoinMode.N:
        return
    if join.count is None:
        message = f"{node.label}: say how many inputs to wait for"
        yield Problem("missing_field", message, node_id=node.id, field="join.count")
    elif join.count > inputs:
        message = f"{node.label} waits for {join.count} inputs but has {inputs}: it never runs"
        yield Problem("join_count", message, node_id=node.id, field="join.count")


def _once_per_field(problems: list[Problem]) -> Iterator[Problem]:
    seen: set[str | None] = set()
    for problem in problems:
        if problem.field is None or problem.field not in seen:
            yield problem
        seen.add(problem.field)


def _reached(definition: Definition, start: list[str]) -> set[str]:
    following: dict[str, list[str]] = {}
    for edge in definition.edges:
        following.setdefault(edge.source, []).append(edge.target)
    return _followed(start, following)


def _followed(start: list[str], following: Mapping[str, list[str]]) -> set[str]:
    reached, todo = set(start), list(start)
    while todo:
        for target in following.get(todo.pop(), ()):
            if target not in reached:
                reached.add(target)
                todo.append(target)
    return reached


def _joins(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.source_handle, edge.target
