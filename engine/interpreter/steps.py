"""Steps: where each node of an execution stands, and the journal that tells the worker of every change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from temporalio import workflow

from engine.transitions import ExecutionTransition, Sink, StepTransition
from graph.definition import Node
from graph.statuses import ExecutionStatus, StepStatus


@dataclass(slots=True, eq=False)
class Step:
    """One node at one path; without `status` it has neither run nor been skipped."""

    node: Node
    path: str
    unresolved: int  # incoming edges that are neither live nor dead yet
    live: int = 0
    is_decided: bool = False  # to run or to be skipped
    status: StepStatus | None = None
    activity: str | None = None
    scheduled_at: float | None = None
    started_at: float | None = None
    completed_at: float | None = None
    waits_until: float | None = None
    input: Any = None
    output: Any = None
    error: dict[str, Any] | None = None
    live_handles: frozenset[str] | None = None


@dataclass(slots=True)
class Journal:
    """Tells a sink what happens; silent while Temporal replays, unless the replay is what the sink wants."""

    sink: Sink | None
    workflow_id: str
    run_id: str
    records_replay: bool = False
    steps: dict[str, Step] = field(default_factory=dict)
    _behind: bool = False  # something was passed over in silence since the last word

    def step(self, step: Step) -> None:
        """Tells the step's state as it is now."""
        self.steps[step.path] = step
        if self._speaks():
            self._tell(step)

    def execution(
        self, status: ExecutionStatus, *, output: Any = None, error: dict[str, Any] | None = None
    ) -> None:
        if self._speaks():
            self._tell_execution(status, output, error)

    def _speaks(self) -> bool:
        if self.sink is None:
            return False
        if workflow.unsafe.is_replaying() and not self.records_replay:
            self._behind = True
            return False
        if self._behind:
            # Another worker ran the replayed part and may have died with words unsaid: say all of it again.
            self._behind = False
            self._tell_execution(ExecutionStatus.RUNNING)
            for step in self.steps.values():
                self._tell(step)
        return True

    def _tell_execution(
        self, status: ExecutionStatus, output: Any = None, error: dict[str, Any] | None = None
    ) -> None:
        if self.sink is not None:
            at = workflow.time()
            self.sink.record(
                ExecutionTransition(self.workflow_id, self.run_id, status, at, output=output, error=error)
            )

    def _tell(self, step: Step) -> None:
        if self.sink is None or step.status is None:
            return
        handles = step.live_handles
        self.sink.record(
            StepTransition(
                temporal_workflow_id=self.workflow_id,
                temporal_run_id=self.run_id,
                path=step.path,
                node_id=step.node.id,
                name=step.node.label,
                status=step.status,
                at=workflow.time(),
                activity=step.activity,
                scheduled_at=step.scheduled_at,
                started_at=step.started_at,
                completed_at=step.completed_at,
                attempt=step.error["attempt"] if step.error else 1,
                input=step.input,
                output=step.output,
                error=step.error,
                waits_until=step.waits_until,
                live_handles=None if handles is None else tuple(sorted(handles)),
            )
        )
