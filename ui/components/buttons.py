"""Buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.components.markup import Tag, icon, tag

Handler = Callable[[], Any]


def button(
    label: str,
    on_click: Handler | None = None,
    *,
    icon_name: str | None = None,
    icon_after: str | None = None,
    kind: str = "",
    size: str = "",
    filled: bool = False,
    disabled: bool = False,
    **attributes: Any,
) -> Tag:
    """A button with a word; `kind` is primary, ghost, danger or "danger final", `size` small or large."""
    element = tag(
        "button", classes=f"btn {kind} {size}".strip(), type="button", disabled=disabled or None, **attributes
    )
    with element:
        if icon_name:
            icon(icon_name, "fill" if filled else "")
        tag("span", label)
        if icon_after:
            icon(icon_after, "after")
    if on_click:
        element.on("click", lambda _: on_click(), [])
    return element


def icon_button(
    icon_name: str, label: str, on_click: Handler | None = None, *, size: str = "", **attributes: Any
) -> Tag:
    """A button that is an icon; `label` is its accessible name and shows on hover."""
    element = tag(
        "button",
        classes=f"icon-btn {size}".strip(),
        type="button",
        aria_label=label,
        title=label,
        **attributes,
    )
    with element:
        icon(icon_name)
    if on_click:
        element.on("click", lambda _: on_click(), [])
    return element


def segment(choices: dict[str, str], chosen: str, on_choose: Callable[[str], Any], *, label: str) -> Tag:
    """A row of choices of which one is on: key → words."""
    element = tag("nav", classes="seg", role="tablist", aria_label=label)
    return _choices(element, choices, chosen, on_choose)


def tabs(choices: dict[str, str], chosen: str, on_choose: Callable[[str], Any], *, label: str) -> Tag:
    """Tabs above a panel: key → words."""
    return _choices(tag("nav", classes="tabs", role="tablist", aria_label=label), choices, chosen, on_choose)


def _choices(element: Tag, choices: dict[str, str], chosen: str, on_choose: Callable[[str], Any]) -> Tag:
    parts: dict[str, Tag] = {}

    def choose(key: str) -> Any:
        for name, part in parts.items():
            part.classes(add="on" if name == key else "", remove="" if name == key else "on")
            part.set_attributes(aria_selected="true" if name == key else "false")
        return on_choose(key)

    with element:
        for key, words in choices.items():
            on = key == chosen
            parts[key] = tag(
                "a", words, "on" if on else "", role="tab", tabindex="0", aria_selected=str(on).lower()
            )
            parts[key].on("click", lambda _, key=key: choose(key), [])
    return element
