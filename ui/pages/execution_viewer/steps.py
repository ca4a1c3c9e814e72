"""Steps as canvas and timeline want them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.catalogue import ActivitySpec
from graph.definition import Definition, Node, Retry
from graph.node_types import NODE_TYPES
from graph.plan import compile_plan
from graph.statuses import ExecutionStatus, StepStatus
from services.views import ExecutionRow, StepRow
from ui.components.times import duration_text

_FAILED = {StepStatus.FAILED, StepStatus.TIMED_OUT}


@dataclass(frozen=True)
class StepLook:
    """How a node looks in lists: its name, its icon, and how often it may be tried."""

    node: Node
    icon: str
    type_label: str
    attempts: int

    @staticmethod
    def of(definition: Definition, activities: Sequence[ActivitySpec]) -> dict[str, StepLook]:
        """By path, in the order in which one reads the graph."""
        specs = {spec.name: spec for spec in activities}
        return {node.id: _look(node, specs) for node in _reading_order(definition)}

    def pending(self) -> StepRow:
        return StepRow(
            path=self.node.id, node_id=self.node.id, label=self.node.label, status=StepStatus.PENDING
        )


def _reading_order(definition: Definition) -> list[Node]:
    plan = compile_plan(definition)
    return [plan.nodes[node_id].node for node_id in plan.root.nodes]


def _look(node: Node, specs: Mapping[str, ActivitySpec]) -> StepLook:
    node_type = NODE_TYPES.get(node.type)
    spec = specs.get(str(node.data.config.get("activity", "")))
    label = spec.label if spec else node_type.label if node_type else node.type
    icon = spec.icon if spec else node_type.icon if node_type else "help"
    runs_activity = node_type is not None and node_type.runs_activity
    return StepLook(node, icon, label, (node.data.retry or Retry()).attempts if runs_activity else 1)


def timeline_steps(
    steps: Sequence[StepRow], looks: Mapping[str, StepLook], definition: Definition, *, closed: bool
) -> list[dict[str, Any]]:
    """One entry per row of the timeline; once the execution is closed nothing is pending any more."""
    status = {step.path: step.status for step in steps}
    sources: dict[str, list[str]] = {}
    for edge in definition.edges:
        sources.setdefault(edge.target, []).append(edge.source)

    def note(step: StepRow) -> str:
        if closed and step.status is StepStatus.PENDING:
            return "not reached"
        return _note(step, sources, status, looks)

    return [_entry(step, looks.get(step.path), note(step)) for step in steps]


def _entry(step: StepRow, look: StepLook | None, note: str) -> dict[str, Any]:
    return {
        "path": step.path,
        "node_id": step.node_id,
        "label": step.label or step.path,
        "icon": look.icon if look else "help",
        "status": step.status.value,
        "scheduled_at": step.scheduled_at,
        "started_at": step.started_at,
        "completed_at": step.completed_at,
        "waits_until": step.waits_until,
        "attempts": [
            {
                "number": attempt.number,
                "started_at": attempt.started_at,
                "ended_at": attempt.ended_at,
                "error": attempt.error,
            }
            for attempt in step.attempts
        ],
        "note": note,
    }


def _note(
    step: StepRow,
    sources: Mapping[str, Sequence[str]],
    status: Mapping[str, StepStatus],
    looks: Mapping[str, StepLook],
) -> str:
    if step.status is StepStatus.SKIPPED:
        return "skipped"
    if step.status is not StepStatus.PENDING or step.scheduled_at:
        return ""
    waits_for = [
        looks[source].node.label
        for source in sources.get(step.node_id, ())
        if source in looks and not status.get(source, StepStatus.PENDING).is_closed
    ]
    return f"waits for {len(waits_for)}: {', '.join(waits_for)}" if len(waits_for) > 1 else "pending"


def canvas_statuses(
    steps: Sequence[StepRow], looks: Mapping[str, StepLook], now: float
) -> dict[str, dict[str, Any]]:
    """Per node: status, the second line, and which handles are live."""
    return {
        step.node_id: {
            "status": step.status.value,
            "text": _words(step, looks.get(step.path), now),
            "handles": list(step.live_handles) if step.live_handles is not None else None,
        }
        for step in steps
    }


def _words(step: StepRow, look: StepLook | None, now: float) -> str:
    attempts = look.attempts if look else 1
    match step.status:
        case StepStatus.SKIPPED | StepStatus.CANCELLED:
            return step.status.value
        case StepStatus.FAILED | StepStatus.TIMED_OUT:
            return f"{step.attempt} of {attempts} attempts" if attempts > 1 else "failed"
        case StepStatus.WAITING if step.waits_until:
            return f"{duration_text(max(step.waits_until - now, 0) * 1000)} left"
        case StepStatus.RUNNING if step.attempt > 1:
            return f"attempt {step.attempt} of {attempts}"
        case StepStatus.COMPLETED if step.started_at and step.completed_at:
            took = step.completed_at - step.started_at
            return duration_text(took * 1000) if took >= 0.001 else ""
        case _:
            return ""


def first_to_show(row: ExecutionRow, steps: Sequence[StepRow]) -> str | None:
    """The step to open at first: the one at which the execution failed."""
    if row.status in {ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT}:
        node = str((row.error or {}).get("node") or "")
        failed = [step.path for step in steps if step.status in _FAILED]
        return node if node in failed else next(iter(failed), None)
    return None
