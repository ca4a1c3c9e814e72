"""A table's frame: columns of fixed and of flexible width, headings, and a body to draw rows into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ui.components.markup import Tag, tag


class Column(NamedTuple):
    """One column; `width` is CSS, empty for what remains, and "r" in `classes` aligns to the right."""

    heading: str
    width: str = ""
    classes: str = ""


def table(kind: str, columns: Sequence[Column]) -> Tag:
    """The body of a new table of this kind, which is a class of its own in the style sheets."""
    with tag("table", classes=f"table {kind}"):
        with tag("colgroup"):
            for column in columns:
                tag("col").style(f"width: {column.width}" if column.width else "")
        with tag("thead"), tag("tr"):
            for column in columns:
                tag("th", column.heading, column.classes)
        return tag("tbody")
