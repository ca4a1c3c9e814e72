"""What works of the servers that are not ours to keep."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from data.session import SERVICE
from graph.errors import Unavailable
from services.app import App
from services.status import ServiceName, ServiceStatus

_LOOK_EVERY = 2.0  # seconds


async def watch_temporal(app: App) -> None:
    """Says on the board whether Temporal answers; never returns."""
    away = f"Temporal does not answer at {app.settings.temporal_address}."
    await _watch(app, "temporal", app.engine.healthy, away)


async def watch_workers(app: App) -> None:
    """Says on the board whether any worker has been heard of lately; never returns."""
    await _watch(app, "worker", lambda: _a_worker_lives(app), "No worker is alive: start `main.py worker`.")


async def _watch(app: App, service: ServiceName, works: Callable[[], Awaitable[bool]], message: str) -> None:
    while True:
        well = await works()
        app.status.set(service, ServiceStatus("ok") if well else ServiceStatus("down", message))
        await asyncio.sleep(_LOOK_EVERY)


async def _a_worker_lives(app: App) -> bool:
    try:
        async with app.database.work(SERVICE) as work:
            return await work.worker_registry.anyone_lives()
    except Unavailable:
        return True  # nobody can tell; that the database is away is said elsewhere
