"""A page with nothing but a palette and the canvas, and a server that keeps the definition in memory.

`python canvas_app.py PORT`; `/?shape=parcels|chain|grid&nodes=N&read_only=1&theme=dark`. `/state` answers what the
server holds; `/do` makes the page call a method of the canvas; `/faults` makes the server lose or refuse patches.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import graphs  # noqa: E402
from fastapi import Request  # noqa: E402
from nicegui import app, ui  # noqa: E402

from graph.definition import Definition  # noqa: E402
from graph.operations import apply, parse_operations  # noqa: E402
from ui.components.flow_canvas import FlowCanvas, PatchEvent  # noqa: E402

STYLES = ("tokens", "app", "canvas", "quasar")
PALETTE = (
    '{"type":"activity","label":"HTTP request","config":{"activity":"http_request"}}',
    '{"type":"condition","label":"Condition","config":{}}',
)


class Server:
    """Saves patches as the product does: in order, once each, with a revision."""

    def __init__(self) -> None:
        self.definition = Definition()
        self.revision = 0
        self.patches: dict[str, int] = {}
        self.received: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.canvases: list[FlowCanvas] = []
        self.faults: dict[str, Any] = {}

    def save(self, canvas: FlowCanvas, patch: PatchEvent) -> None:
        self.received.append({"id": patch.id, "operations": patch.operations})
        if self.faults.get("refuse"):
            canvas.refuse(patch.id, self.faults["refuse"])
            return
        if patch.id not in self.patches:
            self.change(patch.operations)
            self.patches[patch.id] = self.revision
        if not self.faults.get("silent"):
            canvas.acknowledge(patch.id, self.patches[patch.id])

    def change(self, operations: list[dict[str, Any]]) -> None:
        self.definition = apply(self.definition, parse_operations(operations))
        self.revision += 1


server = Server()
app.add_static_files("/assets", str(ROOT / "ui" / "assets"))


@app.get("/state")
def state() -> dict[str, Any]:
    return {
        "definition": server.definition.to_json(),
        "revision": server.revision,
        "received": server.received,
        "events": server.events,
    }


@app.get("/definition")
def definition() -> dict[str, Any]:
    return {"definition": server.definition.to_json(), "revision": server.revision}


@app.post("/do")
async def do(request: Request) -> dict[str, Any]:
    """Calls `method` with `arguments` on the newest canvas; `remote` is somebody else's edit."""
    body = await request.json()
    if body["method"] == "remote":
        server.change(body["operations"])
        server.canvases[-1].apply_remote(body["operations"], server.revision)
    else:
        getattr(server.canvases[-1], body["method"])(*body.get("arguments", []))
    return {}


@app.post("/faults")
async def faults(request: Request) -> dict[str, Any]:
    server.faults = await request.json()
    return {}


@app.post("/reset")
async def reset(request: Request) -> dict[str, Any]:
    body = await request.json()
    server.__init__()
    server.definition = Definition.model_validate(
        graphs.graph(body.get("shape", "empty"), body.get("nodes", 0))
    )
    return {}


@ui.page("/", reconnect_timeout=60)
def page(
    read_only: int = 0, theme: str = "light", url: int = 0, statuses: int = 0, problems: int = 0
) -> None:
    ui.add_head_html(f"<script>document.documentElement.dataset.theme = '{theme}'</script>")
    for name in STYLES:
        ui.add_head_html(f'<link rel="stylesheet" href="/assets/css/{name}.css">')
    ui.add_head_html("<style>.nicegui-content { padding: 0 } .palette { width: 196px; padding: 8px }</style>")
    with ui.element("div").style("display:flex;width:100vw;height:100vh"):
        with ui.element("div").classes("palette"):
            for item in PALETTE:
                ui.html(f"<div draggable='true' data-palette-node='{item}'>{item[:30]}</div>", sanitize=False)
            ui.element("input").props('aria-label="Elsewhere"')
        with ui.element("div").style("flex:1;min-width:0;height:100vh"):
            show(canvas_for(read_only=bool(read_only)), url=url, statuses=statuses, problems=problems)


def canvas_for(*, read_only: bool) -> FlowCanvas:
    canvas: FlowCanvas

    def heard(kind: str) -> Any:
        return lambda event: server.events.append({"kind": kind, **asdict(event)})

    canvas = FlowCanvas(
        client_id=ui.context.client.id,
        storage_key="canvas-test",
        read_only=read_only,
        on_patch=lambda patch: server.save(canvas, patch),
        on_select=heard("select"),
        on_ready=heard("ready"),
        on_outbox=heard("outbox"),
        on_open=heard("open"),
    )
    server.canvases.append(canvas)
    return canvas


def show(canvas: FlowCanvas, *, url: int, statuses: int, problems: int) -> None:
    catalogue = {"node_types": graphs.NODE_TYPES, "activities": graphs.ACTIVITIES}
    if url:
        canvas.load_from("/definition?" + urlencode({"of": server.revision}), **catalogue)
    else:
        canvas.load(server.definition.to_json(), revision=server.revision, **catalogue)
    if statuses:
        canvas.set_statuses(graphs.STATUSES)
    if problems:
        canvas.set_problems(graphs.PROBLEMS)


if __name__ in {"__main__", "__mp_main__"}:
    ui.run(host="127.0.0.1", port=int(sys.argv[1]), tailwind=False, reload=False, show=False, dark=None)
