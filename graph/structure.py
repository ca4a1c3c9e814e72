"""Structure: the faults with which no definition can run, and the order in which one runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.definition import Definition, Edge, Node
from graph.node_types import NODE_TYPES
from graph.problems import Problem


def structural_problems(definition: Definition) -> list[Problem]:
    """Duplicate ids, unknown types, impossible edges, cycles; empty where the definition can run."""
    nodes: dict[str, Node] = {}
    problems: list[Problem] = []
    for node in definition.nodes:
        if node.id in nodes:
            message = f"{node.label}: another node has the id {node.id!r} too"
            problems.append(Problem("duplicate_id", message, node_id=node.id))
        nodes.setdefault(node.id, node)
    for node in definition.nodes:
        problems += _node_problems(node, nodes)
    sound: list[Edge] = []
    seen: set[str] = set()
    for edge in definition.edges:
        found = _edge_problem(edge, nodes)
        if found is None and edge.id in seen:
            found = Problem("duplicate_id", f"Two edges have the id {edge.id!r}", edge_id=edge.id)
        seen.add(edge.id)
        if found is None:
            sound.append(edge)
        else:
            problems.append(found)
    if cycle := find_cycle(nodes, sound):
        problems.append(_cycle_problem([nodes[node_id] for node_id in cycle]))
    return problems


def refusal(edge: Edge, nodes: Mapping[str, Node]) -> str | None:
    """Why this edge cannot be, whatever else is in the graph; None where it can."""
    source, target = nodes[edge.source], nodes[edge.target]
    source_type, target_type = NODE_TYPES.get(source.type), NODE_TYPES.get(target.type)
    if edge.source == edge.target:
        return f"{source.label} cannot be connected to itself"
    if target_type is not None and not target_type.has_input:
        what = "a trigger" if target_type.is_trigger else "a node without input"
        return f"{target.label} is {what}: no edge can lead to it"
    if source_type is not None and edge.source_handle not in (handles := source_type.source_handles(source)):
        has = f"it has {', '.join(handles)}" if handles else "it has none"
        return f"{source.label} has no handle {edge.source_handle!r}: {has}"
    if source.parent_node != target.parent_node:
        return f"{source.label} and {target.label} are not in the same container"
    return None


def find_cycle(nodes: Iterable[str], edges: Sequence[Edge]) -> list[str]:
    """The ids of one cycle, in order; empty where there is none."""
    order = set(in_order(nodes, edges))
    following: dict[str, list[str]] = {}
    for edge in edges:
        if edge.source not in order and edge.target not in order:
            following.setdefault(edge.source, []).append(edge.target)
    return next(filter(None, (_cycle_from(start, following) for start in following)), [])


def in_order(nodes: Iterable[str], edges: Sequence[Edge]) -> list[str]:
    """The nodes so that every edge leads onward, else as given; what a cycle holds up is left out."""
    waiting = dict.fromkeys(nodes, 0)
    following: dict[str, list[str]] = {node_id: [] for node_id in waiting}
    for edge in edges:
        waiting[edge.target] += 1
        following[edge.source].append(edge.target)
    ready = deque(node_id for node_id, count in waiting.items() if not count)
    ordered = []
    while ready:
        ordered.append(node_id := ready.popleft())
        for target in following[node_id]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return ordered


def _node_problems(node: Node, nodes: Mapping[str, Node]) -> Iterator[Problem]:
    if node.type not in NODE_TYPES:
        message = f"{node.label}: there is no node type {node.type!r}"
        yield Problem("unknown_type", message, node_id=node.id)
    if node.parent_node is None:
        return
    parent = nodes.get(node.parent_node)
    if parent is None:
        message = f"{node.label}: its container {node.parent_node!r} does not exist"
        yield Problem("unknown_container", message, node_id=node.id)
    elif parent.type in NODE_TYPES and not NODE_TYPES[parent.type].is_container:
        yield Problem("not_a_container", f"{node.label}: {parent.label} is no container", node_id=node.id)
    elif _holds_itself(node, nodes):
        yield Problem("container_cycle", f"{node.label} is inside itself", node_id=node.id)


def _holds_itself(node: Node, nodes: Mapping[str, Node]) -> bool:
    outer, seen = node.parent_node, {node.id}
    while outer is not None and outer in nodes:
        if outer in seen:
            return True
        seen.add(outer)
        outer = nodes[outer].parent_node
    return False


def _edge_problem(edge: Edge, nodes: Mapping[str, Node]) -> Problem | None:
    for end, other in ((edge.source, edge.target), (edge.target, edge.source)):
        if end not in nodes:
            at = nodes.get(other)
            message = f"An edge of {at.label if at else other} leads to {end!r}, which does not exist"
            return Problem("edge_to_nowhere", message, node_id=at.id if at else None, edge_id=edge.id)
    reason = refusal(edge, nodes)
    if reason is None:
        return None
    code = "cycle" if edge.source == edge.target else "edge_not_possible"
    return Problem(code, reason, node_id=edge.source, edge_id=edge.id)


def _cycle_from(start: str, following: Mapping[str, list[str]]) -> list[str]:
    path, place = [start], {start: 0}
    todo = [iter(following[start])]
    done: set[str] = set()
    while todo:
        target = next(todo[-1], None)
        if target is None:
            todo.pop()
            done.add(path[-1])
            del place[path.pop()]
        elif target in place:
            return path[place[target] :]
        elif target not in done:
            place[target] = len(path)
            path.append(target)
            todo.append(iter(following.get(target, ())))
    return []


def _cycle_problem(nodes: Sequence[Node]) -> Problem:
    shown = [node.label for node in nodes]
    shown = [*shown[:8], "…"] if len(shown) > 9 else shown
    message = f"The nodes go round in a circle: {' → '.join([*shown, nodes[0].label])}"
    return Problem("cycle", message, node_id=nodes[0].id)
