"""Parts of side panels: sections that fold, and borders that can be dragged."""

from __future__ import annotations

from ui.components.markup import Tag, icon, tag


class Section:
    """A part of a panel with a head that folds it and, at the right, a word on what is inside."""

    def __init__(self, title: str, *, open: bool = True, summary: str = "") -> None:
        self.root = tag("div", classes="sec")
        with self.root:
            with tag("button", classes="hd", type="button", aria_expanded=str(open).lower()) as self._head:
                self._arrow = icon("keyboard_arrow_down" if open else "chevron_right")
                tag("span", title)
                self._summary = tag("span", summary, "sum cut")
            self.body = tag("div", hidden=None if open else "")
        self._open = open
        self._head.on("click", lambda _: self._fold(), [])

    def _fold(self) -> None:
        self._open = not self._open
        self._arrow.set_text("keyboard_arrow_down" if self._open else "chevron_right")
        self._head.set_attributes(aria_expanded=str(self._open).lower())
        self.body.set_attributes(hidden=None if self._open else "")

    def summarize(self, words: str) -> None:
        self._summary.set_text(words)


def drag_border(variable: str, *, side: str, least: int, most: int, label: str) -> Tag:
    """A border that changes the size kept in a CSS variable; `side` is left, right or top of its panel.

    `ui/assets/js/kit.js` listens to mouse and arrow keys.
    """
    across = side == "top"
    return tag(
        "div",
        classes=f"drag-border {side}",
        role="separator",
        tabindex="0",
        aria_orientation="horizontal" if across else "vertical",
        aria_label=label,
        aria_valuemin=least,
        aria_valuemax=most,
        data_size=variable,
        data_axis="y" if across else "x",
        data_direction=1 if side == "right" else -1,
    )
