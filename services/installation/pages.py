"""The web server over an App: guarded pages, in this process or in one that starts anew when a source changes."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from auth.install import install
from engine.temporal.child import dies_with_parent
from services.app import App
from services.installation.connections import connected_app
from services.installation.health import watch_temporal, watch_workers
from services.installation.home import Home
from services.installation.signals import signalled
from services.status import ServiceStatus
from settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp

_ROOT = Path(__file__).parents[2]
_WATCHED = ("ui", "services", "auth", "data", "engine", "graph", "settings", "main.py")
_log = logging.getLogger(__name__)


class Server(Protocol):
    async def run_until_stopped(self) -> None: ...

    def stop(self) -> None: ...


class Web(Protocol):
    """The pages, which only the command line may bring together with what is below them."""

    assets: str

    def app(self, app: App) -> FastAPI: ...

    def server(self, guarded: ASGIApp, listening: socket.socket) -> Server: ...


async def serve_pages(app: App, web: Web, listening: socket.socket, told: asyncio.Event) -> None:
    """Serves until the event is set."""
    port = listening.getsockname()[1]
    guarded = install(web.app(app), app.database, app.sessions, app.settings, assets=web.assets, port=port)
    server = web.server(guarded, listening)
    # What is imported stays for good: a collection that walked it all would hold up every page by 100 ms.
    gc.freeze()
    serving, waiting = asyncio.create_task(server.run_until_stopped()), asyncio.create_task(told.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    server.stop()
    await serving


def serve_pages_alone(settings: Settings, descriptor: int, web_of: Callable[[], Web]) -> int:
    """The pages over servers that another process keeps, on a socket that it gave us."""

    async def run() -> None:
        app = connected_app(settings, str(settings.database_url), settings.temporal_address)
        app.status.set("database", ServiceStatus("ok"))
        runtime = Home(settings.home).runtime()
        app.status.set_temporal_ui(runtime.temporal_ui if runtime else None)
        app.listener.on_health(
            lambda well: app.status.set("database", ServiceStatus("ok" if well else "down"))
        )
        app.listener.start()
        watching = [asyncio.create_task(watch(app)) for watch in (watch_temporal, watch_workers)]
        with socket.socket(fileno=descriptor) as listening:
            await serve_pages(app, web_of(), listening, signalled())
        for task in watching:
            task.cancel()
        await app.listener.stop()
        await app.database.close()

    asyncio.run(run())
    return 0


async def serve_reloading_pages(
    listening: socket.socket,
    environment: Mapping[str, str],
    told: asyncio.Event,
    renew_worker: Callable[[], Awaitable[None]],
) -> None:
    """Serves from a process of its own; it and the worker are started anew after each change of a Python source."""
    from watchfiles import PythonFilter, awatch  # noqa: PLC0415 (for developers only)

    process = await _start(listening, environment)
    paths = [_ROOT / name for name in _WATCHED]
    async for changes in awatch(*paths, watch_filter=PythonFilter(), stop_event=told):
        _log.warning("%s changed: pages and worker load it again", Path(min(changes)[1]).relative_to(_ROOT))
        await renew_worker()
        await _end(process)
        process = await _start(listening, environment)
    await _end(process)


async def _start(listening: socket.socket, environment: Mapping[str, str]) -> asyncio.subprocess.Process:
    # The socket stays ours: who comes between two processes waits a moment instead of being refused.
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(_ROOT / "main.py"),
        "pages",
        str(listening.fileno()),
        env={**os.environ, **environment},
        pass_fds=(listening.fileno(),),
        start_new_session=True,
        preexec_fn=dies_with_parent(),
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), 5)
    except TimeoutError:
        process.kill()
        await process.wait()
