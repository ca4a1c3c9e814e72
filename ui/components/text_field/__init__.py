"""The one text control of all forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui.element import Element

from ui.components.markup import set_attributes


class TextField(Element, component="text_field.js"):
    """A line or a text; tells of edits after a short pause, and never replaces what is being typed."""

    def __init__(
        self,
        value: str = "",
        *,
        label: str,
        on_edit: Callable[[str], Any] | None = None,
        on_enter: Callable[[str], Any] | None = None,
        on_leave: Callable[[str], Any] | None = None,
        grows: bool = False,
        multiline: bool = False,
        expressions: bool = False,
        **props: Any,
    ) -> None:
        super().__init__()
        self.value = value
        self._on_edit, self._on_enter, self._on_leave = on_edit, on_enter, on_leave
        with self.props.suspend_updates():
            self.props.update(value=value, version=0, label=label)
            self.props.update(
                grows=grows or multiline or expressions, multiline=multiline, expressions=expressions
            )
            self.props.update(
                {key.replace("_", "-"): entry for key, entry in props.items() if entry is not None}
            )
        self.on("edit", lambda event: self._edited(str(event.args)))
        self.on("enter", lambda event: self._entered(str(event.args)))
        self.on("leave", lambda event: on_leave(str(event.args)) if on_leave else None)

    def _edited(self, value: str) -> Any:
        if value == self.value:
            return None
        self._keep(value)
        return self._on_edit(value) if self._on_edit else None

    def _entered(self, value: str) -> Any:
        self._keep(value)
        return self._on_enter(value) if self._on_enter else None

    def _keep(self, value: str) -> None:
        # The browser has this value already: sending it back could meet a newer one.
        self.value = value
        with self.props.suspend_updates():
            self.props["value"] = value

    def set_value(self, value: str) -> None:
        """Shows another value, as soon as nobody types here."""
        if value != self.value:
            self.value = value
            set_attributes(self, value=value, version=self.props["version"] + 1)

    def show_bad(self, *, bad: bool) -> None:
        """Draws the field as faulty or as sound."""
        set_attributes(self, bad=bad)

    def focus(self) -> None:
        self.run_method("focus")

    def select(self) -> None:
        """Puts the caret into the field with all of its text selected."""
        self.run_method("select")
