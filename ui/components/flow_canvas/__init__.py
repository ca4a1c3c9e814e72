"""The canvas on which workflows are drawn and watched."""

from ui.components.flow_canvas.element import FlowCanvas
from ui.components.flow_canvas.events import (
    NodeEvent,
    OutboxEvent,
    OutboxState,
    PatchEvent,
    ReadyEvent,
    SelectEvent,
)

__all__ = [
    "FlowCanvas",
    "NodeEvent",
    "OutboxEvent",
    "OutboxState",
    "PatchEvent",
    "ReadyEvent",
    "SelectEvent",
]
