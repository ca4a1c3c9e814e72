"""What a place shows while it has nothing to show: loading, empty, failed, not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.components.buttons import button
from ui.components.logo import logo
from ui.components.markup import Tag, icon, tag


def skeleton(rows: int = 8) -> Tag:
    """Rows in their final geometry; they appear after 150 ms only."""
    with tag("div", classes="skeleton", aria_busy="true", aria_label="Loading") as block:
        for index in range(rows):
            with tag("div", classes="sk"):
                tag("span", classes="skel")
                tag("span", classes="skel").style(f"width: {64 + index * 37 % 56}px")
                tag("span", classes="skel")
                tag("span", classes="skel")
    return block


def empty_state(
    sentence: str,
    next_step: str = "",
    *,
    action: tuple[str, Callable[[], Any]] | None = None,
    icon_name: str | None = None,
) -> Tag:
    """One sentence and one next step."""
    with tag("div", classes="none") as block:
        tag("b", sentence)
        tag("p", next_step)
        if action:
            button(action[0], action[1], size="small", icon_name=icon_name)
    return block


def error_state(
    title: str, sentence: str, *, detail: str = "", on_retry: Callable[[], Any] | None = None
) -> Tag:
    """What failed, what to do, and the technical line."""
    with tag("div", classes="fail", role="alert") as block:
        with tag("div", classes="t"):
            icon("error", "fill")
            tag("span", title)
        tag("p", sentence)
        if detail:
            tag("span", detail, "detail")
        with tag("div", classes="acts"):
            if on_retry:
                button("Try again", on_retry, icon_name="refresh")
    return block


def not_found(title: str, sentence: str, *, way_out: tuple[str, str] = ("All projects", "/")) -> Tag:
    """A page for what does not exist (any more): says so, and where to go."""
    with tag("main", classes="lost") as block, tag("div"):
        logo()
        tag("h1", title)
        tag("p", sentence)
        with tag("a", classes="btn", href=way_out[1]):
            icon("arrow_forward")
            tag("span", way_out[0])
    return block
