"""The workflow: every execution of every definition is one run of this class."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue

from engine.interpreter import failures, plans, recording
from engine.interpreter.execution import Execution, facts
from engine.interpreter.failures import ExecutionFailed
from engine.interpreter.scope import RunningScope
from graph.errors import PlanError
from graph.statuses import ExecutionStatus


@workflow.defn(dynamic=True, sandboxed=False)
class Interpreter:
    """Runs the definition that is argument 0 on the input that is argument 1.

    It decides by these and by history only, and for a history that exists never otherwise:
    see docs/decisions/0033.
    """

    def __init__(self) -> None:
        self._journal = recording.journal()

    @workflow.run
    async def run(self, args: Sequence[RawValue]) -> Any:
        journal = self._journal
        journal.execution(ExecutionStatus.RUNNING)
        try:
            output = await self._output(args)
            result = failures.storable(output)
        except ExecutionFailed as failed:
            journal.execution(ExecutionStatus.FAILED, error=failed.error)
            raise
        except asyncio.CancelledError:
            # Without a reason it is Temporal that takes the execution out of memory.
            if workflow.cancellation_reason() is not None:
                journal.execution(ExecutionStatus.CANCELLED)
            raise
        journal.execution(ExecutionStatus.COMPLETED, output=output)
        return result

    async def _output(self, args: Sequence[RawValue]) -> Any:
        try:
            plan = plans.of(args)
            given = plans.input_of(args)
        except PlanError as error:
            raise ExecutionFailed.by_definition(error) from error
        execution = Execution(plan, given, self._journal, facts(workflow.info()))
        ending = await RunningScope(plan.root, execution).run()
        if ending.step is not None and ending.error is not None:
            raise ExecutionFailed.by_node(ending.step.node, ending.error)
        return ending.output

    @workflow.query(name="state")
    def state(self) -> dict[str, Any]:
        """Every step that has begun, by path: its status, output and error."""
        return {
            path: {"status": step.status, "output": step.output, "error": step.error}
            for path, step in self._journal.steps.items()
        }
