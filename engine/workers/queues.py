"""The task queues that a process serves: one Temporal worker each, as projects come and go."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import Interceptor, Worker

from engine.interpreter.workflow import Interpreter
from engine.workers.attempts import HEARTBEAT_EVERY
from engine.workers.unknown import unknown_activity

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=30)  # for activities that are running when the worker is asked to stop
ACTIVITIES_AT_ONCE = 100
WORKFLOW_TASKS_AT_ONCE = 20
CACHED_EXECUTIONS = 300  # others are replayed when something happens to them
POLLS = 4


class QueueWorkers:
    """Serves exactly the queues it was last told to."""

    def __init__(
        self,
        client: Client,
        identity: str,
        activities: Sequence[Callable[..., Any]],
        interceptors: Sequence[Interceptor],
    ) -> None:
        self._client = client
        self._identity = identity
        self._activities = [*activities, unknown_activity]
        self._interceptors = interceptors
        # Shared, since each thread costs memory and two cores run no more than a few at a time.
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="workflow")
        self._serving: dict[str, _Served] = {}
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def queues(self) -> frozenset[str]:
        return frozenset(self._serving)

    def serve(self, queues: Iterable[str]) -> None:
        """Starts what is new, and lets what is gone come to its end; what is served already is left alone."""
        wanted = frozenset(queues)
        for queue in wanted - self.queues:
            log.info("Serving %s", queue)
            self._serving[queue] = _Served(self._worker, queue)
        for queue in self.queues - wanted:
            log.info("No longer serving %s", queue)
            ending = asyncio.create_task(self._serving.pop(queue).stop())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    async def stop(self) -> None:
        """Takes no new work, and returns when what was running has ended or its time is up."""
        self.serve(())
        await asyncio.gather(*self._ending)
        self._threads.shutdown(wait=False)

    def _worker(self, queue: str) -> Worker:
        return Worker(
            self._client,
            task_queue=queue,
            workflows=[Interpreter],
            activities=self._activities,
            interceptors=self._interceptors,
            identity=self._identity,
            workflow_task_executor=self._threads,
            max_concurrent_activities=ACTIVITIES_AT_ONCE,
            max_concurrent_workflow_tasks=WORKFLOW_TASKS_AT_ONCE,
            max_concurrent_workflow_task_polls=POLLS,
            max_concurrent_activity_task_polls=POLLS,
            max_cached_workflows=CACHED_EXECUTIONS,
            # A killed worker's executions wait this long before another worker may have them.
            sticky_queue_schedule_to_start_timeout=timedelta(seconds=1),
            # The SDK would hold heartbeats back for 0.8 of their time-out: too close to it on a busy machine.
            max_heartbeat_throttle_interval=timedelta(seconds=HEARTBEAT_EVERY),
            graceful_shutdown_timeout=GRACE,
            # Switches off the alarm for tasks over 2 s, which would start them again for ever: a large graph
            # on a slow machine takes longer, and the interpreter has no way to hang.
            debug_mode=True,
        )


class _Served:
    """One queue's worker, made again when it fails."""

    def __init__(self, make: Callable[[str], Worker], queue: str) -> None:
        self._make = make
        self._queue = queue
        self._worker: Worker | None = None
        self._stopping = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name=f"queue {queue}")

    async def stop(self) -> None:
        self._stopping.set()
        await self._task

    async def _run(self) -> None:
        wait = 0.2
        while not self._stopping.is_set():
            worker = self._make(self._queue)
            running = asyncio.create_task(worker.run())
            stopping = asyncio.create_task(self._stopping.wait())
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if self._stopping.is_set():
                await worker.shutdown()
            try:
                await running
            except Exception as error:  # noqa: BLE001 (whatever the core reports: the queue must be served again)
                log.warning("The worker of %s failed (%s); starting it again", self._queue, error)
            if not self._stopping.is_set():
                await asyncio.sleep(wait)
                wait = min(wait * 2, 5.0)
