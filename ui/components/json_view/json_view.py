"""JSON as a tree that opens bit by bit, or as text."""

import json
from typing import Any, Literal, TypeAlias

from nicegui.element import Element
from nicegui.events import GenericEventArguments

Mode: TypeAlias = Literal["tree", "raw"]


class JsonView(Element, component="json_view.js", esm={"json-view": "src"}):
    """Shows a JSON value; one of a megabyte opens as fast as a small one.

    With a `title` it has a head: the title, the switch between tree and text, copy and download. Without,
    the page sets `mode` and calls `copy` and `download` itself.
    """

    def __init__(
        self, value: Any, *, expand_depth: int = 2, title: str | None = None, filename: str = "value.json"
    ) -> None:
        super().__init__()
        self._props["expand-depth"] = expand_depth
        self._props["title"] = title
        self._props["filename"] = filename
        self._props["mode"] = "tree"
        self._is_ready = False
        self.on("ready", self._handle_ready, [])
        self.on("mode", self._handle_mode, ["mode"])
        self.set_value(value)

    def set_value(self, value: Any) -> None:
        """Show another value; what is open stays open as long as the value is the same."""
        # As text: the browser's numbers would round a large integer on the way.
        self._json = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
        if self._is_ready:
            self.run_method("show", self._json)

    @property
    def mode(self) -> Mode:
        mode: Mode = self._props["mode"]
        return mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._props["mode"] = mode

    def copy(self) -> None:
        """Put the text on the reader's clipboard; browsers allow it right after a click only."""
        self.run_method("copy")

    def download(self, filename: str) -> None:
        self.run_method("download", filename)

    def _handle_ready(self) -> None:
        # Once for each time the browser mounts it: a tab that is opened again starts with nothing.
        self._is_ready = True
        self.run_method("show", self._json)

    def _handle_mode(self, event: GenericEventArguments) -> None:
        self.mode = event.args["mode"]
