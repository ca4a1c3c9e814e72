"""A page with nothing but a JSON view, told over HTTP what to show: `app.py PORT`."""

import sys

from fastapi import Request
from nicegui import app, ui

from ui import theme
from ui.components.json_view import JsonView

shown: list[JsonView] = []


@ui.page("/")
def page() -> None:
    with ui.element("div").style("width: 340px; padding: 0 16px; max-height: 90vh; overflow: auto"):
        shown[:] = [JsonView({"first": True}, title="Details", filename="details.json")]


@app.post("/value")
async def show(request: Request) -> None:
    value = (await request.json())["value"]
    for view in shown:
        view.set_value(value)


@app.post("/mode/{mode}")
def switch(mode: str) -> None:
    for view in shown:
        view.mode = "raw" if mode == "raw" else "tree"


@app.get("/mode")
def tell() -> str:
    return shown[0].mode


if __name__ in {"__main__", "__mp_main__"}:
    theme.install()
    ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False, tailwind=False, title="JSON")
