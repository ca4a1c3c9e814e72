"""A page with nothing but a form made from a schema, told over HTTP what happens elsewhere: `app.py PORT`."""

import sys
from typing import Any

from fastapi import Request
from nicegui import app, ui

from ui import theme
from ui.components.schema_form import Fault, SchemaForm, fields_of

SCHEMA = {
    "properties": {
        "url": {"type": "string", "title": "URL"},
        "tries": {"type": "integer"},
        "follow": {"type": "boolean", "default": False},
        "method": {"enum": ["GET", "POST"], "default": "GET"},
        "headers": {"type": "object", "additionalProperties": {"type": "string"}},
        "parcels": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "weight": {"type": "number"}},
            },
        },
        "body": {},
    }
}

values: dict[str, Any] = {}
forms: list[SchemaForm] = []


def keep(path: tuple[str, ...], value: Any) -> None:
    values.pop(path[0], None)
    if value is not None:
        values[path[0]] = value
    # As the editor does it: what was sent comes back.
    for form in forms:
        form.refresh(values)


@ui.page("/")
def page() -> None:
    values.clear()
    values.update(url="https://example.org", headers={"accept": "text/csv"})
    with ui.element("div").style("width: 340px; padding: 16px; height: 100%; overflow: auto"):
        forms[:] = [SchemaForm(fields_of(SCHEMA), values, on_change=keep)]


@app.get("/values")
def tell() -> dict[str, Any]:
    return values


@app.post("/values")
async def change_elsewhere(request: Request) -> None:
    values.update(await request.json())
    for form in forms:
        form.refresh(values)


@app.post("/faults")
async def complain(request: Request) -> None:
    faults = {path: Fault(message) for path, message in (await request.json()).items()}
    for form in forms:
        form.show_faults(faults)


if __name__ in {"__main__", "__mp_main__"}:
    theme.install()
    ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False, tailwind=False, title="Form")
