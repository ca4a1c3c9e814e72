"""The installation of one folder: its servers, in the order in which they need each other, and the App over them."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Coroutine
from typing import Any

from auth.local import local_admin
from data.session import SERVICE
from engine.activities import ACTIVITY_SPECS
from engine.temporal.server import TemporalServer
from services.app import App
from services.installation.connections import connected_app
from services.installation.database import DatabaseServer
from services.installation.health import watch_temporal, watch_workers
from services.installation.home import Home, Runtime
from services.installation.temporal import TemporalKeeper
from services.installation.worker import WorkerKeeper
from services.status import ServiceStatus
from settings import Settings

_GOODBYE = 1.5  # seconds
_log = logging.getLogger(__name__)


class Installation:
    """What is not configured to be elsewhere runs as our child, and ends with us however we end."""

    def __init__(
        self, settings: Settings, home: Home, database: DatabaseServer, *, url: str | None = None
    ) -> None:
        self._settings = settings
        self._home = home
        self._database = database
        self._url = url
        self._tasks: list[asyncio.Task[None]] = []
        self._parts: _Parts | None = None
        self._temporal_known = asyncio.Event()

    async def open(self) -> App:
        """The App, once the database is there; Temporal and the worker follow in the background.

        To be called on the main thread: the kernel ends our children with the thread that made them.
        """
        self._parts = _Parts(self._settings, self._home, await self._database.url())
        app = self._parts.app
        app.status.set("database", ServiceStatus("ok"))
        await _sync_catalogue(app)
        app.listener.on_health(lambda well: app.status.set("database", _database_status(well=well)))
        app.listener.start()
        self._write_runtime()
        self._in_background(self._database.keep_running(app.status), "database")
        self._begin_temporal(self._parts)
        return app

    async def environment(self) -> dict[str, str]:
        """What other processes need to find the servers; waits until Temporal is there."""
        await self._temporal_known.wait()
        assert self._parts is not None  # noqa: S101 (its Temporal is known)
        return _environment(self._home, self._parts.database_url, str(self._parts.temporal_address))

    async def renew_worker(self) -> None:
        """Has a worker of ours that runs load changed sources."""
        if self._parts is not None:
            await self._parts.worker.renew()

    async def close(self) -> None:
        """Ends what was started: first those who need the others."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._parts is not None:
            await self._parts.close()
        await asyncio.to_thread(self._database.stop)
        self._home.forget_runtime()

    def _begin_temporal(self, parts: _Parts) -> None:
        if self._settings.embedded_temporal:
            keeper = TemporalKeeper(
                self._settings, self._home.temporal, parts.app.status, self._temporal_is_at
            )
            parts.temporal = keeper
            self._in_background(keeper.keep_running(), "temporal")
        else:
            self._temporal_known.set()
            self._in_background(watch_temporal(parts.app), "temporal")
            if self._settings.embedded_database:
                self._begin_worker(parts, str(self._settings.temporal_address))
        if not (self._settings.embedded_temporal or self._settings.embedded_database):
            self._in_background(watch_workers(parts.app), "workers")

    def _temporal_is_at(self, server: TemporalServer) -> None:
        assert self._parts is not None  # noqa: S101 (the keeper was made from it)
        parts, first = self._parts, self._parts.temporal_address is None
        parts.temporal_address, parts.temporal_ui = server.address, server.ui_url
        self._temporal_known.set()
        parts.app.engine.move_to(server.address)
        parts.app.status.set_temporal_ui(server.ui_url)
        self._write_runtime()
        if first:
            self._begin_worker(parts, server.address)

    def _begin_worker(self, parts: _Parts, temporal_address: str) -> None:
        environment = _environment(self._home, parts.database_url, temporal_address)
        self._in_background(parts.worker.keep_running(environment), "worker")

    def _write_runtime(self) -> None:
        if self._parts is not None:
            self._home.write_runtime(self._parts.runtime(self._url))

    def _in_background(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(_say_failure)
        self._tasks.append(task)


class _Parts:
    """What exists once the database's address is known."""

    def __init__(self, settings: Settings, home: Home, database_url: str) -> None:
        self.database_url = database_url
        self.temporal_address = settings.temporal_address
        self.temporal_ui: str | None = None
        self.app = connected_app(settings, database_url, settings.temporal_address)
        self.worker = WorkerKeeper(home.worker_log, self.app.status)
        self.temporal: TemporalKeeper | None = None

    def runtime(self, url: str | None) -> Runtime:
        return Runtime(os.getpid(), url, self.database_url, self.temporal_address, self.temporal_ui)

    async def close(self) -> None:
        worker = asyncio.create_task(self.worker.stop())
        # It says goodbye to Temporal; what it polls for, it may wait for until Temporal goes.
        await asyncio.wait({worker}, timeout=_GOODBYE)
        if self.temporal is not None:
            await self.temporal.stop()
        await worker
        await self.app.listener.stop()
        await self.app.database.close()


def _environment(home: Home, database_url: str, temporal_address: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "TEMPORAL_ADDRESS": temporal_address,
        "WORKFLOW_BUILDER_HOME": str(home.path),
    }


async def _sync_catalogue(app: App) -> None:
    admin = await local_admin(app.database)
    async with app.database.work(SERVICE) as work:
        await work.catalogue.sync(ACTIVITY_SPECS.values(), created_by=admin.user_id)


def _database_status(*, well: bool) -> ServiceStatus:
    return ServiceStatus("ok") if well else ServiceStatus("down", "PostgreSQL does not answer.")


def _say_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("%s ended unexpectedly", task.get_name(), exc_info=error)
