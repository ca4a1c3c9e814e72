"""JSON as a tree that opens bit by bit, or as text."""

import json
from typing import Any

from nicegui.element import Element


class JsonView(Element, component="json_view.js", esm={"json-view": "src"}):
    """Shows a JSON value; one of a megabyte opens as fast as a small one.

    Its head holds the title, the switch between tree and text, copy and download. Which of the two is shown is the
    reader's choice for the whole page and stays in the browser.
    """

    def __init__(
        self, value: Any, *, title: str, expand_depth: int = 2, filename: str = "value.json"
    ) -> None:
        super().__init__()
        self._props["title"] = title
        self._props["expand-depth"] = expand_depth
        self._props["filename"] = filename
        self._is_ready = False
        self.on("ready", self._handle_ready, [])
        self.set_value(value)

    def set_value(self, value: Any) -> None:
        """Show another value; what is open stays open as long as the value is the same."""
        # As text: the browser's numbers would round a large integer on the way.
        self._json = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
        if self._is_ready:
            self.run_method("show", self._json)

    def _handle_ready(self) -> None:
        # Once for each time the browser mounts it: a tab that is opened again starts with nothing.
        self._is_ready = True
        self.run_method("show", self._json)
