import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.ui.component_page import opened, served


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(Path(__file__).parent / "app.py") as address:
        yield address


class TimelinePage:
    """What a reader sees of the timeline, and what the server tells it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.started_at = time.time() - 100

    def load(self, *steps: dict, completed_at: float | None = None) -> None:
        self.call(
            "load",
            steps=list(steps),
            started_at=self.started_at,
            completed_at=completed_at,
            server_now=time.time(),
        )
        self.page.wait_for_selector(".timeline[data-ready=true]")
        self.until(f"timeline.rows.length === {len(steps)} && timeline.window !== null")

    def call(self, method: str, **arguments) -> None:
        self.post(f"call/{method}", arguments)

    def post(self, path: str, arguments: dict | None = None) -> None:
        httpx.post(f"{self.address}/{path}", json=arguments).raise_for_status()

    def step(
        self, path: str, status: str, *, start: float | None = None, end: float | None = None, **more
    ) -> dict:
        """A step whose times are seconds since the execution began."""
        return {
            "path": path,
            "node_id": path,
            "label": path.title(),
            "icon": "bolt",
            "status": status,
            "scheduled_at": None,
            "started_at": None if start is None else self.started_at + start,
            "completed_at": None if end is None else self.started_at + end,
            "waits_until": None,
            "attempts": [],
            **more,
        }

    def attempt(self, number: int, start: float, end: float | None, error: dict | None = None) -> dict:
        ended_at = None if end is None else self.started_at + end
        return {"number": number, "started_at": self.started_at + start, "ended_at": ended_at, "error": error}

    def bars(self, path: str) -> list[dict]:
        return self.page.evaluate("path => document.querySelector('.timeline').timeline.bars(path)", path)

    def shapes(self, path: str) -> list[str]:
        return [f"{bar['kind']} {bar['tone']}" for bar in self.bars(path)]

    def until(self, condition: str) -> None:
        self.page.wait_for_function(
            f"() => {{ const timeline = document.querySelector('.timeline').timeline; return {condition} }}"
        )

    def colour_at(self, x: float, y: float) -> str:
        """The colour painted at a point of the page, as #rrggbb."""
        return self.page.evaluate(
            """([x, y]) => {
                const canvas = document.querySelector('.tl-canvas')
                const edge = canvas.getBoundingClientRect()
                const scale = canvas.width / edge.width
                const at = [(x - edge.left) * scale, (y - edge.top) * scale].map(Math.floor)
                const pixel = canvas.getContext('2d').getImageData(...at, 1, 1).data
                return '#' + [...pixel].slice(0, 3).map((part) => part.toString(16).padStart(2, '0')).join('')
            }""",
            [x, y],
        )

    def css(self, variable: str) -> str:
        return self.page.evaluate(
            "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", variable
        )

    def colour_of_last_bar(self, path: str) -> str:
        bar = self.bars(path)[-1]
        return self.colour_at(bar["x"] + bar["width"] / 2, bar["y"] + 3)

    @property
    def picked(self) -> list[str | None]:
        return httpx.get(f"{self.address}/picked").json()


@pytest.fixture
def timeline(browser: Browser, address: str) -> Iterator[TimelinePage]:
    with opened(browser, address) as page:
        page.wait_for_selector(".timeline .tl-box")
        yield TimelinePage(page, address)
