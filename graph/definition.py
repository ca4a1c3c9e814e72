"""The definition: a workflow's graph as JSON, the one language of editor, engine, import, export and API."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

SCHEMA_VERSION = 1

# No slash or bracket: a node's id is a part of its path (`each[3]/fetch`).
NodeId = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\s/\[\]\x00-\x1f]+$")]
EdgeId = Annotated[str, StringConstraints(min_length=1, max_length=300)]
HandleId = Annotated[str, StringConstraints(min_length=1, max_length=100)]


def _absent(value: object) -> bool:
    return value is None


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _FlowPart(BaseModel):
    # Vue Flow and React Flow write presentation of their own (dimensions, selected, …) beside these.
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class Position(_FlowPart):
    """Canvas units, from the top left; of a node within a container, from the container's top left."""

    x: float = Field(default=0, allow_inf_nan=False)
    y: float = Field(default=0, allow_inf_nan=False)


class Viewport(_FlowPart):
    x: float = Field(default=0, allow_inf_nan=False)
    y: float = Field(default=0, allow_inf_nan=False)
    zoom: float = Field(default=1, gt=0, allow_inf_nan=False)


class JoinMode(StrEnum):
    ALL = "all"
    ALL_REQUIRED = "all_required"
    ANY = "any"
    N = "n"


class Join(_Part):
    """When a node with several incoming edges runs; `count` belongs to mode `n`."""

    mode: JoinMode = JoinMode.ALL
    count: int | None = Field(default=None, ge=1, exclude_if=_absent)


class Retry(_Part):
    """How often a failed activity is tried, waits in seconds."""

    attempts: int = Field(default=3, ge=1, le=1000)
    first_wait: float = Field(default=1, gt=0, le=86_400)
    factor: float = Field(default=2, ge=1, le=100)
    longest_wait: float = Field(default=60, gt=0, le=604_800)


class Timeouts(_Part):
    """Time-outs of an activity in seconds; None leaves a limit off (`heartbeat`: to the worker)."""

    attempt: float | None = Field(default=300, gt=0)
    total: float | None = Field(default=None, gt=0)
    queue: float | None = Field(default=None, gt=0)
    heartbeat: float | None = Field(default=None, gt=0)


class NodeData(_Part):
    label: str = Field(default="", max_length=200)
    config: dict[str, JsonValue] = Field(default_factory=dict)
    join: Join | None = Field(default=None, exclude_if=_absent)
    retry: Retry | None = Field(default=None, exclude_if=_absent)
    timeouts: Timeouts | None = Field(default=None, exclude_if=_absent)
    notes: str = Field(default="", max_length=10_000)


class Node(_FlowPart):
    id: NodeId
    type: str = Field(min_length=1, max_length=100)
    position: Position = Position()
    parent_node: NodeId | None = Field(default=None, alias="parentNode", exclude_if=_absent)
    data: NodeData = NodeData()

    @property
    def label(self) -> str:
        """What people call the node: its label, or its id where it has none."""
        return self.data.label or self.id


class Edge(_FlowPart):
    id: EdgeId
    source: NodeId
    target: NodeId
    source_handle: HandleId = Field(default="out", alias="sourceHandle")
    target_handle: HandleId = Field(default="in", alias="targetHandle")


class Definition(_FlowPart):
    """A graph: nodes, edges and the viewport, in the order in which they were added."""

    schema_version: int = Field(default=SCHEMA_VERSION, ge=1, le=SCHEMA_VERSION)
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    viewport: Viewport = Viewport()

    def to_json(self) -> dict[str, Any]:
        """The definition as plain JSON values, with Vue Flow's property names."""
        return self.model_dump(mode="json", by_alias=True)

    def content_hash(self) -> str:
        """SHA-256 (hex) of what runs: labels and settings count, positions and the viewport do not."""
        body = {
            "schema_version": self.schema_version,
            "nodes": [
                node.model_dump(mode="json", by_alias=True, exclude={"position"}) for node in self.nodes
            ],
            "edges": [edge.model_dump(mode="json", by_alias=True) for edge in self.edges],
        }
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def node(self, node_id: str) -> Node | None:
        return next((node for node in self.nodes if node.id == node_id), None)
