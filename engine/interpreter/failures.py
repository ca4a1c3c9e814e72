"""Failures: how an error of Temporal or of a node becomes the data that error handles and rows carry."""

from __future__ import annotations

import json
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    FailureError,
    RetryState,
    TimeoutError,  # noqa: A004 (Temporal's, which says which limit was met)
    TimeoutType,
    is_cancelled_exception,
)

from engine.interpreter import attempts
from engine.payloads import LARGEST_VALUE
from graph.definition import Node, Retry
from graph.errors import PlanError
from graph.node_types.base import NodeFailure

TIMEOUT = "Timeout"
# Trying again cannot mend these, whoever raises them.
NOT_RETRIED = ("UnknownActivity", "InvalidArguments", "ValueTooLarge", "ValueMissing")
_LONGEST_MESSAGE = 10_000
_LARGEST_DETAILS = 256 * 1024
_LIMITS = {
    TimeoutType.START_TO_CLOSE: "an attempt took longer than its time-out",
    TimeoutType.SCHEDULE_TO_START: "no worker took it up in time",
    TimeoutType.SCHEDULE_TO_CLOSE: "it took longer in all than its time-out",
    TimeoutType.HEARTBEAT: "its worker gave no sign of life",
}


class ExecutionFailed(ApplicationError):
    """The failure with which an execution ends; `error` is what its row carries."""

    def __init__(self, message: str, error: dict[str, Any]) -> None:
        super().__init__(message, error, type=error["type"], non_retryable=True)
        self.error = error

    @classmethod
    def by_node(cls, node: Node, error: dict[str, Any]) -> ExecutionFailed:
        return cls(f"{node.label}: {error['message']}", error)

    @classmethod
    def by_definition(cls, error: PlanError) -> ExecutionFailed:
        return cls.by_whole("InvalidDefinition", error.message, node_id=error.node_id)

    @classmethod
    def by_whole(cls, type: str, message: str, *, node_id: str | None = None) -> ExecutionFailed:
        return cls(text(message), as_data(NodeFailure(type, message), node_id))


def as_data(failure: NodeFailure, node_id: str | None) -> dict[str, Any]:
    """What the error handle, the row and the execution's own failure carry: JSON of bounded size."""
    return {
        "type": text(failure.type),
        "message": text(str(failure)),
        "node": node_id,
        "attempt": failure.attempt,
        "details": _details(failure.details),
    }


def of_activity(error: FailureError, retry: Retry) -> NodeFailure:
    """The node failure that an activity's end without a result amounts to."""
    cause = error.cause if isinstance(error, ActivityError) and error.cause else error
    exhausted = isinstance(error, ActivityError) and error.retry_state == RetryState.MAXIMUM_ATTEMPTS_REACHED
    attempt = retry.attempts if exhausted else 1
    if isinstance(cause, TimeoutError):
        return _timed_out(cause, attempt)
    if is_cancelled_exception(cause):
        return NodeFailure("Cancelled", "The activity was cancelled", attempt=attempt)
    if isinstance(cause, ApplicationError):
        number, details = attempts.read(cause, attempt)
        return NodeFailure(cause.type or "Error", cause.message, attempt=number, details=details)
    return NodeFailure(type(cause).__name__, str(cause), attempt=attempt)


def refuse_unless_json(value: Any) -> None:
    """Raises NodeFailure for an output that cannot be recorded, returned or handed to an activity."""
    if value is None or isinstance(value, bool | int):
        return
    try:
        size = len(json.dumps(value, allow_nan=False, ensure_ascii=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        raise NodeFailure("InvalidValue", f"The output is not JSON: {error}") from error
    if size > LARGEST_VALUE:
        raise NodeFailure("ValueTooLarge", too_large("output", size))


def storable(output: Any) -> RawValue:
    """The execution's output as it travels; raises ExecutionFailed where it is too large to be kept."""
    payload = workflow.payload_converter().to_payload(output)
    if len(payload.data) > LARGEST_VALUE:
        raise ExecutionFailed.by_whole("ValueTooLarge", too_large("output", len(payload.data)))
    return RawValue(payload)


def too_large(what: str, size: int) -> str:
    return f"The {what} has {size:,} bytes; at most {LARGEST_VALUE:,} can be stored"


def text(value: str) -> str:
    """The text as Temporal takes it: an unpaired surrogate would block the workflow task for ever."""
    return value[:_LONGEST_MESSAGE].encode(errors="replace").decode()


def _timed_out(error: TimeoutError, attempt: int) -> NodeFailure:
    kind = error.type or TimeoutType.START_TO_CLOSE
    details = {"limit": kind.name.lower()}
    if isinstance(error.cause, ApplicationError):
        details["last_failure"] = error.cause.message
    return NodeFailure(TIMEOUT, f"Timed out: {_LIMITS[kind]}", attempt=attempt, details=details)


def _details(value: Any) -> Any:
    try:
        dumped = json.dumps(value, allow_nan=False, ensure_ascii=False)
        dumped.encode()
    except (TypeError, ValueError, RecursionError):
        # Not its repr: addresses and the order of sets differ between processes, and expressions read this.
        return f"({type(value).__name__}, which is not JSON)"
    return value if len(dumped) <= _LARGEST_DETAILS else text(dumped)
