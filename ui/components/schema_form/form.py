"""A form made from a JSON schema: one field per property, with its title, help and fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ui.components.fields import Field, Switch
from ui.components.markup import Tag, tag
from ui.components.schema_form.controls import Control, PickControl, TextControl, Texts
from ui.components.schema_form.fields import OFF, FieldSpec, Kind
from ui.components.schema_form.grids import ListGrid, MapGrid, takes_rows
from ui.components.schema_form.values import is_expression

Change = Callable[[tuple[str, ...], Any], Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value; a warning does not keep it from being used."""

    message: str
    is_warning: bool = False


Faults = Mapping[str, Fault]  # by dotted path
_GRIDS = {Kind.MAP: MapGrid, Kind.LIST: ListGrid}


class SchemaForm:
    """Fields for `specs`; `on_change` gets a path and the new value (None: taken away, OFF: switched off).

    Values come from outside by `refresh`; a field whose edit is still under way keeps what was typed.
    """

    def __init__(
        self,
        specs: Sequence[FieldSpec],
        values: Mapping[str, Any],
        *,
        on_change: Change,
        path: tuple[str, ...] = (),
        texts: Texts | None = None,
        compact: bool = False,
    ) -> None:
        """`compact` leaves the properties' names out, for places where fields stand side by side."""
        self._path = path
        self._texts = texts or Texts({})
        self._on_change = on_change
        self._compact = compact
        self._fields = [self._field(spec, values.get(spec.key), (*path, spec.key)) for spec in specs]

    def _field(self, spec: FieldSpec, value: Any, path: tuple[str, ...]) -> _SchemaField | _Group:
        if spec.kind is Kind.OBJECT and _is_open(value):
            return _Group(spec, value, path, self._texts, self._on_change)
        return _SchemaField(spec, value, path, self._texts, self._on_change, compact=self._compact)

    def refresh(self, values: Mapping[str, Any]) -> None:
        """Shows values that came from elsewhere."""
        for field in self._fields:
            field.refresh(values.get(field.spec.key))

    @property
    def values(self) -> dict[str, Any]:
        """What the fields stand for now, None where nothing is set."""
        return {field.spec.key: field.value for field in self._fields}

    def settle(self) -> None:
        """All edits have arrived: from now on every value that comes is news."""
        for field in self._fields:
            field.settle()

    def show_faults(self, faults: Faults) -> None:
        """Says faults at their fields, by dotted path; a path inside a field belongs to that field."""
        for field in self._fields:
            field.show_faults(faults)

    @property
    def broken(self) -> bool:
        """Whether a field holds a text that is no value."""
        return bool(self._texts.broken)


