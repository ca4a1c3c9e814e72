"""The projection of a draft into node and edge rows, written as the difference between two definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from data.storable import to_json
from graph.definition import Definition, Edge, Node

_REMOVE_NODES = text("DELETE FROM workflow_nodes WHERE workflow_id = :workflow_id AND node_id = ANY (:ids)")
_REMOVE_EDGES = text("DELETE FROM workflow_edges WHERE workflow_id = :workflow_id AND edge_id = ANY (:ids)")
_WRITE_NODES = text("""
INSERT INTO workflow_nodes (workflow_id, node_id, node_type, position, config, activity_id)
SELECT :workflow_id, n.node_id, n.node_type, n.position, n.config,
       (SELECT a.id FROM activities a WHERE a.name = n.config->>'activity' AND n.node_type = 'activity' LIMIT 1)
  FROM jsonb_to_recordset(CAST(:rows AS jsonb))
       AS n(node_id text, node_type text, position jsonb, config jsonb)
    ON CONFLICT (workflow_id, node_id) DO UPDATE
   SET node_type = EXCLUDED.node_type, position = EXCLUDED.position, config = EXCLUDED.config,
       activity_id = EXCLUDED.activity_id
""")
_WRITE_EDGES = text("""
INSERT INTO workflow_edges (workflow_id, edge_id, source_node_id, target_node_id, source_handle, target_handle)
SELECT :workflow_id, e.edge_id, e.source, e.target, e.source_handle, e.target_handle
  FROM jsonb_to_recordset(CAST(:rows AS jsonb))
       AS e(edge_id text, source text, target text, source_handle text, target_handle text)
    ON CONFLICT (workflow_id, edge_id) DO UPDATE
   SET source_node_id = EXCLUDED.source_node_id, target_node_id = EXCLUDED.target_node_id,
       source_handle = EXCLUDED.source_handle, target_handle = EXCLUDED.target_handle
""")

Part = TypeVar("Part", Node, Edge)


class Projections:
    """Keeps the rows like the draft, in the transaction that saves it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def follow(self, workflow_id: UUID, before: Definition, after: Definition) -> None:
        """Writes what changed from one definition to the next."""
        gone_nodes, nodes = _difference(before.nodes, after.nodes)
        gone_edges, edges = _difference(_whole_edges(before), _whole_edges(after))
        for statement, ids in ((_REMOVE_EDGES, gone_edges), (_REMOVE_NODES, gone_nodes)):
            if ids:
                await self._session.execute(statement, {"workflow_id": workflow_id, "ids": ids})
        for statement, rows in (
            (_WRITE_NODES, [_node_row(node) for node in nodes]),
            (_WRITE_EDGES, [_edge_row(edge) for edge in edges]),
        ):
            if rows:
                await self._session.execute(statement, {"workflow_id": workflow_id, "rows": to_json(rows)})


def _whole_edges(definition: Definition) -> list[Edge]:
    # A draft may be at fault, and the table's foreign keys refuse edges to nowhere.
    ids = {node.id for node in definition.nodes}
    return [edge for edge in definition.edges if edge.source in ids and edge.target in ids]


def _difference(before: Iterable[Part], after: Iterable[Part]) -> tuple[list[str], list[Part]]:
    old: Mapping[str, Part] = {part.id: part for part in before}
    new: Mapping[str, Part] = {part.id: part for part in after}
    # Parts that an operation did not touch are the very same objects.
    changed = [part for key, part in new.items() if old.get(key) is not part and old.get(key) != part]
    return [key for key in old if key not in new], changed


def _node_row(node: Node) -> dict[str, Any]:
    return {
        "node_id": node.id,
        "node_type": node.type,
        "position": node.position.model_dump(),
        "config": node.data.config,
    }


def _edge_row(edge: Edge) -> dict[str, Any]:
    return {
        "edge_id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "source_handle": edge.source_handle,
        "target_handle": edge.target_handle,
    }
