"""Plain HTML elements: what the design's style sheets are written for."""

from __future__ import annotations

from typing import Any

from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement


class Tag(TextElement):
    """An HTML element with a text, which may hold further elements after it."""

    def __init__(self, name: str, text: str = "", classes: str = "", **attributes: Any) -> None:
        super().__init__(tag=name, text=text)
        if classes:
            self.classes(classes)
        self.set_attributes(**attributes)

    def set_attributes(self, **attributes: Any) -> None:
        """Sets HTML attributes (`aria_label` becomes `aria-label`); None removes one."""
        set_attributes(self, **attributes)


def set_attributes(element: Element, **attributes: Any) -> None:
    """Sets HTML attributes in one update (`aria_label` becomes `aria-label`); None removes one."""
    changed = False
    with element.props.suspend_updates():
        for key, value in attributes.items():
            name = key.strip("_").replace("_", "-")
            if element.props.get(name) != value:
                element.props.set_optional(name, value)
                changed = True
    if changed:
        element.update()


def tag(name: str, text: str = "", classes: str = "", **attributes: Any) -> Tag:
    """An HTML element; attributes are named as in `set_attributes`."""
    return Tag(name, text, classes, **attributes)


def icon(name: str, classes: str = "", **attributes: Any) -> Tag:
    """A Material Symbol of our cut (`ui/assets/fonts/icons.txt`); screen readers get the words beside it."""
    return Tag("i", name, f"ms {classes}".strip(), aria_hidden="true", **attributes)
