"""`main.py execute`: a definition from a file, on the installation that runs, or on one for the time being."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from auth.local import local_admin
from graph.errors import Unavailable
from graph.statuses import ExecutionStatus
from services import definition_files
from services.app import App
from services.installation.connections import connected_app
from services.installation.database import DatabaseServer
from services.installation.entrance import running
from services.installation.home import Home, Runtime
from services.installation.installation import Installation
from services.views import ExecutionRow, StepRow
from settings import Settings

_PATIENCE = 600.0  # seconds: the Temporal CLI may have to be built first


def execute(settings: Settings, graph: Path, input_file: Path | None) -> tuple[str, bool]:
    """What came out as JSON text, and whether the execution completed; raises InvalidInput for unusable files."""
    definition = definition_files.read_definition(graph)
    input = definition_files.read_json(input_file, what="The input") if input_file else {}

    async def run() -> tuple[ExecutionRow, tuple[StepRow, ...]]:
        async with _some_installation(settings) as app:
            actor = await local_admin(app.database)
            return await definition_files.execute_definition(app, actor, definition, input, name=graph.stem)

    row, steps = asyncio.run(run())
    return json.dumps(
        _report(row, steps), indent=2, ensure_ascii=False
    ), row.status == ExecutionStatus.COMPLETED


@asynccontextmanager
async def _some_installation(settings: Settings) -> AsyncIterator[App]:
    home = Home(settings.home)
    lock = home.lock()
    if lock is None:
        async with _the_running_one(settings, home) as app:
            yield app
        return
    with lock:
        home.forget_runtime()  # of an installation that was killed
        installation = Installation(settings, home, DatabaseServer(settings, home))
        try:
            app = await installation.open()
            await _until_it_works(app)
            yield app
        finally:
            await installation.close()


@asynccontextmanager
async def _the_running_one(settings: Settings, home: Home) -> AsyncIterator[App]:
    runtime = await asyncio.to_thread(_with_temporal, home)
    app = connected_app(settings, runtime.database_url, runtime.temporal_address)
    app.listener.start()
    try:
        yield app
    finally:
        await app.listener.stop()
        await app.database.close()


def _with_temporal(home: Home) -> Runtime:
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        runtime = running(home, with_pages=False)
        if runtime is None:
            break
        if runtime.temporal_address is not None:
            return runtime
        time.sleep(0.2)
    raise Unavailable("Temporal", "The installation in this folder has no Temporal server (yet).")


async def _until_it_works(app: App) -> None:
    works = asyncio.Event()

    def look() -> None:
        status = app.status.current
        if status.temporal.state == "ok" and status.worker.state != "down":
            works.set()

    app.status.on_change(look)
    look()
    try:
        await asyncio.wait_for(works.wait(), _PATIENCE)
    except TimeoutError:
        message = app.status.current.temporal.message or "Temporal did not start in ten minutes."
        raise Unavailable("Temporal", message) from None


def _report(row: ExecutionRow, steps: tuple[StepRow, ...]) -> dict[str, Any]:
    return {
        "status": str(row.status),
        "output": row.output,
        "error": row.error,
        "steps": [
            {
                "path": step.path,
                "status": str(step.status),
                "attempts": step.attempt,
                "output": step.output,
                "error": step.error,
            }
            for step in steps
        ],
    }
