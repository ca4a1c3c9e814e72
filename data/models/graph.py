"""The projection of a definition: its nodes and edges as rows, for queries and for the eyes of other tools."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint

from data.models.base import Row, json, key, link, moment_made, words


class WorkflowNode(Row, table=True):
    __tablename__ = "workflow_nodes"

    id: UUID = key()
    workflow_id: UUID = link("workflows.id", ondelete="CASCADE")
    node_id: str = words()
    node_type: str = words()
    component_id: UUID | None = link("components.id", ondelete="SET NULL", nullable=True)
    activity_id: UUID | None = link("activities.id", ondelete="SET NULL", nullable=True)
    position: dict[str, float] = json(nullable=False)
    config: dict[str, Any] = json(nullable=False, default="{}")
    work_queue_target: str | None = words(nullable=True)
    block_until_queue: str | None = words(nullable=True)
    block_until_work_items: Any = json()
    signal_to_parent: str | None = words(nullable=True)
    query_parent: str | None = words(nullable=True)
    created_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("workflow_id", "node_id", name="unique_workflow_node_id"),
        Index("idx_workflow_nodes_component_id", "component_id"),
        Index("idx_workflow_nodes_activity_id", "activity_id"),
    )


class WorkflowEdge(Row, table=True):
    __tablename__ = "workflow_edges"

    id: UUID = key()
    workflow_id: UUID = link("workflows.id", ondelete="CASCADE")
    edge_id: str = words()
    source_node_id: str = words()
    target_node_id: str = words()
    source_handle: str = words(default="out")
    target_handle: str = words(default="in")
    label: str | None = words(nullable=True)
    config: dict[str, Any] | None = json()
    created_at: datetime = moment_made()

    # Deferred: within a transaction nodes and edges may come and go in any order.
    __table_args__ = (
        UniqueConstraint("workflow_id", "edge_id", name="unique_workflow_edge_id"),
        ForeignKeyConstraint(
            ["workflow_id", "source_node_id"],
            ["workflow_nodes.workflow_id", "workflow_nodes.node_id"],
            name="fk_workflow_edges_source_node_id",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        ForeignKeyConstraint(
            ["workflow_id", "target_node_id"],
            ["workflow_nodes.workflow_id", "workflow_nodes.node_id"],
            name="fk_workflow_edges_target_node_id",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        Index("idx_workflow_edges_source_node_id", "workflow_id", "source_node_id"),
        Index("idx_workflow_edges_target_node_id", "workflow_id", "target_node_id"),
    )
