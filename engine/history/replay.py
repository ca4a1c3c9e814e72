"""Replay: what exactly happened in an execution, by running its history through the interpreter once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from temporalio.client import WorkflowHistory
from temporalio.converter import DataConverter
from temporalio.worker import Replayer

from engine.history.events import ActivityEvents, Close, activities_of, close_of, seconds
from engine.interpreter.recording import Recording
from engine.interpreter.workflow import Interpreter
from engine.transitions import AttemptTransition, ExecutionTransition, StepTransition, Transition
from graph.statuses import ExecutionStatus, StepStatus


@dataclass(frozen=True)
class Rebuilt:
    """An execution's rows: the last state of every step, in the order in which they were reached.

    Of the attempts, history keeps the last one of every activity that has ended.
    """

    execution: ExecutionTransition
    steps: tuple[StepTransition, ...]
    attempts: tuple[AttemptTransition, ...]


class _Heard:
    """Keeps the last transition of every step, and of the execution."""

    def __init__(self) -> None:
        self.steps: dict[str, StepTransition] = {}
        self.execution: ExecutionTransition | None = None

    def record(self, transition: Transition) -> None:
        if isinstance(transition, StepTransition):
            self.steps[transition.path] = transition
        elif isinstance(transition, ExecutionTransition):
            self.execution = transition


async def rebuild(history: WorkflowHistory, converter: DataConverter) -> Rebuilt:
    """The rows of an execution, exact as far as its history goes; of one that still runs, as it is so far.

    Raises temporalio's NondeterminismError where this interpreter would have decided otherwise, and
    RuntimeError where the history cannot be replayed at all.
    """
    heard = _Heard()
    replayer = Replayer(
        workflows=[Interpreter], interceptors=[Recording(heard, of_replays=True)], data_converter=converter
    )
    await replayer.replay_workflow(history)
    activities, close = activities_of(history.events), close_of(history.events)
    return Rebuilt(
        execution=_execution(history, heard.execution, close),
        steps=tuple(_step(step, activities.get(step.path), close) for step in heard.steps.values()),
        attempts=tuple(_attempts(history, activities)),
    )


def _execution(
    history: WorkflowHistory, heard: ExecutionTransition | None, close: Close | None
) -> ExecutionTransition:
    at = seconds(history.events[0].event_time)
    last = heard or ExecutionTransition(history.workflow_id, history.run_id, ExecutionStatus.RUNNING, at)
    if close is None:
        return last
    # The history has the last word: the interpreter may have ended what a termination overtook.
    agrees = last.status == close.status
    return replace(
        last,
        status=close.status,
        at=close.at,
        output=last.output if agrees else None,
        error=last.error if agrees and last.error else close.error,
    )


def _step(step: StepTransition, activity: ActivityEvents | None, close: Close | None) -> StepTransition:
    if activity is not None:
        step = replace(
            step,
            scheduled_at=activity.scheduled_at,
            started_at=_first_start(activity),
            completed_at=(activity.ended_at or step.completed_at) if step.status.is_closed else None,
            attempt=activity.attempt,
        )
    if close is None or step.status.is_closed:
        return step
    timed_out = close.status == ExecutionStatus.TIMED_OUT
    return replace(
        step,
        status=StepStatus.TIMED_OUT if timed_out else StepStatus.CANCELLED,
        at=close.at,
        completed_at=close.at,
    )


def _first_start(activity: ActivityEvents) -> float | None:
    # Of several attempts history keeps the last start; the first one came right after the scheduling.
    return activity.started_at if activity.attempt == 1 else activity.scheduled_at


def _attempts(history: WorkflowHistory, activities: dict[str, ActivityEvents]) -> Iterator[AttemptTransition]:
    for path, activity in activities.items():
        if activity.started_at is not None:
            yield AttemptTransition(
                temporal_workflow_id=history.workflow_id,
                temporal_run_id=history.run_id,
                path=path,
                attempt=activity.attempt,
                worker=activity.worker,
                started_at=activity.started_at,
                ended_at=activity.ended_at,
                error=activity.error,
            )
