"""Toasts: bottom right, one line, six seconds, with a way on or back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from weakref import WeakKeyDictionary

from nicegui import Client, context, ui

from ui.components.buttons import button, icon_button
from ui.components.markup import Tag, icon, tag

Kind = Literal["done", "info", "error"]
_LOOK: dict[Kind, tuple[str, str]] = {
    "done": ("check_circle", "color: var(--green-solid)"),
    "info": ("info", "color: var(--text-3)"),
    "error": ("error", "color: var(--red-solid)"),
}
_SECONDS: dict[Kind, float] = {"done": 6, "info": 6, "error": 12}
_layers: WeakKeyDictionary[Client, Tag] = WeakKeyDictionary()


def toast(message: str, *, kind: Kind = "done", action: tuple[str, Callable[[], Any]] | None = None) -> None:
    """Shows a message on the page of the one who acted."""
    symbol, colour = _LOOK[kind]
    with _layer(), tag("div", classes="toast", role="alert" if kind == "error" else "status") as note:
        icon(symbol, "fill").style(colour)
        tag("span", message, "grow")
        if action:
            button(action[0], action[1], kind="ghost", size="small")
        icon_button("close", "Close", lambda: _remove(note), size="small")
        ui.timer(_SECONDS[kind], lambda: _remove(note), once=True)


def _layer() -> Tag:
    client = context.client
    if client not in _layers:
        with client.content:
            _layers[client] = tag("div", classes="toasts", aria_live="polite")
    return _layers[client]


def _remove(note: Tag) -> None:
    if not note.is_deleted:
        note.delete()
