"""What tests do with the canvas, in the words of a person who uses it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Self

import httpx
from playwright.sync_api import Locator, Page, expect

ROOT = ".flow-canvas"


class CanvasServer:
    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.url = str(client.base_url)

    def reset(self, shape: str, nodes: int = 0) -> None:
        self._client.post("/faults", json={}).raise_for_status()
        self._client.post("/reset", json={"shape": shape, "nodes": nodes}).raise_for_status()

    def fails_with(self, **faults: Any) -> None:
        self._client.post("/faults", json=faults).raise_for_status()

    def call(self, method: str, *arguments: Any) -> None:
        self._client.post("/do", json={"method": method, "arguments": arguments}).raise_for_status()

    def someone_else(self, *operations: dict[str, Any]) -> None:
        self._client.post("/do", json={"method": "remote", "operations": operations}).raise_for_status()

    @property
    def state(self) -> dict[str, Any]:
        return self._client.get("/state").raise_for_status().json()

    @property
    def nodes(self) -> dict[str, dict[str, Any]]:
        return {node["id"]: node for node in self.state["definition"]["nodes"]}

    @property
    def edges(self) -> set[tuple[str, str, str]]:
        edges = self.state["definition"]["edges"]
        return {(edge["source"], edge["sourceHandle"], edge["target"]) for edge in edges}

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.state["events"] if event["kind"] == kind]


class CanvasPage:
    def __init__(self, page: Page, server: CanvasServer) -> None:
        self.page, self.server = page, server
        self.root = page.locator(ROOT)

    def open(self, query: str = "") -> Self:
        self.page.goto(f"{self.server.url}/?{query}", wait_until="commit")
        self.page.wait_for_selector(f"{ROOT}[data-ready=true]")
        return self

    def node(self, id: str) -> Locator:
        return self.page.locator(f'.node[data-id="{id}"]')

    def handle(self, node: str, handle: str) -> Locator:
        return self.page.locator(f'.vue-flow__handle[data-nodeid="{node}"][data-handleid="{handle}"]')

    def hook(self, expression: str) -> Any:
        """A value of the element's test hook."""
        return self.page.evaluate(f"document.querySelector('{ROOT}').flowCanvas.{expression}")

    def middle_of(self, id: str) -> tuple[float, float]:
        card = self.hook(f"nodeOnScreen({id!r})")
        return card["x"] + card["width"] / 2, card["y"] + card["height"] / 2

    def drag(self, start: tuple[float, float], end: tuple[float, float], *, release: bool = True) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=8)
        if release:
            mouse.up()

    def drag_node(self, id: str, dx: float, dy: float) -> None:
        x, y = self.middle_of(id)
        self.drag((x, y), (x + dx, y + dy))

    def connect(self, source: str, handle: str, target: str, *, release: bool = True) -> None:
        box = self.handle(source, handle).bounding_box()
        assert box
        start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.drag(start, self.middle_of(target), release=release)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def select(self, *ids: str) -> None:
        self.page.mouse.click(*self.middle_of(ids[0]))
        for id in ids[1:]:
            self.page.keyboard.down("Shift")
            self.page.mouse.click(*self.middle_of(id))
            self.page.keyboard.up("Shift")

    def expect_nodes(self, *ids: str) -> None:
        for id in ids:
            expect(self.node(id)).to_have_count(1)
        expect(self.page.locator(".vue-flow__node")).to_have_count(len(ids))


def eventually(holds: Callable[[], Any], within: float = 10) -> None:
    """Waits until the condition holds; its last value is in the message when it never does."""
    deadline = time.monotonic() + within
    while not (value := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Never held; last value: {value!r}")
        time.sleep(0.02)
