"""Getting in: the address we listen on, and links for signing in."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
import time
import webbrowser

from data.embedded.ports import is_free
from graph.errors import InvalidInput, Unavailable
from services.installation.home import Home, Runtime
from settings import Settings

_PATIENCE = 120.0  # seconds that another process has for its start


def listen(settings: Settings) -> socket.socket:
    """A socket bound to the configured address; raises InvalidInput where others cannot be kept out, or it is taken."""
    if settings.host != "127.0.0.1":
        from auth.local import refuse_unsafe_address  # noqa: PLC0415 (slow to import, rarely needed)

        refuse_unsafe_address(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host.strip("[]"), settings.port))
        # At once, so that the port is ours: who comes early waits a moment instead of being refused.
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise InvalidInput(_why_not(settings, error), field="WORKFLOW_BUILDER_PORT") from error
    return listening


def address_of(settings: Settings, listening: socket.socket) -> str:
    """The address for browsers; the port is the one that was found when the settings say 0."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listening.getsockname()[1]}"


def link_of_running(settings: Settings) -> str:
    """A new one-time link of the installation that runs in this folder; waits for one that is starting.

    Raises Unavailable where none runs.
    """
    home = Home(settings.home)
    runtime = running(home)
    if runtime is None:
        raise Unavailable(
            "Workflow Builder",
            f"Nothing runs in {home.path}. Start it with `make run`, which prints a link too.",
        )
    return asyncio.run(_issue(runtime))


def running(home: Home, *, with_pages: bool = True) -> Runtime | None:
    """The installation that holds the folder, once it can be reached; None where nobody does.

    One without pages serves a single `main.py execute`.
    """
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        lock = home.lock()
        if lock is not None:
            lock.close()
            return None
        runtime = home.runtime()
        if runtime is not None and (runtime.url is not None or not with_pages):
            return runtime
        time.sleep(0.1)
    raise Unavailable(
        "Workflow Builder", f"Another process has been starting in {home.path} for two minutes."
    )


def open_in_browser(settings: Settings, link: str) -> None:
    """Opens the link where a person sits before this machine."""
    seen = sys.platform in {"darwin", "win32"} or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    if settings.open_browser and seen and sys.stdout.isatty() and "CI" not in os.environ:
        webbrowser.open(link)


async def _issue(runtime: Runtime) -> str:
    from auth import links  # noqa: PLC0415 (slow to import, and not always needed)
    from data.session import Database  # noqa: PLC0415

    database = Database(runtime.database_url)
    try:
        return f"{runtime.url}{await links.issue(database)}"
    finally:
        await database.close()


def _why_not(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is taken by another program. Stop that one, or choose another port: "
            f"WORKFLOW_BUILDER_PORT={_free_port_after(settings)} make run"
        )
    return f"{settings.host}:{settings.port} cannot be listened on: {os.strerror(error.errno or 0)}."


def _free_port_after(settings: Settings) -> int:
    after = range(settings.port + 1, min(settings.port + 200, 65536))
    return next((port for port in after if is_free(port)), 0)
