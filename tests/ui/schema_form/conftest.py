import time
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


class FormPage:
    """What somebody sees and does in a form, and what happens to its values elsewhere."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def field(self, path: str) -> Locator:
        return self.page.locator(f'[data-field="{path}"]')

    def control(self, path: str) -> Locator:
        return self.field(path).locator("textarea, input, select").first

    def fault(self, path: str) -> Locator:
        return self.field(path).locator(".fault")

    @property
    def values(self) -> Any:
        return httpx.get(f"{self.address}/values").json()

    def comes_to_hold(self, **expected: Any) -> None:
        give_up = time.monotonic() + 15
        while {key: self.values.get(key) for key in expected} != expected:
            assert time.monotonic() < give_up, f"the form holds {self.values}"
            self.page.wait_for_timeout(20)

    def change_elsewhere(self, **values: Any) -> None:
        httpx.post(f"{self.address}/values", json=values).raise_for_status()

    def complain(self, **faults: str) -> None:
        httpx.post(f"{self.address}/faults", json=faults).raise_for_status()


@pytest.fixture
def form(browser: Browser, address: str) -> Iterator[FormPage]:
    with opened(browser, address, height=1200) as page:
        page.locator('[data-field="body"]').wait_for()
        yield FormPage(page, address)
