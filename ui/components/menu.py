"""Menus that open from a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from ui.components.markup import Tag, icon, tag


class Menu(ui.menu):
    """A pop-up list; create it inside the button that opens it. Arrow keys, Enter and Esc work."""

    def __init__(self, *, label: str) -> None:
        super().__init__()
        self.classes("menu").props('role="menu" transition-duration=80 :offset="[0, 4]"')
        self._props["aria-label"] = label

    def item(
        self,
        words: str,
        on_click: Callable[[], Any] | None = None,
        *,
        icon_name: str | None = None,
        href: str | None = None,
        danger: bool = False,
        theme: str | None = None,
    ) -> Tag:
        """Adds an entry; `theme` makes it one of those of which `ui/assets/js/theme.js` marks the chosen one."""
        with self:
            entry = tag(
                "a",
                classes="danger" if danger else "",
                role="menuitemradio" if theme else "menuitem",
                tabindex="0",
                href=href,
                data_theme_item=theme,
            )
            with entry:
                if icon_name:
                    icon(icon_name)
                tag("span", words, "grow")
        entry.on("click", lambda _: self._choose(on_click), [])
        return entry

    def _choose(self, on_click: Callable[[], Any] | None) -> Any:
        self.close()
        return on_click() if on_click else None

    def caption(self, words: str) -> None:
        with self:
            tag("div", words, "cap")

    def separator(self) -> None:
        with self:
            tag("hr")
