"""The canvas as a NiceGUI element: what a page may ask of it, and what it hears from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nicegui import background_tasks
from nicegui.element import Element
from nicegui.events import GenericEventArguments, Handler
from nicegui.helpers import expects_arguments

from ui.components.flow_canvas.events import NodeEvent, OutboxEvent, PatchEvent, ReadyEvent, SelectEvent

STATUS_INTERVAL = 0.05  # seconds between two messages with statuses: 20 a second are as live as the eye

Json = dict[str, Any]


class FlowCanvas(Element, component="flow_canvas.js", esm={"flow-canvas": "dist"}):
    """Draws a definition and lets it be edited; the browser's copy is the one that people work on.

    Calls made before the browser is ready are kept and made then.
    """

    def __init__(
        self,
        *,
        client_id: str,
        storage_key: str | None = None,
        read_only: bool = False,
        on_patch: Handler[PatchEvent] | None = None,
        on_select: Handler[SelectEvent] | None = None,
        on_ready: Handler[ReadyEvent] | None = None,
        on_outbox: Handler[OutboxEvent] | None = None,
        on_open: Handler[NodeEvent] | None = None,
    ) -> None:
        """`client_id` names this editor in its patches; unsent ones wait in the browser as `storage_key`."""
        super().__init__()
        self._props["client-id"] = client_id
        self._props["storage-key"] = storage_key
        self._props["read-only"] = read_only
        self._ready = False
        self._waiting: list[tuple[str, tuple[Any, ...]]] = []
        self._statuses: dict[str, Mapping[str, Any] | None] = {}
        self._sending_statuses = False
        # All listeners are there from the start: a later one would mount the canvas anew.
        self.on("ready", self._became_ready(on_ready))
        self.on("patch", lambda e: _call(on_patch, PatchEvent(**e.args)))
        self.on("select", lambda e: _call(on_select, SelectEvent(**e.args)))
        self.on("outbox", lambda e: _call(on_outbox, OutboxEvent(**e.args)))
        self.on("open", lambda e: _call(on_open, NodeEvent(**e.args)))

    def load(
        self, document: Json, *, revision: int, node_types: Sequence[Json], activities: Sequence[Json]
    ) -> None:
        """Shows a definition; patches that the browser still holds are put on top of it and sent again."""
        self._run("load", document, revision, list(node_types), list(activities))

    def load_from(self, url: str, *, node_types: Sequence[Json], activities: Sequence[Json]) -> None:
        """As `load`, from a URL that answers `{definition, revision}`: the way for over 300 nodes."""
        self._run("load_from", url, list(node_types), list(activities))

    def edit(self, operations: Sequence[Json]) -> None:
        """Edits as if the person had done it on the canvas: shown, undoable and sent in a patch."""
        self._run("edit", list(operations))

    def apply_remote(self, operations: Sequence[Json], revision: int) -> None:
        """Shows what someone else did; our undo leaves it alone."""
        self._run("apply_remote", list(operations), revision)

    def acknowledge(self, patch_id: str, revision: int) -> None:
        """The server has saved the patch as this revision."""
        self._run("acknowledge", patch_id, revision)

    def refuse(self, patch_id: str, message: str) -> None:
        """The server will not have the patch: it is taken back, and `on_outbox` hears why."""
        self._run("refuse", patch_id, message)

    def set_statuses(self, statuses: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Adds to what is known of an execution's steps by node id; None forgets a node's status.

        A status is {status, text?, progress?, error?, handles?, selected?}: `text` is the second line,
        `progress` a share from 0 to 1, `handles` those whose edges are live.
        """
        self._statuses.update(statuses)
        if not self._sending_statuses:
            self._sending_statuses = True
            background_tasks.create_or_defer(self._send_statuses(), name="statuses of the canvas")

    def set_problems(self, problems: Mapping[str, Sequence[Json]]) -> None:
        """Shows these problems, by node id, and no others; each has a `message` and a `severity`."""
        self._run("set_problems", {node_id: list(found) for node_id, found in problems.items()})

    def select(self, node_ids: Sequence[str]) -> None:
        """Selects these nodes alone."""
        self._run("select", list(node_ids))

    def focus_node(self, node_id: str) -> None:
        """Brings the node into view and selects it."""
        self._run("focus_node", node_id)

    def fit(self) -> None:
        """Brings the whole graph into view."""
        self._run("fit")

    def undo(self) -> None:
        self._run("undo")

    def redo(self) -> None:
        self._run("redo")

    def _run(self, method: str, *arguments: Any) -> None:
        if self._ready:
            self.run_method(method, *arguments)
        else:
            self._waiting.append((method, arguments))

    def _became_ready(self, handler: Handler[ReadyEvent] | None) -> Callable[[GenericEventArguments], Any]:
        def ready(_: GenericEventArguments) -> Any:
            self._ready = True
            waiting, self._waiting = self._waiting, []
            for method, arguments in waiting:
                self.run_method(method, *arguments)
            return _call(handler, ReadyEvent())

        return ready

    async def _send_statuses(self) -> None:
        try:
            while self._statuses and not self.is_deleted:
                statuses, self._statuses = self._statuses, {}
                self._run("set_statuses", statuses)
                await asyncio.sleep(STATUS_INTERVAL)
        finally:
            self._sending_statuses = False


def _call(handler: Handler[Any] | None, event: object) -> Any:
    """What the page's handler returns: NiceGUI awaits it and keeps the page's context around it."""
    if handler is None:
        return None
    if expects_arguments(handler):
        return handler(event)  # type: ignore[call-arg]
    return handler()  # type: ignore[call-arg]
