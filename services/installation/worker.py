"""Our own worker process, kept running."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from engine.temporal.child import dies_with_parent
from graph.errors import InvalidInput
from services.installation.home import Home
from services.status import ServiceStatus, StatusBoard
from settings import Settings

STOP_WITHIN = 4.0  # seconds; what it was doing goes on with the next start
_STEADY = 30.0  # seconds after which a worker counts as one that works
_LOG_LIMIT = 5_000_000
_MAIN = Path(__file__).parents[2] / "main.py"
_log = logging.getLogger(__name__)


def work(settings: Settings, *, stop_within: float) -> int:
    """Runs a worker in this process until SIGTERM or SIGINT."""
    from engine.worker import work_until  # noqa: PLC0415 (slow to import, and not needed to keep a worker)

    async def run() -> None:
        stopping = asyncio.Event()

        def stop() -> None:
            stopping.set()
            # Whatever does not end in time goes on with the next worker.
            timer = threading.Timer(stop_within, os._exit, (1,))
            timer.daemon = True
            timer.start()

        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop)
        await work_until(stopping, settings, *_addresses(settings))

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(run())
    return 0


def _addresses(settings: Settings) -> tuple[str, str]:
    """Where database and Temporal are: as configured, or those of the installation that runs in the folder."""
    runtime = Home(settings.home).runtime()
    database = settings.database_url or (runtime and runtime.database_url)
    temporal = settings.temporal_address or (runtime and runtime.temporal_address)
    if not database or not temporal:
        raise InvalidInput(
            "A worker needs DATABASE_URL and TEMPORAL_ADDRESS, or an installation that runs in WORKFLOW_BUILDER_HOME.",
            field="DATABASE_URL",
        )
    return database, temporal


class WorkerKeeper:
    """Starts `main.py worker` as a child, and again whenever it dies."""

    def __init__(self, log: Path, board: StatusBoard) -> None:
        self._log = log
        self._board = board
        self._process: asyncio.subprocess.Process | None = None

    async def keep_running(self, environment: Mapping[str, str]) -> None:
        """Never returns. To be called on the main thread: the kernel ends the child with the thread that made it."""
        wait = 0.1
        while True:
            began = time.monotonic()
            await self._start(environment)
            self._board.set("worker", ServiceStatus("ok"))
            code = await self._process.wait() if self._process else None
            wait = 0.1 if time.monotonic() - began > _STEADY else min(wait * 2, 5.0)
            _log.warning("The worker ended (%s) and is started again; its log is %s", code, self._log)
            self._board.set("worker", ServiceStatus("down", "The worker has ended and is started again."))
            await asyncio.sleep(wait)

    async def stop(self) -> None:
        """Lets the worker end in good order, or ends it."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN + 1)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _start(self, environment: Mapping[str, str]) -> None:
        if self._log.exists() and self._log.stat().st_size > _LOG_LIMIT:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(_MAIN),
                "worker",
                "--stop-within",
                str(STOP_WITHIN),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **environment},
                start_new_session=True,  # Ctrl-C in the terminal is for us; we stop it in our order
                preexec_fn=dies_with_parent(),
            )
