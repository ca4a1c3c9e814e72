"""Grids: names with their values, and numbered lists."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from nicegui.element import Element

from ui.components.buttons import icon_button
from ui.components.markup import Tag, icon, tag
from ui.components.schema_form.controls import Control, Texts, cell
from ui.components.schema_form.fields import FieldSpec, Kind
from ui.components.schema_form.values import is_expression
from ui.components.text_field import TextField

_VALUE = FieldSpec(key="value", title="Value", kind=Kind.VALUE)


class _Grid(Control):
    """Cells with faults of their own."""

    def __init__(self, change: Callable[[Any], Any], complain: Callable[[str | None], Any]) -> None:
        super().__init__(change, complain)
        self._cells: dict[str, Element] = {}
        self._faults: dict[str, str] = {}

    def _begin(self) -> None:
        self.root.clear()
        self._cells.clear()
        self._faults.clear()  # a text that is no value says so again when its cell is drawn

    def _fault(self, path: str, message: str | None) -> None:
        self._faults.pop(path, None)
        if message:
            self._faults[path] = message
        self._tell_faults()

    def _tell_faults(self) -> None:
        self._complain(next(iter(self._faults.values()), None))

    def faulty(self, paths: Collection[str]) -> Collection[Element]:
        named = {*paths, *self._faults}
        roots = [root for path, root in self._cells.items() if any(_meet(path, fault) for fault in named)]
        return [element for root in roots for element in (root, *root.descendants())]


def _meet(cell: str, fault: str) -> bool:
    """Whether a fault lies in the cell, or the cell in what is faulty."""
    return fault == cell or fault.startswith(f"{cell}.") or cell.startswith(f"{fault}.")


def _name_key(value_key: str) -> str:
    return f"name of {value_key}"


class MapGrid(_Grid):
    """An object as rows of name and value; a row without a name waits here until it has one."""

    def __init__(
        self,
        spec: FieldSpec,
        value: Any,
        change: Callable[[Any], Any],
        complain: Callable[[str | None], Any],
        *,
        texts: Texts,
        path: str,
    ) -> None:
        super().__init__(change, complain)
        self._spec, self._texts, self._path = spec, texts, path
        self._item = spec.item or _VALUE
        self._rows: list[list[Any]] = _pairs(value)
        self.root = tag("div", classes="kv", role="group", aria_label=spec.title)
        self._draw()

    def show(self, value: Any) -> None:
        if value != self._collected():
            self._rows = _pairs(value)
            self._draw()

    def faulty(self, paths: Collection[str]) -> Collection[Element]:
        # Others say a row's name, which may have changed since the row was drawn.
        return super().faulty(
            [
                self._value_key(number)
                for number, (name, _) in enumerate(self._rows)
                if any(_meet(f"{self._path}.{name}", path) for path in paths)
            ]
        )

    def _draw(self) -> None:
        self._begin()
        with self.root:
            for number, row in enumerate(self._rows):
                self._draw_row(number, row)
            with tag("div", classes="add") as self._add_line:
                _add_button(f"Add to {self._spec.title.lower()}", self._add)
        self._check_names()

    def _draw_row(self, number: int, row: list[Any], *, new: bool = False) -> None:
        key = self._value_key(number)
        with tag("div"):
            self._cells[_name_key(key)] = TextField(
                row[0],
                label=f"Name {number + 1}",
                on_edit=lambda text: self._renamed(row, text),
                mono=True,
                autofocus=new,
            )
            self._cells[key] = cell(
                self._item,
                row[1],
                lambda value: self._set(row, value),
                lambda message: self._fault(key, message),
                texts=self._texts,
                path=key,
            ).root
            icon_button("close", f"Remove {row[0] or 'row'}", lambda: self._remove(row))

    def _add(self) -> None:
        self._rows.append(["", None])
        with self.root:
            self._draw_row(len(self._rows) - 1, self._rows[-1], new=True)
            self._add_line.move(target_index=-1)

    def _remove(self, row: list[Any]) -> Any:
        for number in range(len(self._rows)):
            self._texts.forget(self._value_key(number))
        self._rows = [each for each in self._rows if each is not row]
        self._draw()
        return self._tell()

    def _renamed(self, row: list[Any], name: str) -> Any:
        row[0] = name.strip()
        return self._tell()

    def _set(self, row: list[Any], value: Any) -> Any:
        row[1] = value
        return self._tell()

    def _tell(self) -> Any:
        return self._change(self._collected() or None) if self._check_names() else None

    def _check_names(self) -> bool:
        names = [name for name, _ in self._rows]
        twice = {number for number, name in enumerate(names) if name and names.count(name) > 1}
        for number, name in enumerate(names):
            key = _name_key(self._value_key(number))
            self._faults.pop(key, None)
            if number in twice:
                self._faults[key] = f"Two are called {name}"
        self._tell_faults()
        return not twice

    def _value_key(self, number: int) -> str:
        return f"{self._path}.{number}"

    def _collected(self) -> dict[str, Any]:
        empty = "" if self._item.kind in {Kind.TEXT, Kind.LONG_TEXT} else None
        return {name: empty if value is None else value for name, value in self._rows if name}


class ListGrid(_Grid):
    """A list as numbered rows, one column per property; a whole-list expression is a text instead."""

    def __init__(
        self,
        spec: FieldSpec,
        value: Any,
        change: Callable[[Any], Any],
        complain: Callable[[str | None], Any],
        *,
        texts: Texts,
        path: str,
    ) -> None:
        super().__init__(change, complain)
        self._spec, self._texts, self._path = spec, texts, path
        self._columns = spec.columns or (_VALUE,)
        self._of_objects = spec.item is not None and spec.item.kind is Kind.OBJECT
        self._items = _entries(value)
        self.root = tag("div", role="group", aria_label=spec.title)
        self._draw()

    def show(self, value: Any) -> None:
        if _entries(value) != self._items:
            self._items = _entries(value)
            self._draw()

    def _draw(self) -> None:
        self._begin()
        widths = "minmax(0, 1fr) " * len(self._columns)
        with self.root, tag("div", classes="rows").style(f"--cols: 28px {widths} 28px") as self._grid:
            if self._of_objects:
                self._draw_head()
            for index in range(len(self._items)):
                self._draw_row(index)
            with tag("div", classes="add") as self._add_line:
                _add_button("Add a row", self._add)
        self._tell_faults()

    def _draw_head(self) -> None:
        with tag("div", classes="th"):
            tag("span")
            for column in self._columns:
                tag("span", column.title, "cut")
            tag("span")

    def _draw_row(self, index: int, *, new: bool = False) -> None:
        with tag("div"):
            tag("span", str(index + 1), "num no")
            for column in self._columns:
                self._draw_cell(index, column, autofocus=new and column is self._columns[0])
            icon_button("close", f"Remove row {index + 1}", lambda: self._remove(index))

    def _draw_cell(self, index: int, column: FieldSpec, *, autofocus: bool = False) -> None:
        entry = self._items[index]
        value = (entry.get(column.key) if isinstance(entry, dict) else None) if self._of_objects else entry
        path = f"{self._path}.{index}.{column.key}" if self._of_objects else f"{self._path}.{index}"
        place = f"Row {index + 1}, {column.title.lower()}" if self._of_objects else f"Row {index + 1}"
        self._cells[path] = cell(
            column,
            value,
            lambda new: self._set(index, column, new),
            lambda message: self._fault(path, message and f"{place}: {message}"),
            texts=self._texts,
            path=path,
            autofocus=autofocus,
        ).root

    def _set(self, index: int, column: FieldSpec, value: Any) -> Any:
        items = list(self._items)
        if self._of_objects:
            entry = dict(items[index]) if isinstance(items[index], dict) else {}
            entry.pop(column.key, None)
            if value is not None:
                entry[column.key] = value
            # In the schema's order, so that comparing two versions shows what changed and nothing else.
            items[index] = {key: entry[key] for key in _ordered(entry, self._columns)}
        else:
            items[index] = value
        self._items = items
        return self._change(items)

    def _add(self) -> Any:
        self._items = [*self._items, {} if self._of_objects else ""]
        with self._grid:
            self._draw_row(len(self._items) - 1, new=True)
            self._add_line.move(target_index=-1)
        return self._change(self._items)

    def _remove(self, index: int) -> Any:
        self._items = [*self._items[:index], *self._items[index + 1 :]]
        for path in [path for path in self._texts.broken if path.startswith(f"{self._path}.")]:
            self._texts.forget(path)
        self._draw()
        return self._change(self._items or None)


def _add_button(words: str, on_click: Callable[[], Any]) -> Tag:
    with tag("button", classes="add", type="button") as element:
        icon("add")
        tag("span", words)
    element.on("click", lambda _: on_click(), [])
    return element


def _pairs(value: Any) -> list[list[Any]]:
    return [[str(name), each] for name, each in value.items()] if isinstance(value, dict) else []


def _entries(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []


def _ordered(entry: dict[str, Any], columns: tuple[FieldSpec, ...]) -> list[str]:
    named = [column.key for column in columns if column.key in entry]
    return [*named, *(key for key in entry if key not in named)]


def takes_rows(spec: FieldSpec, value: Any) -> bool:
    """Whether a value can be shown in a grid: an expression, or a value of another type, is shown as text."""
    if value is None:
        return True
    return not is_expression(value) and isinstance(value, dict if spec.kind is Kind.MAP else list)
