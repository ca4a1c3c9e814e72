"""Attempts: the worker says when each try of an activity begins and ends, and heartbeats on behalf of all."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from engine.transitions import AttemptTransition, Sink

# A killed worker is noticed when they stay out for the activity's heartbeat time-out, 5 s by default.
HEARTBEAT_EVERY = 1.5


class Attempts(Interceptor):
    """Watches over every activity of a worker."""

    def __init__(self, sink: Sink, worker: str) -> None:
        self._sink = sink
        self._worker = worker

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Attempt(next, self._sink, self._worker)


class _Attempt(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, sink: Sink, worker: str) -> None:
        super().__init__(next)
        self._sink = sink
        self._worker = worker

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        self._record()
        heart = asyncio.create_task(_beat(_interval()))
        try:
            result = await self.next.execute_activity(input)
        except BaseException as error:
            self._record(ended_at=time.time(), error=_said(error))
            raise
        else:
            self._record(ended_at=time.time())
            return result
        finally:
            heart.cancel()

    def _record(self, *, ended_at: float | None = None, error: str | None = None) -> None:
        info = activity.info()
        if info.workflow_id is None or info.workflow_run_id is None:
            return  # an activity that belongs to no workflow has no step
        self._sink.record(
            AttemptTransition(
                temporal_workflow_id=info.workflow_id,
                temporal_run_id=info.workflow_run_id,
                path=info.activity_id,
                attempt=info.attempt,
                worker=self._worker,
                # The server's time, as the history has it.
                started_at=info.started_time.timestamp(),
                ended_at=ended_at,
                error=error,
            )
        )


async def _beat(interval: float) -> None:
    # The start counts as the first one: another in the same moment would have the server look a second too late.
    while True:
        await asyncio.sleep(interval)
        activity.heartbeat()


def _interval() -> float:
    timeout = activity.info().heartbeat_timeout
    return HEARTBEAT_EVERY if timeout is None else min(HEARTBEAT_EVERY, timeout.total_seconds() / 3)


def _said(error: BaseException) -> str:
    if isinstance(error, asyncio.CancelledError):
        return "Cancelled"
    return str(getattr(error, "message", error)) or type(error).__name__
