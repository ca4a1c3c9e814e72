"""A page with nothing but a timeline, told over HTTP what to show: `app.py PORT`."""

import sys
from typing import Any

from fastapi import Request
from nicegui import app, ui

from ui import theme
from ui.components.timeline import Timeline, TimelineSelectEvent

shown: list[Timeline] = []
tabs: list[ui.tab_panels] = []
picked: list[str | None] = []

STYLE = "height: 366px; width: 100%; border-top: 1px solid var(--border)"


@ui.page("/")
def page() -> None:
    def remember(event: TimelineSelectEvent) -> None:
        picked.append(event.path)

    picked.clear()
    with (
        ui.tab_panels(value="timeline", animated=False, keep_alive=False)
        .classes("panels")
        .style(STYLE) as panels
    ):
        with ui.tab_panel("timeline").style("padding: 0"):
            shown[:] = [Timeline(on_select=remember)]
        ui.tab_panel("events")
    tabs[:] = [panels]


@app.post("/call/{method}")
async def call(method: str, request: Request) -> None:
    arguments: dict[str, Any] = await request.json()
    for timeline in shown:
        getattr(timeline, method)(**arguments)


@app.post("/tab/{name}")
def open_tab(name: str) -> None:
    for panels in tabs:
        panels.set_value(name)


@app.post("/recolour")
def recolour() -> None:
    for timeline in shown:
        timeline.classes("recoloured")


@app.get("/picked")
def list_picked() -> list[str | None]:
    return picked


if __name__ in {"__main__", "__mp_main__"}:
    theme.install()
    ui.run(
        host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False, tailwind=False, title="Timeline"
    )