class _SchemaField:
    """One property: label, control, help, fault."""

    def __init__(
        self,
        spec: FieldSpec,
        value: Any,
        path: tuple[str, ...],
        texts: Texts,
        on_change: Change,
        *,
        compact: bool,
    ) -> None:
        self.spec, self.value, self._path, self._texts, self._on_change = spec, value, path, texts, on_change
        self._dotted = ".".join(path)
        self._sent: list[Any] = []
        self._own_fault: str | None = None
        self._given_fault: Fault | None = None
        self._given_places: list[str] = []
        self._drawn = False
        key = "" if compact else spec.key
        self._field = Field(spec.title, help=spec.help, key=key, data_field=self._dotted)
        self._mark: Tag | None = None
        self._switch: Switch | None = None
        self._control: Control
        self._draw()
        if spec.expressions:
            self._draw_mark()
        if spec.switch:
            with self._field.label:
                self._switch = Switch(value is not OFF, self._switched, label=spec.switch)
            self._switch.set_attributes(title=spec.switch)

    def _draw(self) -> None:
        self._drawn = False
        self._field.control.clear()
        with self._field:
            self._control = self._make()
        self._drawn = True
        self._say()

    def _make(self) -> Control:
        spec, value = self.spec, self.value
        if spec.kind in {Kind.CHOICE, Kind.BOOLEAN}:
            return PickControl(spec, value, self._changed, self._complain)
        grid = _GRIDS.get(spec.kind)
        if grid is not None and takes_rows(spec, value):
            return grid(spec, value, self._changed, self._complain, texts=self._texts, path=self._dotted)
        as_value = spec if grid is None and spec.kind is not Kind.OBJECT else _as_value(spec)
        return TextControl(
            as_value, value, self._changed, self._complain, texts=self._texts, path=self._dotted
        )

    def _draw_mark(self) -> None:
        switchable = isinstance(self._control, PickControl)
        with self._field.label:
            self._mark = tag(
                "button" if switchable else "span",
                "fx",
                "fxbtn",
                type="button" if switchable else None,
                title="Use an expression" if switchable else "Takes {{ expressions }}",
                aria_label=f"Expression for {self.spec.title}" if switchable else None,
                aria_hidden=None if switchable else "true",
            )
        if switchable:
            self._mark.on("click", lambda _: self._toggle(), [])
        self._show_marks()

    def _switched(self, on: bool) -> Any:
        self._texts.forget(self._dotted)
        self._complain(None)
        value = None if on else OFF
        self._control.show(value)
        return self._changed(value)

    def _toggle(self) -> Any:
        if not isinstance(self._control, PickControl):
            return None
        result = self._control.toggle()
        self._show_marks()
        return result

    def _show_marks(self) -> None:
        if self._switch is not None:
            self._switch.set_value(self.value is not OFF)
        if self._mark is not None:
            picked = isinstance(self._control, PickControl) and self._control.as_expression
            lit = picked or _holds_expression(self.value)
            self._mark.classes(add="" if lit else "off", remove="off" if lit else "")

    def _changed(self, value: Any) -> Any:
        self.value = value
        self._sent.append(value)
        self._show_marks()
        return self._on_change(self._path, value)

    def settle(self) -> None:
        self._sent = []

    def refresh(self, value: Any) -> None:
        if self._sent:
            # Our own edits come back one by one, or several as one: until the last has, nothing is news.
            if value in self._sent:
                self._sent = self._sent[self._sent.index(value) + 1 :]
            return
        if value == self.value:
            return
        fits = takes_rows(self.spec, value) == takes_rows(self.spec, self.value)
        self.value = value
        if fits or self.spec.kind not in _GRIDS:
            self._control.show(value)
        else:
            self._draw()
        self._show_marks()

    def _complain(self, message: str | None) -> None:
        self._own_fault = message
        if self._drawn:
            self._say()

    def show_faults(self, faults: Faults) -> None:
        inside = f"{self._dotted}."
        found = [path for path in faults if path == self._dotted or path.startswith(inside)]
        self._given_fault = None
        self._given_places = [path for path in found if path != self._dotted and not faults[path].is_warning]
        if found:
            given = faults[found[0]]
            place = (
                _place_in_list(self.spec, found[0].removeprefix(inside)) if found[0] != self._dotted else ""
            )
            self._given_fault = Fault(place + given.message, given.is_warning)
        self._say()

    def _say(self) -> None:
        given = self._given_fault
        at = self._control.faulty(self._given_places)
        if self._own_fault is not None or given is None:
            self._field.show_fault(self._own_fault, at=at)
        else:
            self._field.show_fault(given.message, warning=given.is_warning, at=at)


class _Group:
    """An object with known properties: its fields under its title."""

    def __init__(
        self, spec: FieldSpec, value: Any, path: tuple[str, ...], texts: Texts, on_change: Change
    ) -> None:
        self.spec = spec
        with tag("fieldset", classes="group", data_field=".".join(path)):
            tag("legend", spec.title, "label")
            self._form = SchemaForm(spec.fields, value or {}, on_change=on_change, path=path, texts=texts)

    @property
    def value(self) -> Any:
        return self._form.values

    def settle(self) -> None:
        self._form.settle()

    def refresh(self, value: Any) -> None:
        self._form.refresh(value if isinstance(value, dict) else {})

    def show_faults(self, faults: Faults) -> None:
        self._form.show_faults(faults)


def _as_value(spec: FieldSpec) -> FieldSpec:
    return FieldSpec(
        key=spec.key, title=spec.title, kind=Kind.VALUE, help=spec.help, expressions=spec.expressions
    )


def _place_in_list(spec: FieldSpec, path: str) -> str:
    """Where in a list a fault is: "Row 2, weight: "."""
    number, _, key = path.partition(".")
    if spec.kind is not Kind.LIST or not number.isdigit():
        return ""
    column = next((each.title.lower() for each in spec.columns if each.key == key), key)
    return f"Row {int(number) + 1}{', ' if column else ''}{column}: "


def _is_open(value: Any) -> bool:
    return value is None or isinstance(value, dict)


def _holds_expression(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_expression(each) for each in value.values())
    if isinstance(value, list):
        return any(_holds_expression(each) for each in value)
    return is_expression(value)
