"""What the canvas tells the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from nicegui.events import EventArguments

OutboxState = Literal["saved", "saving", "offline", "refused"]


@dataclass(kw_only=True, slots=True)
class PatchEvent(EventArguments):
    """One gesture's operations on their way to the server; the same id may come twice."""

    id: str
    client: str
    operations: list[dict[str, Any]]


@dataclass(kw_only=True, slots=True)
class SelectEvent(EventArguments):
    node_ids: list[str]
    edge_ids: list[str]


@dataclass(kw_only=True, slots=True)
class OutboxEvent(EventArguments):
    """How saving stands: `pending` patches are kept in the browser and not yet acknowledged."""

    state: OutboxState
    pending: int
    message: str = ""


@dataclass(kw_only=True, slots=True)
class NodeEvent(EventArguments):
    node_id: str


@dataclass(kw_only=True, slots=True)
class ReadyEvent(EventArguments):
    """The canvas is mounted in the browser and takes calls."""
