"""The canvas in a real browser, beside a server that keeps the definition in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.ui.component_page import served
from tests.ui.flow_canvas.canvas_page import CanvasPage, CanvasServer

APP = Path(__file__).parent / "canvas_app.py"


@pytest.fixture(scope="session")
def canvas_server() -> Iterator[CanvasServer]:
    with served(APP) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield CanvasServer(client)


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


@pytest.fixture
def canvas(canvas_server: CanvasServer, browser_page: Page) -> CanvasPage:
    """Three nodes in a row: a → b → c."""
    canvas_server.reset("chain")
    return CanvasPage(browser_page, canvas_server).open()
