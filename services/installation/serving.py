"""`main.py serve`: the servers, the pages over them, and an end in good order."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from services.installation.database import DatabaseServer
from services.installation.entrance import address_of, link_of_running, listen, open_in_browser
from services.installation.home import Home
from settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from services.app import App


class Server(Protocol):
    async def run_until_stopped(self) -> None: ...

    def stop(self) -> None: ...


class Web(Protocol):
    """The pages, which only the command line may bring together with what is below them."""

    assets: str

    def app(self, app: App) -> FastAPI: ...

    def server(self, guarded: ASGIApp, listening: socket.socket) -> Server: ...


def serve(settings: Settings, web_of: Callable[[], Web], *, say: Callable[[str], None]) -> int:
    """Serves until SIGINT or SIGTERM; the exit code. What cannot be is raised as a WorkflowBuilderError."""
    home = Home(settings.home)
    lock = home.lock()
    if lock is None:
        link = link_of_running(settings)
        say(f"It is already running in {home.path}. Sign in once, within 10 minutes:\n  {link}")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    with lock, listen(settings) as listening:
        home.forget_runtime()  # of an installation that was killed
        database = DatabaseServer(settings, home)
        try:
            return asyncio.run(Serving(settings, home, database, listening, web_of, say).until_told())
        except KeyboardInterrupt:
            return 0
        finally:
            database.stop()


class Serving:
    """One run of the product, from its start to its end."""

    def __init__(
        self,
        settings: Settings,
        home: Home,
        database: DatabaseServer,
        listening: socket.socket,
        web_of: Callable[[], Web],
        say: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._home = home
        self._database = database
        self._listening = listening
        self._web_of = web_of
        self._say = say

    async def until_told(self) -> int:
        """Serves until a signal comes; a second one ends everything at once."""
        # Slow to import (two seconds): PostgreSQL starts meanwhile.
        web = self._web_of()
        from services.installation.installation import Installation  # noqa: PLC0415

        url = address_of(self._settings, self._listening)
        installation = Installation(self._settings, self._home, self._database, url=url)
        told = _signals()
        try:
            app = await _unless(told, installation.open())
            if app is not None:
                await self._serve_pages(app, web, url, told)
        finally:
            if told.is_set():
                self._say("Stopping …")
            await installation.close()
        return 0

    async def _serve_pages(self, app: App, web: Web, url: str, told: asyncio.Event) -> None:
        from auth import links  # noqa: PLC0415 (as above)
        from auth.install import install  # noqa: PLC0415
        from services.installation.terminal import report  # noqa: PLC0415

        port = self._listening.getsockname()[1]
        guarded = install(web.app(app), app.database, self._settings, assets=web.assets, port=port)
        server = web.server(guarded, self._listening)
        serving = asyncio.create_task(server.run_until_stopped())
        link = url + await links.issue(app.database)
        self._say(f"Workflow Builder is at {url}\nSign in once, within 10 minutes:\n  {link}\n")
        report(app.status, self._say)
        open_in_browser(self._settings, link)
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        server.stop()
        await serving


def _signals() -> asyncio.Event:
    """Set by the first signal."""
    told = asyncio.Event()

    def hear() -> None:
        if told.is_set():
            os._exit(130)  # the kernel ends our children
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, hear)
    return told


async def _unless(told: asyncio.Event, opening: Awaitable[App]) -> App | None:
    """What is awaited, or None when a signal comes first."""
    task, waiting = asyncio.ensure_future(opening), asyncio.create_task(told.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not task.done():
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return None
    return task.result()


def _interrupt() -> None:
    raise KeyboardInterrupt
