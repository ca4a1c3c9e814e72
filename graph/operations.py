"""Operations: the small changes in which a definition travels between editors, server and database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, TypeAdapter, ValidationError

from graph.definition import Definition, Edge, EdgeId, Node, NodeData, NodeId, Position
from graph.errors import InvalidInput


class _Operation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AddNode(_Operation):
    op: Literal["add_node"] = "add_node"
    node: Node


class RemoveNode(_Operation):
    """Removes a node and every edge that touches it."""

    op: Literal["remove_node"] = "remove_node"
    id: NodeId


class MoveNodes(_Operation):
    op: Literal["move_nodes"] = "move_nodes"
    positions: dict[NodeId, Position]


class SetData(_Operation):
    """Sets one value inside a node's `data` (`path` e.g. ["config", "cases", "0", "name"]); None removes it."""

    op: Literal["set_data"] = "set_data"
    id: NodeId
    path: tuple[Annotated[str, StringConstraints(max_length=1000)], ...] = Field(min_length=1, max_length=20)
    value: JsonValue = None


class AddEdge(_Operation):
    op: Literal["add_edge"] = "add_edge"
    edge: Edge


class RemoveEdge(_Operation):
    op: Literal["remove_edge"] = "remove_edge"
    id: EdgeId


Operation = Annotated[
    AddNode | RemoveNode | MoveNodes | SetData | AddEdge | RemoveEdge, Field(discriminator="op")
]
_operations: TypeAdapter[list[Operation]] = TypeAdapter(list[Operation])


class Patch(BaseModel):
    """One gesture's operations; `id` makes sending it twice harmless, `client` names the editor."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=8, max_length=64)
    client: str = Field(default="", max_length=64)
    operations: tuple[Operation, ...] = Field(min_length=1, max_length=20_000)


def parse_operations(values: Any) -> list[Operation]:
    """Operations from JSON values; raises InvalidInput for anything else."""
    try:
        return _operations.validate_python(values)
    except ValidationError as error:
        raise InvalidInput(f"Not a list of operations: {error.errors()[0]['msg']}") from error


def apply(definition: Definition, operations: Sequence[Operation]) -> Definition:
    """The definition after the operations; what one names but is gone is passed over (the last one wins).

    Raises InvalidInput for a value that no definition can hold.
    """
    nodes = {node.id: node for node in definition.nodes}
    edges = {edge.id: edge for edge in definition.edges}
    for operation in operations:
        match operation:
            case AddNode(node=node):
                nodes[node.id] = node
            case RemoveNode(id=node_id):
                nodes.pop(node_id, None)
                edges = {
                    key: edge for key, edge in edges.items() if node_id not in (edge.source, edge.target)
                }
            case MoveNodes(positions=positions):
                for node_id, position in positions.items():
                    if node_id in nodes:
                        nodes[node_id] = nodes[node_id].model_copy(update={"position": position})
            case SetData(id=node_id, path=path, value=value):
                if node_id in nodes:
                    nodes[node_id] = _with_data(nodes[node_id], path, value)
            case AddEdge(edge=edge):
                # Two people may meet here: one removed the node to which the other connects.
                if edge.source in nodes and edge.target in nodes:
                    edges[edge.id] = edge
            case RemoveEdge(id=edge_id):
                edges.pop(edge_id, None)
    return definition.model_copy(update={"nodes": tuple(nodes.values()), "edges": tuple(edges.values())})


def _with_data(node: Node, path: tuple[str, ...], value: JsonValue) -> Node:
    data = _set(node.data.model_dump(mode="json"), path, value)
    try:
        return node.model_copy(update={"data": NodeData.model_validate(data)})
    except ValidationError as error:
        detail = error.errors()[0]
        field = ".".join(str(part) for part in detail["loc"])
        raise InvalidInput(f"{node.label}: {field}: {detail['msg']}", field=field) from error


def _set(container: Any, path: tuple[str, ...], value: JsonValue) -> Any:
    if isinstance(container, list):
        return _set_item(container, path, value)
    key, rest = path[0], path[1:]
    changed = dict(container) if isinstance(container, dict) else {}
    if rest:
        changed[key] = _set(changed.get(key), rest, value)
    elif value is None:
        changed.pop(key, None)
    else:
        changed[key] = value
    return changed


def _set_item(items: list[Any], path: tuple[str, ...], value: JsonValue) -> list[Any]:
    key, rest = path[0], path[1:]
    # An editor may name an item that another has removed: past the end appends, all else is passed over.
    if not key.isascii() or not key.isdecimal():
        return items
    index = min(int(key), len(items))
    changed = list(items)
    if not rest and value is None:
        del changed[index : index + 1]
    else:
        before = items[index] if index < len(items) else None
        changed[index : index + 1] = [_set(before, rest, value) if rest else value]
    return changed
