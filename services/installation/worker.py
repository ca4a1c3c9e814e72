"""Our own worker process, kept running."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
import time
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from engine.temporal.child import dies_with_parent
from graph.errors import InvalidInput
from services.installation.home import Home
from services.status import ServiceStatus, StatusBoard
from settings import Settings

STOP_WITHIN = 4.0  # seconds; what it was doing goes on with the next start
_STEADY = 10.0  # seconds after which a worker counts as one that works
_SPARE_AFTER = 4.0  # seconds; sooner it would slow down the start of everything else
_LOG_LIMIT = 5_000_000
_MAIN = Path(__file__).parents[2] / "main.py"
_log = logging.getLogger(__name__)


def work(settings: Settings, *, stop_within: float, stand_by: bool = False) -> int:
    """Runs a worker in this process until SIGTERM or SIGINT; one that stands by begins with a line on stdin."""
    from engine.worker import work_until  # noqa: PLC0415 (slow to import, and not needed to keep a worker)

    if stand_by and not sys.stdin.readline():
        return 0  # never needed
    # What is imported stays for good: no collection need walk it all while a step waits.
    gc.freeze()

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
    """Starts `main.py worker` as a child, and again whenever it dies.

    A second process stands by with everything imported, so that a due timer need not wait for Python to start.
    """

    def __init__(self, log: Path, board: StatusBoard) -> None:
        self._log = log
        self._board = board
        self._process: Process | None = None
        self._spare: Process | None = None

    async def keep_running(self, environment: Mapping[str, str]) -> None:
        """Never returns. To be called on the main thread: the kernel ends the child with the thread that made it."""
        wait = 0.1
        while True:
            began = time.monotonic()
            self._process = await self._ready(environment)
            _begin(self._process)
            self._board.set("worker", ServiceStatus("ok"))
            code = await self._end(self._process, environment)
            wait = 0.0 if time.monotonic() - began > _STEADY else min(max(wait, 0.1) * 2, 5.0)
            _log.warning("The worker ended (%s) and is started again; its log is %s", code, self._log)
            self._board.set("worker", ServiceStatus("down", "The worker has ended and is started again."))
            await asyncio.sleep(wait)

    async def renew(self) -> None:
        """Has another worker take over that reads the sources as they are now."""
        if self._spare is not None:
            await _killed(self._spare)
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)

    async def stop(self) -> None:
        """Lets the worker end in good order, or ends it."""
        if self._spare is not None:
            await _killed(self._spare)
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN + 1)
        except TimeoutError:
            await _killed(process)

    async def _ready(self, environment: Mapping[str, str]) -> Process:
        """The process that stands by, or a new one where there is none."""
        spare, self._spare = self._spare, None
        return spare if spare and spare.returncode is None else await self._start(environment)

    async def _end(self, process: Process, environment: Mapping[str, str]) -> int:
        """The exit code of the worker; while it works, another comes to stand by."""
        ended = asyncio.ensure_future(process.wait())
        await asyncio.wait({ended}, timeout=_SPARE_AFTER)
        if not ended.done():
            self._spare = await self._start(environment)
        return await ended

    async def _start(self, environment: Mapping[str, str]) -> Process:
        if self._log.exists() and self._log.stat().st_size > _LOG_LIMIT:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as output:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                str(_MAIN),
                "worker",
                "--stand-by",
                "--stop-within",
                str(STOP_WITHIN),
                stdin=asyncio.subprocess.PIPE,
                stdout=output,
                stderr=output,
                env={**os.environ, **environment},
                start_new_session=True,  # Ctrl-C in the terminal is for us; we stop it in our order
                preexec_fn=dies_with_parent(),
            )


def _begin(process: Process) -> None:
    assert process.stdin is not None  # noqa: S101 (it was started with a pipe)
    process.stdin.write(b"\n")


async def _killed(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()
