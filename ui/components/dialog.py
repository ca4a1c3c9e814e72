"""Dialogs: head, body and foot; Esc closes, Ctrl/Cmd+Enter does what the primary button does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from ui.components.buttons import button, icon_button
from ui.components.markup import Tag, tag

_KEYS = """(event) => {
  if (event.key !== 'Enter' || event.isComposing) return;
  const wanted = event.ctrlKey || event.metaKey || (%s && event.target.tagName === 'INPUT');
  if (wanted) { event.preventDefault(); emit(); }
}"""


class Dialog(ui.dialog):
    """Opens at once and is gone when it closes; the form goes into `body`, more buttons into `foot`."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        verb: str,
        on_submit: Callable[[], Any],
        width: int = 460,
        danger: bool = False,
        hint: str = "",
        enter_submits: bool = True,
        cancel: str = "Cancel",
    ) -> None:
        super().__init__(value=True)
        self.props('transition-show="fade" transition-hide="fade" transition-duration="140"')
        self._on_submit = on_submit
        with self:
            frame = tag("div", classes="dialog", role="dialog", aria_modal="true", aria_label=title)
            frame.style(f"width: {width}px")
            frame.on("keydown", lambda _: self.confirm(), [], js_handler=_KEYS % str(enter_submits).lower())
        with frame:
            with tag("div", classes="hd"):
                with tag("div", classes="top"):
                    tag("h2", title)
                    icon_button("close", "Close", self.close, size="small")
                self.subtitle = tag("p", subtitle)
            self.body = tag("div", classes="bd")
            self.foot = tag("div", classes="ft")
            with self.foot:
                self.lead = tag("span", hint, "lead")
                button(cancel, self.close)
                kind = "danger final" if danger else "primary"
                self.primary: Tag = button(verb, self.confirm, kind=kind)
        self.on("hide", lambda _: self.delete(), [])

    def confirm(self) -> Any:
        """Does what the primary button does, unless it is off just now."""
        if self.primary.props.get("disabled"):
            return None
        return self._on_submit()

    def set_busy(self, *, busy: bool) -> None:
        """While the verb is at work its button cannot be pressed again."""
        self.primary.set_attributes(disabled=busy or None)


def ctrl_enter(words: str) -> None:
    """The shortcut's key caps for a dialog's foot."""
    tag("span", "Ctrl", "kbd")
    enter(words)


def enter(words: str) -> None:
    """The key cap for the foot of a dialog whose fields are all of one line."""
    tag("span", "Enter", "kbd")
    tag("span", f" {words}")
