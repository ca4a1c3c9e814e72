"""`main.py serve`: the servers, the pages over them, and an end in good order."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from services.installation.database import DatabaseServer
from services.installation.entrance import address_of, link_of_running, listen, open_in_browser
from services.installation.home import Home
from services.installation.signals import signalled
from settings import Settings

if TYPE_CHECKING:
    from services.app import App
    from services.installation.installation import Installation
    from services.installation.pages import Web

_T = TypeVar("_T")


@dataclass(frozen=True)
class Way:
    """How to serve: `web_of` imports the pages, `say` prints a text, `reload` follows changed sources."""

    web_of: Callable[[], Web]
    say: Callable[[str], None]
    reload: bool = False


def serve(settings: Settings, way: Way) -> int:
    """Serves until SIGINT or SIGTERM; the exit code. What cannot be is raised as a WorkflowBuilderError."""
    home = Home(settings.home)
    lock = home.lock()
    if lock is None:
        link = link_of_running(settings)
        way.say(f"It is already running in {home.path}. Sign in once, within 10 minutes:\n  {link}")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    with lock, listen(settings) as listening:
        home.forget_runtime()  # of an installation that was killed
        database = DatabaseServer(settings, home)
        try:
            asyncio.run(_serve_until_told(settings, home, database, listening, way))
        except KeyboardInterrupt:
            return 0
        finally:
            database.stop()
    return 0


async def _serve_until_told(
    settings: Settings, home: Home, database: DatabaseServer, listening: socket.socket, way: Way
) -> None:
    # Slow to import (two seconds): PostgreSQL starts meanwhile.
    web = None if way.reload else way.web_of()
    from services.installation.installation import Installation  # noqa: PLC0415

    url = address_of(settings, listening)
    installation = Installation(settings, home, database, url=url)
    told = signalled()
    try:
        app = await _unless(told, installation.open())
        if app is not None:
            await _serve_pages(installation, app, web, listening, told, way)
    finally:
        if told.is_set():
            way.say("Stopping …")
        await installation.close()


async def _serve_pages(
    installation: Installation,
    app: App,
    web: Web | None,
    listening: socket.socket,
    told: asyncio.Event,
    way: Way,
) -> None:
    from auth import links  # noqa: PLC0415 (as above)
    from services.installation import pages  # noqa: PLC0415
    from services.installation.terminal import report  # noqa: PLC0415

    url = address_of(app.settings, listening)
    link = url + await links.issue(app.database)
    way.say(f"Workflow Builder is at {url}\nSign in once, within 10 minutes:\n  {link}\n")
    report(app.status, way.say)
    open_in_browser(app.settings, link)
    if web is not None:
        await pages.serve_pages(app, web, listening, told)
    elif (environment := await _unless(told, installation.environment())) is not None:
        await pages.serve_reloading_pages(listening, environment, told, installation.renew_worker)


async def _unless(told: asyncio.Event, work: Awaitable[_T]) -> _T | None:
    """What is awaited, or None when a signal comes first."""
    task, waiting = asyncio.ensure_future(work), asyncio.create_task(told.wait())
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
