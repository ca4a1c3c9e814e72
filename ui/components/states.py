"""What a place shows while it has nothing to show: loading, empty, failed, not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.components.buttons import button
from ui.components.logo import logo
from ui.components.markup import Tag, icon, tag


def skeleton(rows: int = 8, *, tall: bool = False) -> Tag:
    """Rows in their final geometry, `tall` ones of two lines; they appear after 150 ms only."""
    with tag(
        "div", classes="skeleton tall" if tall else "skeleton", role="status", aria_label="Loading"
    ) as block:
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
) -> Tag:
    """One sentence and one next step."""
    with tag("div", classes="none") as block:
        tag("b", sentence)
        tag("p", next_step)
        if action:
            button(action[0], action[1], size="small")
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


def not_found(title: str, sentence: str) -> Tag:
    """In the place of what does not exist (any more): says so, why that may be, and where to go."""
    with tag("div", classes="lost") as block, tag("div"):
        logo()
        tag("h2", title)
        tag("p", sentence)
        with tag("div", classes="hstack"):
            tag("a", "All projects", "btn primary", href="/")
            tag("a", "Executions", "btn", href="/executions")
    return block


def broken(kind: str) -> Tag:
    """In the place of a page that could not be drawn; `kind` names the error as the server's log does."""
    with tag("div", classes="lost", role="alert") as block, tag("div"):
        logo()
        tag("h1", "This page could not be drawn")
        tag(
            "p",
            "What runs goes on, and what was drawn is kept. The terminal of Workflow Builder has the details.",
        )
        tag("span", kind, "detail")
        with tag("div", classes="hstack"):
            tag("a", "Try again", "btn primary", href="")
            tag("a", "All projects", "btn", href="/")
    return block
