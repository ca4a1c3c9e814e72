"""Rows that follow a list: what did not change is not touched, so that nothing flickers or loses its hover."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from ui.components.markup import Tag, tag

Row = TypeVar("Row")


class KeyedRows(Generic[Row]):
    """Draws one element per row into a container; rows are compared by value."""

    def __init__(
        self,
        container: Tag,
        *,
        key: Callable[[Row], object],
        draw: Callable[[Row], Any],
        element: str = "tr",
        attributes: Callable[[Row], dict[str, Any]] = lambda _: {},
    ) -> None:
        self._container, self._key, self._draw, self._element = container, key, draw, element
        self._attributes = attributes
        self._shown: dict[object, tuple[Row, Tag]] = {}
        self._drawn_once = False

    def show(self, rows: Iterable[Row], *, arrivals: bool = True) -> None:
        """Makes the container show exactly these rows, in this order; a row that came later is marked new.

        Without `arrivals` the reader has turned to other rows, of which none is new.
        """
        wanted = {self._key(row): row for row in rows}
        for gone in self._shown.keys() - wanted.keys():
            self._shown.pop(gone)[1].delete()
        for index, (key, row) in enumerate(wanted.items()):
            self._place(key, row, index, is_new=arrivals and self._drawn_once)
        self._drawn_once = True

    def _place(self, key: object, row: Row, index: int, *, is_new: bool) -> None:
        shown = self._shown.get(key)
        if shown is None:
            with self._container:
                element = tag(self._element, classes="is-new" if is_new else "")
            self._fill(element, row)
        elif shown[0] != row:
            element = shown[1]
            element.clear()
            self._fill(element, row)
        else:
            element = shown[1]
        self._shown[key] = (row, element)
        if self._container.default_slot.children.index(element) != index:
            element.move(target_index=index)

    def _fill(self, element: Tag, row: Row) -> None:
        element.set_attributes(**self._attributes(row))
        with element:
            self._draw(row)
