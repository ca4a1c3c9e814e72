from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.ui.component_page import opened, served


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(Path(__file__).parent / "app.py") as address:
        yield address


class JsonPage:
    """What a reader sees of the view, and what the server tells it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def show(self, value: Any) -> None:
        httpx.post(f"{self.address}/value", json={"value": value}).raise_for_status()

    def draw_again(self) -> None:
        httpx.post(f"{self.address}/again").raise_for_status()

    @property
    def lines(self) -> Locator:
        return self.page.locator(".json .l")

    def line(self, text: str) -> Locator:
        return self.lines.filter(has_text=text)

    @property
    def focused(self) -> str:
        return self.page.evaluate("document.activeElement.querySelector('.k').textContent")


@pytest.fixture
def view(browser: Browser, address: str) -> Iterator[JsonPage]:
    with opened(browser, address, width=500, height=700) as page:
        page.wait_for_selector(".json-view[data-ready=true]")
        yield JsonPage(page, address)
