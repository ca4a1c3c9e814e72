"""The product's mark."""

from __future__ import annotations

from ui.components.markup import Tag, tag


def logo() -> Tag:
    """The mark in the colour of the text around it."""
    with tag("svg", classes="logo", viewBox="0 0 20 20", fill="none", aria_hidden="true") as mark:
        tag("rect", x=1, y=1, width=18, height=18, rx=5, fill="currentColor")
        tag(
            "path",
            d="M5.5 6.5h2.2c1.5 0 2.3.8 2.3 2.3v2.4c0 1.5.8 2.3 2.3 2.3h2.2",
            stroke="var(--surface)",
            stroke_width="1.6",
            stroke_linecap="round",
        )
        tag("circle", cx=14.2, cy=6.5, r=1.5, fill="var(--surface)")
    return mark
