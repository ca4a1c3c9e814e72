"""The editor of a trigger's input schema: rows for what rows can say, JSON for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import InvalidInput
from ui.components.buttons import icon_button, segment
from ui.components.fields import Field, Select, Switch
from ui.components.markup import icon, tag
from ui.components.schema_form.values import read_json, read_value, show_value
from ui.components.text_field import TextField

_TYPES = {
    "string": "Text",
    "number": "Number",
    "integer": "Integer",
    "boolean": "Yes or no",
    "array": "List",
    "object": "Object",
    "": "Anything",
}


class InputSchemaEditor:
    """Rows of name, type, required and default, or the JSON schema itself: two views of one value."""

    def __init__(self, schema: Any, on_change: Callable[[dict[str, Any] | None], Any]) -> None:
        self._schema: dict[str, Any] = dict(schema) if isinstance(schema, Mapping) else {}
        self._on_change = on_change
        self._sent: list[Any] = []
        self._view = "rows"
        self._broken: str | None = None
        self._field = Field(
            "Input",
            help="Makes the form behind Run; what does not fit is refused.",
            data_field="config.input_schema",
        )
        with self._field.label:
            segment(
                {"rows": "Fields", "json": "JSON"}, "rows", self._show_view, label="View of the input schema"
            ).classes("small").style("margin-left: auto")
        self._draw()

    def refresh(self, schema: Any) -> None:
        """Shows a schema that came from elsewhere."""
        if schema in self._sent:
            self._sent = self._sent[self._sent.index(schema) + 1 :]
            return
        if (schema or {}) != self._schema and self._broken is None:
            self._schema = dict(schema or {})
            self._draw()

    def _show_view(self, view: str) -> None:
        self._view = view
        self._draw()

    def _draw(self) -> None:
        self._field.control.clear()
        with self._field:
            if self._view == "json":
                self._draw_json()
            else:
                self._draw_rows()

    def _draw_json(self) -> None:
        text = show_value(self._schema) if self._broken is None else self._broken
        TextField(text, label="Input schema as JSON", multiline=True, mono=True, on_edit=self._json_edited)

    def _json_edited(self, text: str) -> Any:
        try:
            schema = _schema_of(text)
        except InvalidInput as error:
            self._broken = text
            return self._field.show_fault(error.message)
        self._broken = None
        self._field.show_fault(None)
        return self._tell(schema)

    def _draw_rows(self) -> None:
        with tag("div", classes="rows schema-rows"):
            with tag("div", classes="th"):
                for heading in ("Name", "Type", "Req.", "Default", ""):
                    tag("span", heading)
            for name, schema in self._properties().items():
                self._draw_row(name, schema if isinstance(schema, Mapping) else {})
            with tag("div", classes="add"), tag("button", classes="add", type="button") as add:
                icon("add")
                tag("span", "Add a field")
            add.on("click", lambda _: self._add(), [])

    def _draw_row(self, name: str, schema: Mapping[str, Any]) -> None:
        kind = schema.get("type", "")
        types = dict(_TYPES) if kind in _TYPES else {str(kind): "As in JSON", **_TYPES}
        with tag("div"):
            # Taken over when the field is left: a row that moved while one types would take the caret away.
            written = TextField(
                name, label="Name", mono=True, on_leave=lambda new: self._rename(name, new.strip(), written)
            )
            Select(
                types,
                str(kind),
                lambda chosen: self._set(name, "type", chosen or None),
                label=f"Type of {name}",
            )
            with tag("span", classes="check-cell"):
                Switch(
                    name in self._required(),
                    lambda on: self._require(name, on=on),
                    label=f"{name} is required",
                )
            default = TextField(
                show_value(schema.get("default")),
                label=f"Default of {name}",
                on_edit=lambda text: self._set_default(name, text, default),
            )
            icon_button("close", f"Remove {name}", lambda: self._remove(name))

    def _properties(self) -> dict[str, Any]:
        properties = self._schema.get("properties")
        return dict(properties) if isinstance(properties, Mapping) else {}

    def _required(self) -> list[str]:
        required = self._schema.get("required")
        return [str(name) for name in required] if isinstance(required, list) else []

    def _add(self) -> Any:
        properties = self._properties()
        number = next(n for n in range(1, len(properties) + 2) if f"field_{n}" not in properties)
        result = self._tell_properties(
            {**properties, f"field_{number}": {"type": "string"}}, self._required()
        )
        self._draw()
        return result

    def _remove(self, name: str) -> Any:
        properties = {key: value for key, value in self._properties().items() if key != name}
        result = self._tell_properties(properties, [key for key in self._required() if key != name])
        self._draw()
        return result

    def _rename(self, name: str, new: str, cell: TextField) -> Any:
        properties = self._properties()
        if new == name:
            return self._field.show_fault(None)
        if not new or new in properties:
            words = f"Two fields are called {new}" if new else "A field needs a name"
            return self._field.show_fault(words, at=[cell])
        self._field.show_fault(None)
        renamed = {new if key == name else key: value for key, value in properties.items()}
        result = self._tell_properties(renamed, [new if key == name else key for key in self._required()])
        self._draw()
        return result

    def _require(self, name: str, *, on: bool) -> Any:
        required = [key for key in self._required() if key != name]
        return self._tell_properties(self._properties(), [*required, name] if on else required)

    def _set_default(self, name: str, text: str, cell: TextField) -> Any:
        try:
            value = read_value(text)
        except InvalidInput as error:
            return self._field.show_fault(f"{name}: {error.message}", at=[cell])
        self._field.show_fault(None)
        return self._set(name, "default", value)

    def _set(self, name: str, key: str, value: Any) -> Any:
        properties = self._properties()
        schema = dict(properties.get(name) or {})
        schema.pop(key, None)
        if value is not None:
            schema[key] = value
        return self._tell_properties({**properties, name: schema}, self._required())

    def _tell_properties(self, properties: dict[str, Any], required: list[str]) -> Any:
        schema = {**self._schema, "type": "object", "properties": properties, "required": required}
        if not required:
            schema.pop("required")
        return self._tell(schema if properties else {})

    def _tell(self, schema: dict[str, Any]) -> Any:
        self._schema = schema
        told = schema or None
        self._sent.append(told)
        return self._on_change(told)


def _schema_of(text: str) -> dict[str, Any]:
    schema = read_json(text) if text.strip() else {}
    if not isinstance(schema, dict):
        raise InvalidInput("A schema is a JSON object")
    return schema
