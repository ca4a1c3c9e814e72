"""The plan: a definition made ready to run, its scopes opened and every edge looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.definition import Definition, Edge, Join, Node
from graph.errors import PlanError
from graph.node_types import NODE_TYPES
from graph.node_types.base import NodeType
from graph.structure import in_order, structural_problems

NO_EDGES: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedNode:
    """A node with its type, its edges in the definition's order, and the rule by which it runs."""

    node: Node
    type: NodeType
    incoming: tuple[Edge, ...]
    outgoing: tuple[Edge, ...]
    join: Join

    @property
    def id(self) -> str:
        return self.node.id

    def has_edge_from(self, handle: str) -> bool:
        return any(edge.source_handle == handle for edge in self.outgoing)


@dataclass(frozen=True, slots=True)
class Scope:
    """A directed acyclic graph: the whole definition's outermost nodes, or those inside a container.

    `nodes` is in an order in which every edge leads onward, the same on every replay; `start` runs first;
    `unreached` has no incoming edge either but is skipped, since triggers start; `leaves` leads nowhere.
    """

    container: str | None
    nodes: tuple[str, ...]
    start: tuple[str, ...]
    unreached: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the interpreter runs: `scopes` by their container's id, None being the root."""

    definition: Definition
    nodes: Mapping[str, PlannedNode]
    scopes: Mapping[str | None, Scope]

    @property
    def root(self) -> Scope:
        return self.scopes[None]


def compile_plan(definition: Definition) -> Plan:
    """The definition's plan; raises PlanError, which names the node, where it cannot run."""
    for problem in structural_problems(definition):
        raise PlanError(problem.message, node_id=problem.node_id, field=problem.field)
    nodes = _planned(definition)
    members: dict[str | None, list[PlannedNode]] = {None: []}
    for planned in nodes.values():
        if planned.type.is_container:
            members.setdefault(planned.id, [])
        members.setdefault(planned.node.parent_node, []).append(planned)
    scopes = {container: _scope(container, inside) for container, inside in members.items()}
    return Plan(definition, MappingProxyType(nodes), MappingProxyType(scopes))


def _planned(definition: Definition) -> dict[str, PlannedNode]:
    incoming: dict[str, list[Edge]] = {}
    outgoing: dict[str, list[Edge]] = {}
    for edge in definition.edges:
        outgoing.setdefault(edge.source, []).append(edge)
        incoming.setdefault(edge.target, []).append(edge)
    return {
        node.id: PlannedNode(
            node,
            NODE_TYPES[node.type],
            tuple(incoming.get(node.id, NO_EDGES)),
            tuple(outgoing.get(node.id, NO_EDGES)),
            node.data.join or Join(),
        )
        for node in definition.nodes
    }


def _scope(container: str | None, members: Iterable[PlannedNode]) -> Scope:
    inside = {planned.id: planned for planned in members}
    ordered = in_order(inside, [edge for planned in inside.values() for edge in planned.outgoing])
    free = [node_id for node_id in ordered if not inside[node_id].incoming]
    triggers = [node_id for node_id in free if inside[node_id].type.is_trigger]
    start = triggers if container is None and triggers else free
    starting = set(start)
    return Scope(
        container,
        nodes=tuple(ordered),
        start=tuple(start),
        unreached=tuple(node_id for node_id in free if node_id not in starting),
        leaves=tuple(node_id for node_id in ordered if not inside[node_id].outgoing),
    )
