"""The controls of a form's fields: each shows a value and tells of another, or of what is wrong."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from nicegui.element import Element

from graph.errors import InvalidInput
from ui.components.fields import Select, Switch
from ui.components.markup import Tag, set_attributes, tag
from ui.components.schema_form.fields import OFF, FieldSpec, Kind
from ui.components.schema_form.values import is_expression, read_number, read_value, show_value
from ui.components.text_field import TextField


@dataclass
class Texts:
    """Texts that are no values (yet): kept by field, so that nothing that was typed is lost."""

    broken: dict[str, str]

    def keep(self, path: str, text: str) -> None:
        self.broken[path] = text

    def forget(self, path: str) -> None:
        self.broken.pop(path, None)


class Control(ABC):
    """Shows a value; `change` takes another, `complain` what is wrong with a text (None: nothing)."""

    root: Element

    def __init__(self, change: Callable[[Any], Any], complain: Callable[[str | None], Any]) -> None:
        self._change = change
        self._complain = complain

    @abstractmethod
    def show(self, value: Any) -> None:
        """Shows a value that came from elsewhere."""

    def faulty(self, paths: Collection[str]) -> Collection[Element] | None:  # noqa: ARG002 - only grids have parts
        """The parts that are meant by faults at dotted paths, and by the control's own; None: all of it."""
        return None


class TextControl(Control):
    """Text, numbers and JSON; what cannot be read stays in the field with its fault."""

    def __init__(
        self,
        spec: FieldSpec,
        value: Any,
        change: Callable[[Any], Any],
        complain: Callable[[str | None], Any],
        *,
        texts: Texts,
        path: str,
        in_grid: bool = False,
        autofocus: bool = False,
    ) -> None:
        super().__init__(change, complain)
        self._spec, self._texts, self._path = spec, texts, path
        numeric = spec.kind in {Kind.NUMBER, Kind.INTEGER}
        kept = texts.broken.get(path)
        self.root = self.field = TextField(
            self._text_of(value) if kept is None else kept,
            label=spec.title,
            on_edit=self._edited,
            expressions=spec.expressions,
            multiline=spec.kind is Kind.LONG_TEXT,
            grows=spec.kind is Kind.VALUE,
            mono=spec.kind is Kind.VALUE or None,
            inputmode="decimal" if numeric else None,
            placeholder=spec.placeholder if not in_grid else None,
            unit=spec.unit or None,
            autofocus=autofocus,
        )
        self._show_whether_off(value)
        if kept is not None:
            self._say_fault(kept)

    def show(self, value: Any) -> None:
        if self._path not in self._texts.broken:
            self.field.set_value(self._text_of(value))
            self._show_whether_off(value)

    def _show_whether_off(self, value: Any) -> None:
        if self._spec.switch:
            set_attributes(self.field, placeholder="off" if value is OFF else self._spec.placeholder)

    def _text_of(self, value: Any) -> str:
        if value is OFF:
            return ""
        if self._spec.kind in {Kind.TEXT, Kind.LONG_TEXT} and isinstance(value, str):
            return value
        return show_value(value)

    def _edited(self, text: str) -> Any:
        try:
            value = self._read(text)
        except InvalidInput as error:
            self._texts.keep(self._path, text)
            return self._complain(error.message)
        self._texts.forget(self._path)
        self._complain(None)
        self._show_whether_off(value)
        return self._change(value)

    def _say_fault(self, text: str) -> None:
        try:
            self._read(text)
        except InvalidInput as error:
            self._complain(error.message)

    def _read(self, text: str) -> Any:
        match self._spec.kind:
            case Kind.NUMBER | Kind.INTEGER:
                return read_number(text, whole=self._spec.kind is Kind.INTEGER)
            case Kind.TEXT | Kind.LONG_TEXT:
                return text or None
            case _:
                return read_value(text)


class PickControl(Control):
    """A choice or a switch, which can become an expression."""

    def __init__(
        self,
        spec: FieldSpec,
        value: Any,
        change: Callable[[Any], Any],
        complain: Callable[[str | None], Any],
    ) -> None:
        super().__init__(change, complain)
        self._spec = spec
        self._value = value
        self.as_expression = is_expression(value)
        self.root: Tag = tag("div")
        self._draw()

    def show(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self.as_expression = is_expression(value)
            self._draw()

    def toggle(self) -> Any:
        """Between picking and an expression; the other's value is dropped when something else is set."""
        self.as_expression = not self.as_expression
        was_expression = is_expression(self._value)
        if was_expression:
            self._value = None
        self._draw()
        return self._change(None) if was_expression else None

    def _draw(self) -> None:
        self.root.clear()
        with self.root:
            if self.as_expression:
                text = self._value if is_expression(self._value) else ""
                TextField(
                    text,
                    label=self._spec.title,
                    on_edit=self._set,
                    expressions=True,
                    mono=True,
                    placeholder="{{ input.… }}",
                )
            elif self._spec.kind is Kind.BOOLEAN:
                on = self._spec.default if self._value is None else self._value
                with tag("div", classes="switch-line"):
                    Switch(bool(on), self._set, label=self._spec.title)
            else:
                _choice(self._spec, self._value, self._set)

    def _set(self, value: Any) -> Any:
        self._value = value
        return self._change(value)


def _choice(spec: FieldSpec, value: Any, choose: Callable[[Any], Any]) -> Tag:
    by_text = {show_value(option): option for option in spec.options}
    chosen = show_value(spec.default if value is None else value)
    words = {text: _option_words(text) for text in by_text}
    if chosen not in words:
        # An old or a missing value is shown as it is, never replaced by the first option in silence.
        words = {chosen: chosen or "Choose…", **words}
    return Select(words, chosen, lambda text: choose(by_text.get(text)), label=spec.title)


def _option_words(text: str) -> str:
    return text if text != text.lower() else text.replace("_", " ").capitalize()


def cell(
    spec: FieldSpec,
    value: Any,
    change: Callable[[Any], Any],
    complain: Callable[[str | None], Any],
    *,
    texts: Texts,
    path: str,
    autofocus: bool = False,
) -> Control:
    """A control for one cell of a grid."""
    if spec.kind in {Kind.CHOICE, Kind.BOOLEAN} and not is_expression(value):
        return PickControl(spec, value, change, complain)
    return TextControl(
        spec, value, change, complain, texts=texts, path=path, in_grid=True, autofocus=autofocus
    )
