"""The product's pages as their users see them."""

import itertools
import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

_numbers = itertools.count(1)


class Home:
    """`/`: all projects at a glance."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> "Home":
        self.page.goto("/")
        expect(self.page.get_by_role("heading", name="All projects")).to_be_visible()
        return self

    def create_project(self, name: str | None = None) -> "Project":
        self.page.get_by_role("button", name="New project").last.click()
        self.page.get_by_label("Name", exact=True).fill(name or f"Project {next(_numbers)}")
        self.page.get_by_role("button", name="Create").click()
        self.page.wait_for_url("**/projects/*")
        return Project(self.page)


class Project:
    """`/projects/{id}`: a project's workflows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def create_workflow(self, name: str, *, template: str = "Empty") -> "Editor":
        start = self.page.get_by_role("button", name="Empty workflow")
        other = self.page.get_by_role("button", name="New workflow")
        expect(start.or_(other).first).to_be_visible()
        (start if start.is_visible() else other).click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("Name", exact=True).fill(name)
        dialog.get_by_role("radio", name=template).click()
        dialog.get_by_role("button", name="Create").click()
        self.page.wait_for_url("**/workflows/*")
        return Editor(self.page)

    def row(self, kebab_name: str) -> Locator:
        return self.page.locator(f"[data-workflow='{kebab_name}']")


class Editor:
    """`/workflows/{id}`: palette, canvas, inspector."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.canvas = page.locator("[data-ready='true']").first
        expect(self.canvas).to_be_visible()
        self.url = page.url

    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = self.canvas.evaluate("element => element.flowCanvas.document")
        return found

    def node_ids(self) -> list[str]:
        return [node["id"] for node in self.document()["nodes"]]

    def position(self, node_id: str) -> dict[str, float]:
        found: dict[str, float] = next(n["position"] for n in self.document()["nodes"] if n["id"] == node_id)
        return found

    def data(self, node_id: str) -> dict[str, Any]:
        found: dict[str, Any] = next(n["data"] for n in self.document()["nodes"] if n["id"] == node_id)
        return found

    def edges(self) -> list[tuple[str, str, str]]:
        return [(edge["source"], edge["sourceHandle"], edge["target"]) for edge in self.document()["edges"]]

    def place(self, node_id: str) -> dict[str, float]:
        """Where the node's card is in the window."""
        found: dict[str, float] = self.canvas.evaluate(
            "(element, id) => element.flowCanvas.nodeOnScreen(id)", node_id
        )
        return found

    def drag_from_palette(self, name: str, x: int, y: int) -> str:
        """Drags a palette item to a place on the canvas; the new node's id."""
        before = set(self.node_ids())
        item = self.page.locator("[data-palette-node]").filter(
            has_text=re.compile(f"^\\w*{re.escape(name)}$")
        )
        item.first.drag_to(self.canvas, target_position={"x": x, "y": y})
        self.page.wait_for_function(
            "count => document.querySelector(\"[data-ready='true']\").flowCanvas.document.nodes.length > count",
            arg=len(before),
        )
        return next(node_id for node_id in self.node_ids() if node_id not in before)

    def connect(self, source: str, target: str, handle: str = "out") -> None:
        """Draws an edge from a handle to a node's input with the mouse."""
        start = self._handle(source, handle)
        end = self._handle(target, "in")
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(end[0] - 8, end[1], steps=8)
        self.page.mouse.move(*end, steps=3)
        self.page.mouse.up()

    def _handle(self, node_id: str, handle: str) -> tuple[float, float]:
        box = self.canvas.locator(f"[data-nodeid='{node_id}'][data-handleid='{handle}']").first.bounding_box()
        assert box is not None, f"{node_id} shows no handle {handle}"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def move(self, node_id: str, dx: int, dy: int) -> None:
        box = self.place(node_id)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx, y + dy, steps=8)
        self.page.mouse.up()

    def select(self, node_id: str) -> None:
        box = self.place(node_id)
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(self.page.get_by_label("Inspector").get_by_text(node_id, exact=True).first).to_be_visible()

    def field(self, path: str) -> Locator:
        """The control of a field of the selected node, e.g. `config.url`."""
        return self.page.locator(f"[data-field='{path}']").locator("input, textarea, select").first

    def fill(self, path: str, value: str) -> None:
        self.field(path).fill(value)
        self.field(path).blur()

    def expect_saved(self) -> None:
        expect(self.page.locator("[data-state='saved']")).to_be_visible()
        self.page.wait_for_function(
            "document.querySelector(\"[data-ready='true']\").flowCanvas.pending === 0"
        )

    def problems(self) -> Locator:
        return self.page.locator("[data-problem]")

    def deploy(self) -> None:
        self.page.get_by_role("button", name="Deploy").first.click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("button", name="Deploy").click()
        expect(self.page.get_by_text(re.compile(r"Deployed as v\d+"))).to_be_visible()

    def run(self, input: Any = None) -> "Viewer":
        self.page.locator("header").get_by_role("button", name="Run").click()
        dialog = self.page.get_by_role("dialog")
        if input is not None:
            as_json = dialog.get_by_role("tab", name="JSON")
            area = dialog.get_by_label("Input as JSON")
            expect(area.or_(as_json).first).to_be_visible()
            if not area.is_visible():
                as_json.click()
            area.fill(json.dumps(input))
            area.blur()
        dialog.get_by_role("button", name="Run", exact=True).click()
        self.page.wait_for_url("**/executions/*")
        return Viewer(self.page)


class Viewer:
    """`/executions/{id}`: an execution, live."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.canvas = page.locator(".canvas-place [data-ready='true']").first
        self.timeline = page.locator("section.timeline")
        expect(self.timeline).to_be_visible()

    def expect_status(self, status: str, *, within: float = 30) -> None:
        expect(self.page.locator(f"[data-execution-status='{status}']")).to_be_visible(timeout=within * 1000)

    def expect_step(self, node_id: str, status: str, *, within: float = 15) -> None:
        node = self.canvas.locator(f"[data-id='{node_id}'][data-status='{status}']")
        expect(node).to_be_visible(timeout=within * 1000)

    def select_step(self, node_id: str) -> None:
        self.canvas.locator(f"[data-id='{node_id}']").click()

    def expect_selected(self, node_id: str | None) -> None:
        """Canvas, timeline and inspector agree; None: the inspector shows the whole execution."""
        count = 0 if node_id is None else 1
        on_canvas = self.canvas.locator("[data-id][data-selected='true']")
        in_timeline = self.timeline.locator("[aria-selected=true]")
        for place in (on_canvas, in_timeline, self.inspector().get_by_role("button", name="Close")):
            expect(place).to_have_count(count)
        if node_id is not None:
            expect(on_canvas).to_have_attribute("data-id", node_id)
            expect(in_timeline).to_have_attribute("data-path", node_id)

    def bars(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.timeline.evaluate(
            "(element, path) => element.timeline.bars(path)", path
        )
        return found

    def inspector(self) -> Locator:
        return self.page.get_by_label("Inspector")

    def cancel(self) -> None:
        self.page.get_by_role("button", name="Cancel").click()
        self.page.get_by_role("button", name="Cancel execution").click()


class Executions:
    """`/executions`: what ran, of everything or of one workflow."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def filter(self, status: str) -> None:
        self.page.get_by_role("tablist", name="Status").get_by_role("tab", name=status).click()
