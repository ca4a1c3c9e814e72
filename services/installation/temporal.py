"""Our own Temporal server: its program obtained in the background, then kept running."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from engine.temporal.cli import temporal_cli
from engine.temporal.progress import Progress
from engine.temporal.server import TemporalServer
from graph.errors import Unavailable
from services.status import ServiceState, ServiceStatus, StatusBoard
from settings import Settings

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0  # seconds between attempts
_STATES: dict[str, ServiceState] = {"build": "building", "ready": "starting"}
_log = logging.getLogger(__name__)


class TemporalKeeper:
    """`on_address` hears where the server is reached, once it answers."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        board: StatusBoard,
        on_address: Callable[[TemporalServer], None],
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._board = board
        self._on_address = on_address
        self._server: TemporalServer | None = None

    async def keep_running(self) -> None:
        """Gets the program, starts the server, and starts it again whenever it dies; never gives up."""
        wait = _FIRST_WAIT
        while True:
            try:
                server = await self._start()
            except Unavailable as error:
                _log.warning("%s", error.message)
                self._board.set("temporal", ServiceStatus("down", error.message))
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
                continue
            self._board.set("temporal", ServiceStatus("ok"))
            self._on_address(server)
            await server.watch(self._changed)

    async def stop(self) -> None:
        if self._server is not None:
            await self._server.stop()

    async def _start(self) -> TemporalServer:
        program = await temporal_cli(self._settings, self._progress)
        self._server = TemporalServer(program, self._folder, namespace=self._settings.temporal_namespace)
        await self._server.start()
        return self._server

    def _progress(self, progress: Progress) -> None:
        state = _STATES.get(progress.stage, "fetching")
        message = "" if state == "starting" else f"{progress.message}."
        self._board.set("temporal", ServiceStatus(state, message, progress.fraction))

    def _changed(self, up: bool) -> None:
        message = "" if up else "Temporal has ended and is started again."
        self._board.set("temporal", ServiceStatus("ok" if up else "down", message))
