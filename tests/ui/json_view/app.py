"""A page with nothing but a JSON view, told over HTTP what to show: `app.py PORT`."""

import sys

from fastapi import Request
from nicegui import app, ui

from ui import theme
from ui.components.json_view import JsonView

shown: list[JsonView] = []
place: list[ui.element] = []


@ui.page("/")
def page() -> None:
    place[:] = [ui.element("div").style("width: 340px; padding: 0 16px; max-height: 90vh; overflow: auto")]
    with place[0]:
        shown[:] = [JsonView({"first": True}, title="Details", filename="details.json")]


@app.post("/value")
async def show(request: Request) -> None:
    value = (await request.json())["value"]
    for view in shown:
        view.set_value(value)


@app.post("/again")
def draw_again() -> None:
    with place[0]:
        place[0].clear()
        shown[:] = [JsonView({"second": True}, title="Details")]


if __name__ in {"__main__", "__mp_main__"}:
    theme.install()
    ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False, tailwind=False, title="JSON")
