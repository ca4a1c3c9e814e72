"""Recording: how a worker, or a replay, comes to hear of the transitions of the executions it runs."""

from __future__ import annotations

from collections.abc import Callable

from temporalio import workflow
from temporalio.worker import (
    ActivityInboundInterceptor,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from engine.interpreter.attempts import NumberedAttempts
from engine.interpreter.steps import Journal
from engine.transitions import Sink

_JOURNAL = "workflow_builder_journal"


class Recording(Interceptor):
    """Given to a Worker or a Replayer, its `sink` hears the transitions of all executions that run there.

    The sink is called from the threads that run workflow tasks, several at a time.
    """

    def __init__(self, sink: Sink, *, of_replays: bool = False) -> None:
        self._sink = sink
        self._of_replays = of_replays

    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor] | None:
        # The SDK's way from a worker to its workflows; a global would mix the workers of one process.
        input.unsafe_extern_functions[_JOURNAL] = self._journal
        return None

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return NumberedAttempts(next)

    def _journal(self, workflow_id: str, run_id: str) -> Journal:
        return Journal(self._sink, workflow_id, run_id, records_replay=self._of_replays)


def journal() -> Journal:
    """The current execution's journal; without a Recording it only keeps the steps."""
    info = workflow.info()
    make: Callable[[str, str], Journal] | None = workflow.extern_functions().get(_JOURNAL)
    return make(info.workflow_id, info.run_id) if make else Journal(None, info.workflow_id, info.run_id)
