"""States: the same words and colours everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from graph.statuses import ExecutionStatus, StepStatus, WorkflowStatus
from ui.components.markup import Tag, tag

Status = WorkflowStatus | ExecutionStatus | StepStatus


@dataclass(frozen=True)
class StateLook:
    words: str
    colour: str  # a class is-<colour>
    icon: str = ""


_LOOKS: dict[str, StateLook] = {
    "draft": StateLook("Draft", "grey", "edit"),
    "active": StateLook("Active", "green", "check_circle"),
    "paused": StateLook("Paused", "amber", "pause"),
    "deprecated": StateLook("Deprecated", "red", "error"),
    "building": StateLook("Starting", "grey", "pending"),
    "pending": StateLook("Pending", "grey", "pending"),
    "running": StateLook("Running", "blue", "pending"),
    "waiting": StateLook("Waiting", "amber", "hourglass_empty"),
    "completed": StateLook("Completed", "green", "check_circle"),
    "failed": StateLook("Failed", "red", "error"),
    "timed_out": StateLook("Timed out", "red", "error"),
    "cancelled": StateLook("Cancelled", "grey", "stop_circle"),
    "skipped": StateLook("Skipped", "grey", "skip_next"),
}


def look_of(status: Status) -> StateLook:
    """Words, colour and icon of a status."""
    return _LOOKS[status.value]


def pill(status: Status, **attributes: str) -> Tag:
    """A status as a tinted pill."""
    look = look_of(status)
    element = tag("span", classes=f"pill is-{look.colour}", data_status=status.value, **attributes)
    with element:
        if look.colour == "blue":
            tag("span", classes="pulse").style("width: 6px; height: 6px; margin: 0 1px")
        else:
            tag("span", classes="dot")
        tag("span", look.words)
    return element
