"""The Temporal dev server as our child: started, watched, started again, stopped, and never left behind."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import IO

from engine.temporal.child import dies_with_parent
from engine.temporal.cli import version_of
from engine.temporal.folder import Ports, ServerFolder
from engine.temporal.ready import wait_until_ready
from graph.errors import Unavailable

log = logging.getLogger(__name__)

START_PATIENCE = 30.0  # seconds; it takes 0.1 to 0.4, a machine that swaps takes longer
STOP_PATIENCE = 5.0
RETENTION = timedelta(days=90)  # how long closed executions stay in Temporal's own pages

# As shipped, each step waits 50 ms for the next poll of a queue, and a worker asks for what it has just ordered:
# docs/decisions/0036.
_POLLED = ("transfer", "timer", "visibility", "outbound")
SETTINGS = (
    *(f"history.{queue}ProcessorMaxPollRPS=2000" for queue in _POLLED),
    "system.enableActivityEagerExecution=true",
)
PRAGMAS = ("journal_mode=wal", "synchronous=full")  # an acknowledged execution survives a power cut


class TemporalServer:
    """One dev server on loopback; its database, log and ports live in the folder and survive it."""

    def __init__(self, cli: Path, folder: Path, *, namespace: str = "default") -> None:
        self._cli = cli
        self._folder = ServerFolder(folder)
        self._namespace = namespace
        self._process: asyncio.subprocess.Process | None = None
        self._ports: Ports | None = None
        self._lock: IO[str] | None = None
        self._stopping = False

    @property
    def address(self) -> str:
        """Where clients and workers connect."""
        return f"127.0.0.1:{self._known_ports.grpc}"

    @property
    def ui_url(self) -> str:
        """Temporal's own pages."""
        return f"http://127.0.0.1:{self._known_ports.ui}"

    @property
    def pid(self) -> int | None:
        """Of the server that runs just now."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    @property
    def log_file(self) -> Path:
        return self._folder.log

    async def start(self) -> str:
        """The address, once the server answers; raises Unavailable. To be called from the main thread."""
        self._stopping = False
        self._lock = self._folder.lock()
        try:
            await asyncio.to_thread(self._folder.stop_left_over)
            self._folder.claim(await version_of(self._cli))
            try:
                await self._launch(self._folder.ports())
            except Unavailable:
                # Between the look at the ports and the start someone else may have taken one.
                await self._launch(self._folder.ports(anew=True))
        except BaseException:
            await self.stop()
            raise
        return self.address

    async def watch(self, on_change: Callable[[bool], None]) -> None:
        """Starts the server again whenever it dies; says False when it went and True when it is back."""
        wait = 0.1
        while self._process is not None:
            began = time.monotonic()
            await self._process.wait()
            if self._stopping:
                return
            log.warning("The Temporal server died (%s); starting it again", self._process.returncode)
            on_change(False)  # noqa: FBT003 (the one thing that it says)
            wait = 0.1 if time.monotonic() - began > 30 else min(wait * 2, 10.0)
            await self._launch_until_it_runs(wait)
            on_change(True)  # noqa: FBT003

    async def stop(self) -> None:
        """Ends the server in good order, or by force after five seconds, and frees the folder."""
        self._stopping = True
        await self._end_process()
        self._folder.forget_server()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def _known_ports(self) -> Ports:
        if self._ports is None:
            raise Unavailable("Temporal", "The Temporal server has not been started.")
        return self._ports

    async def _launch_until_it_runs(self, wait: float) -> None:
        # The workers know the address: a new port is no way out here, the old one comes free again.
        while not self._stopping:
            try:
                return await self._launch(self._known_ports)
            except Unavailable as error:
                log.warning("%s", error.message)
                await asyncio.sleep(wait)
                wait = min(wait * 2, 10.0)
        return None

    async def _launch(self, ports: Ports) -> None:
        with self._folder.open_log() as output:
            self._process = await asyncio.create_subprocess_exec(
                *self._command(ports),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C in the terminal is for us; we stop it in our order
                preexec_fn=dies_with_parent(),
            )
        self._folder.note_server(self._process.pid)
        self._ports = ports
        if not await self._becomes_ready(self._process):
            await self._end_process()
            raise Unavailable("Temporal", f"The Temporal server did not start: {self._folder.log_tail()}")

    async def _becomes_ready(self, process: asyncio.subprocess.Process) -> bool:
        ready = asyncio.create_task(wait_until_ready(self.address, self._namespace, RETENTION))
        died = asyncio.create_task(process.wait())
        try:
            await asyncio.wait({ready, died}, timeout=START_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            return ready.done() and not died.done()
        finally:
            for task in (ready, died):
                task.cancel()
            await asyncio.gather(ready, died, return_exceptions=True)

    async def _end_process(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_PATIENCE)
        except TimeoutError:
            log.warning("The Temporal server did not stop in time and is ended by force")
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _command(self, ports: Ports) -> list[str]:
        command = [
            str(self._cli), "server", "start-dev",
            "--ip", "127.0.0.1", "--port", str(ports.grpc),
            "--ui-port", str(ports.ui), "--ui-disable-news-fetch",
            "--db-filename", str(self._folder.database),
            "--namespace", self._namespace,
            "--log-level", "warn", "--color", "never",
            "--disable-config-env", "--disable-config-file",
        ]  # fmt: skip
        for setting in SETTINGS:
            command += ["--dynamic-config-value", setting]
        for pragma in PRAGMAS:
            command += ["--sqlite-pragma", pragma]
        return command
