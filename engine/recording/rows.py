"""Rows: transitions in the form in which the database takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.recording.batch import Batch
from engine.transitions import AttemptTransition, ExecutionTransition, StepTransition


def execution_rows(batch: Batch) -> list[dict[str, Any]]:
    return [execution_row(each) for each in batch.executions.values()]


def step_rows(batch: Batch) -> list[dict[str, Any]]:
    return [step_row(each) for each in batch.steps.values()]


def attempt_rows(batch: Batch) -> list[dict[str, Any]]:
    """One row for each step, with those of its attempts that the batch speaks of."""
    by_step: dict[tuple[str, str, str], list[AttemptTransition]] = {}
    for each in batch.attempts.values():
        key = (each.temporal_workflow_id, each.temporal_run_id, each.path)
        by_step.setdefault(key, []).append(each)
    return [
        {
            "workflow": workflow,
            "run": run,
            "path": path,
            "node_id": path.rpartition("/")[2],
            "started_at": min(each.started_at for each in attempts),
            "number": max(each.attempt for each in attempts),
            "attempts": [attempt_json(each) for each in attempts],
        }
        for (workflow, run, path), attempts in by_step.items()
    ]


def execution_row(execution: ExecutionTransition) -> dict[str, Any]:
    return {
        "workflow": execution.temporal_workflow_id,
        "run": execution.temporal_run_id,
        "status": execution.status,
        "at": execution.at,
        "output": execution.output,
        "error": execution.error,
    }


def step_row(step: StepTransition, attempts: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    return {
        "workflow": step.temporal_workflow_id,
        "run": step.temporal_run_id,
        "path": step.path,
        "node_id": step.node_id,
        "name": step.name,
        "status": step.status,
        "at": step.at,
        "activity": step.activity,
        "scheduled_at": step.scheduled_at,
        "started_at": step.started_at,
        "completed_at": step.completed_at,
        "waits_until": step.waits_until,
        "input": step.input,
        "output": step.output,
        "error": step.error,
        "live_handles": None if step.live_handles is None else list(step.live_handles),
        "attempt": step.attempt,
        "attempts": list(attempts),
    }


def attempt_json(attempt: AttemptTransition) -> dict[str, Any]:
    return {
        "number": attempt.attempt,
        "started_at": attempt.started_at,
        "ended_at": attempt.ended_at,
        "error": attempt.error,
        "worker": attempt.worker,
    }


def merged_attempts(
    seen: Iterable[Mapping[str, Any]], exact: Iterable[AttemptTransition]
) -> list[dict[str, Any]]:
    """History keeps only the last attempt; of those before it, what the workers saw is all there is."""
    last = [attempt_json(each) for each in exact]
    if not last:
        return [dict(each) for each in seen]
    number = min(each["number"] for each in last)
    earlier = [_ended(each) for each in seen if each["number"] < number]
    return [*sorted(earlier, key=lambda each: each["number"]), *last]


def _ended(attempt: Mapping[str, Any]) -> dict[str, Any]:
    if attempt.get("ended_at") is None and attempt.get("error") is None:
        return {**attempt, "error": "The worker was lost"}
    return dict(attempt)
