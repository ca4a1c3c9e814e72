"""What the interpreter says about an execution as it goes: one transition per change of a step or of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from graph.statuses import ExecutionStatus, StepStatus


@dataclass(frozen=True)
class StepTransition:
    """A step's new state; times are seconds since 1970 (UTC), None where not reached yet."""

    temporal_workflow_id: str
    temporal_run_id: str
    path: str
    node_id: str
    name: str
    status: StepStatus
    at: float
    activity: str | None = None
    scheduled_at: float | None = None
    started_at: float | None = None
    completed_at: float | None = None
    attempt: int = 1
    input: Any = None
    output: Any = None
    error: dict[str, Any] | None = None  # {type, message, node, attempt, details}
    waits_until: float | None = None
    live_handles: tuple[str, ...] | None = None  # once closed: which edges are live


@dataclass(frozen=True)
class AttemptTransition:
    """One try of an activity, as the worker that runs it sees it."""

    temporal_workflow_id: str
    temporal_run_id: str
    path: str
    attempt: int
    worker: str
    started_at: float
    ended_at: float | None = None
    error: str | None = None  # None with ended_at: it succeeded


@dataclass(frozen=True)
class ExecutionTransition:
    temporal_workflow_id: str
    temporal_run_id: str
    status: ExecutionStatus
    at: float
    output: Any = None
    error: dict[str, Any] | None = None


Transition = StepTransition | AttemptTransition | ExecutionTransition


class Sink(Protocol):
    """Takes transitions; called inside a workflow task, so it must neither block nor raise."""

    def record(self, transition: Transition) -> None: ...
