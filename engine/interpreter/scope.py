"""A scope at work: edges resolve, joins decide, nodes run, until an end is reached or nothing is left."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from temporalio import workflow

from engine.interpreter import eager, failures
from engine.interpreter.execution import Execution
from engine.interpreter.joins import Verdict, verdict
from engine.interpreter.names import names
from engine.interpreter.running import RunningNode
from engine.interpreter.steps import Step
from graph.definition import Edge
from graph.errors import ExpressionError
from graph.node_types.base import NodeFailure, Outcome
from graph.plan import PlannedNode, Scope
from graph.statuses import StepStatus

NO_HANDLES: frozenset[str] = frozenset()
ERROR_HANDLE = frozenset({"error"})


@dataclass(frozen=True, slots=True)
class Ending:
    """How a scope ended: by the node at `step`, or by itself when nothing was left to do."""

    step: Step | None = None
    output: Any = None
    error: dict[str, Any] | None = None


class RunningScope:
    """One run of one scope; `prefix` sets the paths of its steps apart from those of other runs."""

    def __init__(
        self, scope: Scope, execution: Execution, *, outer: RunningScope | None = None, prefix: str = ""
    ) -> None:
        self.execution = execution
        self.steps: dict[str, Step] = {}
        self.names: dict[str, Any] = names(execution, self.steps, outer=outer.names if outer else None)
        self._scope = scope
        self._outer = outer
        self._nodes = execution.plan.nodes
        self._resolved: deque[tuple[Edge, bool]] = deque()
        self._ready: deque[PlannedNode] = deque()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ending: Ending | None = None
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._advancing = False
        for node_id in scope.nodes:
            planned = self._nodes[node_id]
            self.steps[node_id] = Step(planned.node, prefix + node_id, len(planned.incoming))

    @property
    def is_closing(self) -> bool:
        """True once this scope, or one around it, has ended or was cancelled."""
        if self._ending is not None or workflow.cancellation_reason() is not None:
            return True
        return self._outer is not None and self._outer.is_closing

    async def run(self) -> Ending:
        """Runs the scope to its end; what still runs then, or when this is cancelled, is cancelled."""
        for node_id in self._scope.unreached:
            self._skip(self._nodes[node_id])
        self._ready.extend(self._nodes[node_id] for node_id in self._scope.start)
        self._advance()
        try:
            if self._ending is None:
                await self._over
        except asyncio.CancelledError:  # no finally: a coroutine that is thrown away must not wait
            await self._cancel_the_rest()
            raise
        await self._cancel_the_rest()
        return self._ending or Ending()

    def live_inputs(self, planned: PlannedNode) -> dict[str, Any]:
        """What the live edges into a node bring, by the node they come from."""
        brought = {}
        for edge in planned.incoming:
            source = self.steps[edge.source]
            if source.live_handles is not None and edge.source_handle in source.live_handles:
                brought[edge.source] = source.error if edge.source_handle == "error" else source.output
        return brought

    def _advance(self) -> None:
        """Resolves edges and starts what becomes ready, until everything that is left has to wait."""
        if self._advancing or self.is_closing:
            return
        self._advancing = True
        while self._ending is None and (self._resolved or self._ready):
            if self._resolved:
                self._arrive(*self._resolved.popleft())
            else:
                self._start(self._ready.popleft())
        self._advancing = False
        if not self._tasks:
            self._end(Ending(output=self._output_of_leaves()))

    def _arrive(self, edge: Edge, live: bool) -> None:
        step, planned = self.steps[edge.target], self._nodes[edge.target]
        step.unresolved -= 1
        step.live += live
        if step.is_decided:
            return  # a join that has fired takes no notice of later edges
        match verdict(
            planned.join, live=step.live, unresolved=step.unresolved, incoming=len(planned.incoming)
        ):
            case Verdict.RUN:
                step.is_decided = True
                self._ready.append(planned)
            case Verdict.SKIP:
                self._skip(planned)

    def _start(self, planned: PlannedNode) -> None:
        task = eager.start(self._perform(planned), planned.id)
        if task is not None:
            self._tasks[planned.id] = task

    async def _perform(self, planned: PlannedNode) -> None:
        step = self.steps[planned.id]
        step.started_at = workflow.time()
        try:
            outcome = await self._outcome(planned, step)
        except NodeFailure as failure:
            self._failed(planned, step, failure)
        except asyncio.CancelledError:
            self._cancelled(step)
            raise
        else:
            self._completed(planned, step, outcome)
        finally:
            self._tasks.pop(planned.id, None)
        self._advance()

    async def _outcome(self, planned: PlannedNode, step: Step) -> Outcome:
        try:
            outcome = await planned.type.run(RunningNode(self, planned, step))
            if not planned.type.runs_activity:
                failures.refuse_unless_json(outcome.output)
        except NodeFailure:
            raise
        except ExpressionError as error:
            raise NodeFailure("ExpressionError", error.message) from error
        except Exception as error:
            # A fault in a node type must fail its node: passed on, it would block the execution for ever.
            raise NodeFailure("InternalError", f"{type(error).__name__}: {error}") from error
        return outcome

    def _completed(self, planned: PlannedNode, step: Step, outcome: Outcome) -> None:
        if outcome.failure is not None:
            failure = NodeFailure("EndedAsFailure", outcome.failure, details=outcome.output)
            self._failed(planned, step, failure)
            return
        step.output = outcome.output
        self._close(planned, StepStatus.COMPLETED, outcome.live)
        if outcome.ends_execution:
            self._end(Ending(step, outcome.output))

    def _failed(self, planned: PlannedNode, step: Step, failure: NodeFailure) -> None:
        step.error = failures.as_data(failure, step.node.id)
        status = StepStatus.TIMED_OUT if failure.type == failures.TIMEOUT else StepStatus.FAILED
        caught = planned.has_edge_from("error")
        self._close(planned, status, ERROR_HANDLE if caught else NO_HANDLES)
        if not caught:
            self._end(Ending(step, error=step.error))

    def _cancelled(self, step: Step) -> None:
        # Else it is Temporal that takes the execution out of memory: nothing happened to the step.
        if self.is_closing:
            step.status = StepStatus.CANCELLED
            step.completed_at = workflow.time()
            self.execution.journal.step(step)

    def _skip(self, planned: PlannedNode) -> None:
        self._close(planned, StepStatus.SKIPPED, NO_HANDLES)

    def _close(self, planned: PlannedNode, status: StepStatus, live: frozenset[str]) -> None:
        step = self.steps[planned.id]
        step.is_decided = True
        step.status = status
        step.live_handles = live
        step.completed_at = workflow.time()
        self.execution.journal.step(step)
        self._resolved.extend((edge, edge.source_handle in live) for edge in planned.outgoing)

    def _end(self, ending: Ending) -> None:
        if self._ending is None:
            self._ending = ending
            if not self._over.done():
                self._over.set_result(None)

    async def _cancel_the_rest(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await workflow.wait(tasks)

    def _output_of_leaves(self) -> Any:
        completed = [
            self.steps[node_id]
            for node_id in self._scope.leaves
            if self.steps[node_id].status is StepStatus.COMPLETED
        ]
        if len(completed) == 1:
            return completed[0].output
        return {step.node.id: step.output for step in completed} or None
