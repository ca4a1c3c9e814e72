"""The worker process: serves the task queues of all projects, and keeps histories and rows in step."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import Any

from temporalio.client import Client

from data.models.worker import WorkerStatus
from data.notifications import Listener
from data.session import SERVICE, Database
from engine.activities import Surroundings, activities_for
from engine.blobs import DatabaseBlobs
from engine.client import Engine
from engine.history.sync import HistorySync
from engine.interpreter.recording import Recording
from engine.recording.recorder import Recorder
from engine.recording.store import RecordingStore
from engine.workers.attempts import Attempts
from engine.workers.queues import QueueWorkers
from engine.workers.registration import Registration, this_process
from graph.errors import Unavailable
from settings import Settings

log = logging.getLogger(__name__)

LOOK_EVERY = 2.0  # seconds between looks for new projects, besides the notifications
LOOK_AFTER = 0.2  # seconds after one: every execution that begins or ends sends some


async def run_worker(settings: Settings, database_url: str, temporal_address: str) -> None:
    """Works until SIGTERM or SIGINT, then ends in good order; waits for what is not there (yet)."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await work_until(stopping, settings, database_url, temporal_address)


async def work_until(
    stopping: asyncio.Event, settings: Settings, database_url: str, temporal_address: str
) -> None:
    """As `run_worker`, until the event is set."""
    settings.files.mkdir(parents=True, exist_ok=True)
    database = Database(database_url)
    listener = Listener(database_url)
    engine = Engine(temporal_address, settings.temporal_namespace, DatabaseBlobs(database))
    try:
        client = await _connected(engine, stopping)
        if client is not None:
            await _Work(settings, database, listener, engine, client).until(stopping)
    finally:
        await listener.stop()
        await database.close()


class _Work:
    """The parts of a worker process, and the order in which they begin and end."""

    def __init__(
        self, settings: Settings, database: Database, listener: Listener, engine: Engine, client: Client
    ) -> None:
        process = this_process()
        store = RecordingStore(database)
        self._name = process.identity
        self._database = database
        self._listener = listener
        self._registration = Registration(database, process)
        self._recorder = Recorder(store.write, lambda _: self._sync.wake())
        self._sync = HistorySync(store, engine, client.data_converter, is_busy=lambda: self._recorder.is_busy)
        self._queues = QueueWorkers(
            client,
            process.identity,
            activities_for(Surroundings(files=settings.files, smtp_url=settings.smtp_url)),
            [Attempts(self._recorder, process.identity), Recording(self._recorder)],
        )

    async def until(self, stopping: asyncio.Event) -> None:
        """Works; raises what a part failed with, so that the process ends and is started again."""
        log.info("Worker %s begins", self._name)
        parts = [
            asyncio.create_task(self._serve_projects(), name="projects"),
            asyncio.create_task(self._registration.run(), name="registration"),
            asyncio.create_task(self._recorder.run(), name="recorder"),
            asyncio.create_task(self._sync.run(), name="history sync"),
        ]
        told = asyncio.create_task(stopping.wait())
        ended, _ = await asyncio.wait({told, *parts}, return_when=asyncio.FIRST_COMPLETED)
        log.info("Worker %s stops", self._name)
        await self._registration.become(WorkerStatus.STOPPING)
        await _cancelled(told, parts[0])
        await self._queues.stop()
        await _cancelled(*parts)
        await self._recorder.flush()
        await self._registration.become(WorkerStatus.STOPPED)
        for part in ended - {told}:
            part.result()

    async def _serve_projects(self) -> None:
        changed = asyncio.Event()
        self._listener.subscribe("project_changed", lambda _: changed.set())
        self._listener.start()
        while True:
            try:
                async with self._database.work(SERVICE) as work:
                    wanted = await work.worker_registry.queues_to_serve()
                self._queues.serve(wanted.values())
                if self._registration.projects != wanted.keys():
                    await self._registration.serve(wanted)
            except Unavailable as error:
                log.info("Waiting for PostgreSQL: %s", error.message)
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), LOOK_EVERY)
                await asyncio.sleep(LOOK_AFTER)
            changed.clear()


async def _connected(engine: Engine, stopping: asyncio.Event) -> Client | None:
    """The client, once Temporal answers; None when we are asked to stop before."""
    while not stopping.is_set():
        try:
            return await engine.client()
        except Unavailable as error:
            log.info("Waiting for Temporal: %s", error.message)
    return None


async def _cancelled(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
