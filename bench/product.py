"""The whole product for a measurement: an installation in a folder of its own, a browser, and use cases beside it."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from playwright.sync_api import Browser, Page, StorageState

from auth.local import local_admin
from graph.operations import Patch
from services import deployments, drafts, projects, workflows
from services.app import App
from services.context import Actor
from services.installation.connections import connected_app
from services.installation.home import Home
from settings import Settings
from tests.browser.installation import Installation
from tests.ui.component_page import chromium

T = TypeVar("T")
UseCase = Callable[[App, Actor], Awaitable[T]]
_names = itertools.count()


@dataclass(frozen=True)
class Product:
    """`installation` runs; pages that it opens are signed in."""

    installation: Installation
    browser: Browser
    cookies: StorageState

    def page(self) -> Page:
        """A page in a browser window of its own."""
        context = self.browser.new_context(
            viewport={"width": 1440, "height": 900},
            base_url=self.installation.url,
            storage_state=self.cookies,
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        return page

    def do(self, use_case: UseCase[T]) -> T:
        """Carries out a use case as the local administrator, in this process."""

        async def run() -> T:
            runtime = Home(self.installation.home).runtime()
            assert runtime is not None
            settings = Settings(home=self.installation.home)
            app = connected_app(settings, runtime.database_url, runtime.temporal_address)
            try:
                return await use_case(app, await local_admin(app.database))
            finally:
                await app.database.close()

        return self.beside(lambda: asyncio.run(run()))

    def beside(self, work: Callable[[], T]) -> T:
        """What the work answers; in another thread, since Playwright has taken this one's event loop."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(work).result()

    def workflow(self, definition: dict[str, Any], *, deployed: bool = False) -> UUID:
        """A new workflow with this draft, in a project of its own."""

        async def make(app: App, actor: Actor) -> UUID:
            name = f"Measured {next(_names)}"
            project = await projects.create_project(app, actor, name=name)
            made = await workflows.create_workflow(app, actor, project_id=project.id, display_name=name)
            operations = [{"op": "add_node", "node": node} for node in definition["nodes"]] + [
                {"op": "add_edge", "edge": edge} for edge in definition["edges"]
            ]
            for first in range(0, len(operations), 1000):
                patch = {
                    "id": f"{made.id}-{first}",
                    "client": "bench",
                    "operations": operations[first : first + 1000],
                }
                await drafts.save_patch(app, actor, made.id, Patch.model_validate(patch))
            if deployed:
                await deployments.deploy(app, actor, made.id)
            return made.id

        return self.do(make)


@contextmanager
def product() -> Iterator[Product]:
    """Starts everything, signs in, and leaves nothing behind."""
    with a_home() as home, chromium() as browser:
        installation = Installation(home)
        installation.start()
        try:
            context = browser.new_context()
            page = context.new_page()
            page.goto(installation.link())
            page.wait_for_url(f"{installation.url}/")
            cookies = context.storage_state()
            context.close()
            yield Product(installation, browser, cookies)
        finally:
            installation.stop()


@contextmanager
def a_home() -> Iterator[Path]:
    """An empty folder for an installation."""
    with tempfile.TemporaryDirectory(prefix="workflow-builder-", ignore_cleanup_errors=True) as folder:
        # Started as root, the database runs as another user, who must be able to enter.
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


def in_background(action: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=action, daemon=True)
    thread.start()
    return thread
