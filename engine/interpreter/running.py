"""A running node: what its type may ask of the interpreter."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from temporalio import workflow
from temporalio.exceptions import FailureError

from engine.interpreter import calls
from engine.interpreter.steps import Step
from graph.definition import Node
from graph.expressions import evaluate
from graph.plan import PlannedNode
from graph.statuses import StepStatus

if TYPE_CHECKING:
    from engine.interpreter.scope import RunningScope


class RunningNode:
    """The interpreter's `NodeRun`."""

    __slots__ = ("_planned", "_scope", "_step")

    def __init__(self, scope: RunningScope, planned: PlannedNode, step: Step) -> None:
        self._scope = scope
        self._planned = planned
        self._step = step

    @property
    def node(self) -> Node:
        return self._planned.node

    @property
    def input(self) -> Any:
        return self._scope.execution.input

    @property
    def vars(self) -> dict[str, Any]:
        return self._scope.execution.vars

    def evaluate(self, value: Any) -> Any:
        return evaluate(value, self._scope.names)

    def config(self) -> dict[str, Any]:
        config: dict[str, Any] = self.evaluate(self._planned.node.data.config)
        self._step.input = config
        return config

    def live_inputs(self) -> dict[str, Any]:
        return self._scope.live_inputs(self._planned)

    def now(self) -> float:
        return workflow.time()

    async def activity(self, name: str, arguments: Mapping[str, Any]) -> Any:
        step, scope = self._step, self._scope
        step.activity, step.input, step.started_at = name, arguments, None
        travelling = calls.arguments(name, arguments)
        async with scope.execution.slots:
            step.status = StepStatus.PENDING
            step.scheduled_at = workflow.time()
            scope.execution.journal.step(step)
            handle = calls.start(name, travelling, self.node, step.path)
            try:
                return await handle
            except asyncio.CancelledError:
                # A task that is cancelled before its first step does not hand the cancellation on.
                handle.cancel()
                raise
            except FailureError as error:
                if scope.is_closing:
                    raise asyncio.CancelledError from error
                raise calls.failure(error, self.node) from error

    async def sleep(self, duration: timedelta) -> None:
        step, execution = self._step, self._scope.execution
        seconds = duration.total_seconds()
        step.status = StepStatus.WAITING
        step.scheduled_at = workflow.time()
        step.waits_until = step.scheduled_at + seconds
        execution.journal.step(step)
        await execution.timers.sleep(seconds, calls.summary(self.node.label))
