"""Registration: the worker's rows, by which pages and other workers know that it lives."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import uuid
from collections.abc import Iterable
from importlib.metadata import version
from uuid import UUID

from data.models.worker import WorkerStatus
from data.repositories.worker_registry import WorkerProcess
from data.session import SERVICE, Database
from graph.errors import Unavailable

log = logging.getLogger(__name__)

HEARTBEAT_EVERY = 3.0  # seconds


def this_process() -> WorkerProcess:
    """A name that no other process has, before or after us: pids come again."""
    host, pid = platform.node(), os.getpid()
    return WorkerProcess(
        identity=f"{pid}@{host}#{uuid.uuid4().hex[:8]}",
        host=host,
        pid=pid,
        metadata={"python": platform.python_version(), "temporalio": version("temporalio")},
    )


class Registration:
    """Says every few seconds which projects the process serves, and marks the workers that say nothing."""

    def __init__(self, database: Database, process: WorkerProcess) -> None:
        self._database = database
        self._process = process
        self._status = WorkerStatus.STARTING
        self._projects: frozenset[UUID] = frozenset()

    @property
    def projects(self) -> frozenset[UUID]:
        """Those that the rows speak of."""
        return self._projects

    async def serve(self, projects: Iterable[UUID]) -> None:
        """Running, for these projects; raises Unavailable."""
        served = frozenset(projects)
        await self._report(self._projects - served, WorkerStatus.STOPPED, changed=True)
        await self._report(served, WorkerStatus.RUNNING, changed=True)
        self._projects, self._status = served, WorkerStatus.RUNNING

    async def become(self, status: WorkerStatus) -> None:
        """Tells a new state at once, where PostgreSQL is there to be told."""
        self._status = status
        await self.beat(changed=True)

    async def run(self) -> None:
        """Beats until it is cancelled."""
        while True:
            await asyncio.sleep(HEARTBEAT_EVERY)
            await self.beat()

    async def beat(self, *, changed: bool = False) -> None:
        try:
            await self._report(self._projects, self._status, changed=changed)
        except Unavailable as error:
            log.info("The heartbeat was left out: %s", error.message)

    async def _report(self, projects: frozenset[UUID], status: WorkerStatus, *, changed: bool) -> None:
        async with self._database.work(SERVICE) as work:
            await work.worker_registry.report(self._process, sorted(projects), status, changed=changed)
            await work.worker_registry.fail_silent()
