"""Form fields: a label, a control, and below it help or the fault."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from nicegui.element import Element

from ui.components.markup import Tag, icon, set_attributes, tag
from ui.components.text_field import TextField


class Field:
    """A labelled place for one control; use `with` and put the control in."""

    def __init__(
        self, label: str, *, help: str = "", key: str = "", note: str = "", data_field: str | None = None
    ) -> None:
        self.root = tag("div", classes="f", data_field=data_field)
        with self.root:
            with tag("div", classes="label") as self.label:
                tag("span", label)
                if note:
                    tag("span", note, "opt")
                if key:
                    tag("span", key, "key", title=key)
            self.control = tag("div")
            self._help = tag("div", help, "help", hidden=None if help else "")
            self._fault = tag("div", classes="fault", role="alert", hidden="")
            with self._fault:
                icon("error", "fill")
                self._message = tag("span")
        self._has_help = bool(help)

    def __enter__(self) -> Field:
        self.control.__enter__()
        return self

    def __exit__(self, *reason: object) -> None:
        self.control.__exit__(*reason)

    def show_fault(
        self, message: str | None, *, warning: bool = False, at: Collection[Element] | None = None
    ) -> None:
        """Says under the control what is wrong with it; None clears it. `at`: which of several controls are meant."""
        self._message.set_text(message or "")
        set_attributes(self._fault, hidden=None if message else "")
        self._fault.classes(add="warn" if warning else "", remove="" if warning else "warn")
        set_attributes(self._help, hidden="" if message or not self._has_help else None)
        for element in self.control.descendants():
            if isinstance(element, TextField | Select | Switch):
                element.show_bad(bad=bool(message) and not warning and (at is None or element in at))


class TextInput(Field):
    """A labelled text field with `value`, `set_value` and `show_fault`."""

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        on_edit: Callable[[str], Any] | None = None,
        help: str = "",
        key: str = "",
        note: str = "",
        **props: Any,
    ) -> None:
        super().__init__(label, help=help, key=key, note=note)
        with self:
            self.text = TextField(value, label=label, on_edit=on_edit, **props)

    @property
    def value(self) -> str:
        return self.text.value

    def set_value(self, value: str) -> None:
        self.text.set_value(value)


def text_input(label: str, value: str = "", **options: Any) -> TextInput:
    """A line of text with its label."""
    return TextInput(label, value, **options)


def text_area(label: str, value: str = "", **options: Any) -> TextInput:
    """Several lines of text with their label."""
    return TextInput(label, value, multiline=True, **options)


class Select(Tag):
    """A choice of one; options are value → words."""

    def __init__(
        self,
        options: Mapping[str, str],
        value: str,
        on_choose: Callable[[str], Any] | None = None,
        *,
        label: str,
    ) -> None:
        super().__init__("select", classes="input", aria_label=label, value=value)
        self.value = value
        self._on_choose = on_choose
        with self:
            for key, words in options.items():
                tag("option", words, value=key)
        self.on(
            "change", lambda event: self._chosen(str(event.args)), js_handler="(e) => emit(e.target.value)"
        )

    def _chosen(self, value: str) -> Any:
        # Said back, or the browser would show the earlier choice again as soon as it draws anything anew.
        self.set_value(value)
        return self._on_choose(value) if self._on_choose else None

    def set_value(self, value: str) -> None:
        self.value = value
        set_attributes(self, value=value)

    def show_bad(self, *, bad: bool) -> None:
        _show_bad(self, bad=bad)


class Switch(Tag):
    """On or off."""

    def __init__(
        self,
        on: bool,
        on_change: Callable[[bool], Any] | None = None,
        *,
        label: str,
    ) -> None:
        super().__init__("button", classes="switch", type="button", role="switch", aria_label=label)
        self.value = not on
        self._on_change = on_change
        self.set_value(on)
        self.on("click", lambda _: self._flip(), [])

    def _flip(self) -> Any:
        self.set_value(not self.value)
        return self._on_change(self.value) if self._on_change else None

    def set_value(self, on: bool) -> None:
        if on != self.value:
            self.value = on
            self.set_attributes(aria_checked=str(on).lower())
            self.classes(add="on" if on else "", remove="" if on else "on")

    def show_bad(self, *, bad: bool) -> None:
        _show_bad(self, bad=bad)


def _show_bad(control: Tag, *, bad: bool) -> None:
    control.classes(add="is-bad" if bad else "", remove="" if bad else "is-bad")
    control.set_attributes(aria_invalid="true" if bad else None)
