"""Calls: how a node's retry policy and time-outs become an activity of Temporal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import FailureError

from engine.interpreter import failures
from engine.payloads import LARGEST_VALUE
from graph.definition import Node, Retry, Timeouts
from graph.node_types.base import NodeFailure

# The worker heartbeats for every activity, so a killed one is noticed within this time.
HEARTBEAT = 5.0
_LONGEST = 3650 * 86_400.0
_LONGEST_SUMMARY = 400  # bytes of JSON; Temporal refuses the whole workflow task beyond that
_LONGEST_NAME = 200


def arguments(name: str, given: Mapping[str, Any]) -> RawValue:
    """The arguments as they travel; raises NodeFailure for what Temporal or JSON cannot take.

    A refusal by Temporal would fail the workflow task, again and again; here it fails the node.
    """
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise NodeFailure("UnknownActivity", f"There is no activity {name[:_LONGEST_NAME]!r}")
    payload = _json(given)
    if len(payload.data) > LARGEST_VALUE:
        raise NodeFailure("ValueTooLarge", failures.too_large("input", len(payload.data)))
    return RawValue(payload)


def start(name: str, arguments: RawValue, node: Node, path: str) -> workflow.ActivityHandle[Any]:
    """The running activity; its id is the node's path, its summary the node's label."""
    timeouts = node.data.timeouts or Timeouts()
    return workflow.start_activity(
        name,
        arguments,
        activity_id=path,
        summary=summary(node.label),
        retry_policy=_retry_policy(node.data.retry or Retry()),
        start_to_close_timeout=_span(timeouts.attempt or _LONGEST),
        schedule_to_close_timeout=_span(timeouts.total),
        schedule_to_start_timeout=_span(timeouts.queue),
        heartbeat_timeout=_span(timeouts.heartbeat or HEARTBEAT),
        # The execution ends at once; the worker stops the function when it learns of it.
        cancellation_type=workflow.ActivityCancellationType.TRY_CANCEL,
    )


def failure(error: FailureError, node: Node) -> NodeFailure:
    """The node failure that an activity's end without a result amounts to."""
    return failures.of_activity(error, node.data.retry or Retry())


def _json(arguments: Mapping[str, Any]) -> Payload:
    try:
        return workflow.payload_converter().to_payload(arguments)
    except (TypeError, ValueError, RecursionError) as error:
        raise NodeFailure("InvalidArguments", f"The arguments are not JSON: {error}") from error


def _retry_policy(retry: Retry) -> RetryPolicy:
    return RetryPolicy(
        initial_interval=timedelta(seconds=max(retry.first_wait, 0.001)),
        backoff_coefficient=retry.factor,
        # Temporal refuses a longest wait below the first one.
        maximum_interval=timedelta(seconds=max(retry.longest_wait, retry.first_wait, 0.001)),
        maximum_attempts=retry.attempts,
        non_retryable_error_types=failures.NOT_RETRIED,
    )


def _span(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=min(max(seconds, 0.001), _LONGEST))


def summary(label: str) -> str:
    """The label, cut to what Temporal takes as a summary."""
    while len(json.dumps(label, ensure_ascii=False).encode()) > _LONGEST_SUMMARY:
        label = f"{label[: len(label) * 3 // 4]}…"
    return label
