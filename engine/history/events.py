"""Events: what a history itself says of activities and of the execution's end, without running anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from graph.statuses import ExecutionStatus

_ENDINGS = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED: ExecutionStatus.COMPLETED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED: ExecutionStatus.FAILED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED: ExecutionStatus.CANCELLED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED: ExecutionStatus.CANCELLED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT: ExecutionStatus.TIMED_OUT,
}
_ACTIVITY_ENDS = {
    EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED: "activity_task_completed_event_attributes",
    EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED: "activity_task_failed_event_attributes",
    EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT: "activity_task_timed_out_event_attributes",
    EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED: "activity_task_canceled_event_attributes",
}


@dataclass(slots=True)
class ActivityEvents:
    """One activity; Temporal writes down the last attempt only, and that once the activity has ended."""

    scheduled_at: float
    attempt: int = 1
    started_at: float | None = None
    worker: str = ""
    ended_at: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """How and when the execution ended; `error` where the interpreter had no say in it."""

    status: ExecutionStatus
    at: float
    error: dict[str, Any] | None = None


def activities_of(events: Iterable[HistoryEvent]) -> dict[str, ActivityEvents]:
    """The activities of a history by their id, which is the path of their node."""
    by_path: dict[str, ActivityEvents] = {}
    by_event: dict[int, ActivityEvents] = {}
    for event in events:
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
            scheduled = event.activity_task_scheduled_event_attributes
            by_event[event.event_id] = ActivityEvents(seconds(event.event_time))
            by_path[scheduled.activity_id] = by_event[event.event_id]
        elif event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED:
            started = event.activity_task_started_event_attributes
            activity = by_event[started.scheduled_event_id]
            activity.started_at = seconds(event.event_time)
            activity.attempt = started.attempt
            activity.worker = started.identity
        elif event.event_type in _ACTIVITY_ENDS:
            ended = getattr(event, _ACTIVITY_ENDS[event.event_type])
            activity = by_event[ended.scheduled_event_id]
            activity.ended_at = seconds(event.event_time)
            if hasattr(ended, "failure"):
                activity.error = ended.failure.message or ended.failure.cause.message
    return by_path


def close_of(events: Iterable[HistoryEvent]) -> Close | None:
    """How the execution ended; None while it runs."""
    for event in events:
        if event.event_type in _ENDINGS:
            return Close(_ENDINGS[event.event_type], seconds(event.event_time), _outer_error(event))
    return None


def seconds(time: Timestamp) -> float:
    return time.seconds + time.nanos / 1e9


def _outer_error(event: HistoryEvent) -> dict[str, Any] | None:
    if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT:
        return _error("Timeout", "The execution took longer than its time-out")
    if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED:
        reason = event.workflow_execution_terminated_event_attributes.reason
        return _error("Terminated", reason or "The execution was terminated")
    return None


def _error(type: str, message: str) -> dict[str, Any]:
    return {"type": type, "message": message, "node": None, "attempt": 1, "details": None}
