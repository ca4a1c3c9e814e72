"""The execution timeline: one row per step, drawn on a canvas as time goes by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments, Handler, UiEventArguments, handle_event


@dataclass(kw_only=True, slots=True)
class TimelineSelectEvent(UiEventArguments):
    path: str | None  # None: nothing is selected any more


class Timeline(Element, component="timeline.js", esm={"timeline-view": "src"}):
    """Shows when each step was queued, ran, waited and was tried again.

    A step is `{path, node_id, label, icon, status, scheduled_at, started_at, completed_at, waits_until,
    attempts: [{number, started_at, ended_at, error}], note?}`. Times are epoch seconds, null where unknown;
    `icon` names a Material symbol; `note` stands in the lane as words.
    """

    def __init__(self, *, on_select: Handler[TimelineSelectEvent] | None = None) -> None:
        super().__init__()
        self._on_select = on_select
        self._steps: dict[str, dict[str, Any]] = {}
        self._started_at: float | None = None
        self._completed_at: float | None = None
        self._server_now = 0.0
        self._heard_at = 0.0
        self._selected: str | None = None
        self._is_ready = False
        self.on("ready", self._handle_ready, [])
        self.on("select", self._handle_select, ["path"])

    def load(
        self,
        steps: Sequence[Mapping[str, Any]],
        *,
        started_at: float,
        completed_at: float | None,
        server_now: float,
    ) -> None:
        """Replace everything; rows stand in the order given."""
        self._steps = {step["path"]: dict(step) for step in steps}
        self._started_at = started_at
        self._completed_at = completed_at
        self._hear(server_now)
        if self._is_ready:
            self._send_everything()

    def update(
        self,
        steps: Sequence[Mapping[str, Any]] | None = None,
        *,
        completed_at: float | None = None,
        server_now: float | None = None,
    ) -> None:
        """Merge steps by path, field by field; a new path becomes the last row.

        Without arguments it is NiceGUI's own `update`, which resends classes and style.
        """
        if steps is None and completed_at is None and server_now is None:
            super().update()
            return
        for step in steps or ():
            self._steps.setdefault(step["path"], {}).update(step)
        if completed_at is not None:
            self._completed_at = completed_at
        if server_now is not None:
            self._hear(server_now)
        # Before `load` there is nothing to merge into: it will bring everything.
        if self._is_ready and self._started_at is not None:
            change = {"steps": list(steps or ()), "completed_at": completed_at, "server_now": server_now}
            self.run_method("update", change)

    def select(self, path: str | None) -> None:
        """Highlight a row and bring it into view; no event follows."""
        self._selected = path
        if self._is_ready:
            self.run_method("select", path)

    def _hear(self, server_now: float) -> None:
        self._server_now = server_now
        self._heard_at = monotonic()

    def _handle_ready(self) -> None:
        # Once for each time the browser mounts it: a tab that is opened again starts with nothing.
        self._is_ready = True
        self._send_everything()

    def _send_everything(self) -> None:
        if self._started_at is None:
            return
        execution = {
            "steps": list(self._steps.values()),
            "started_at": self._started_at,
            "completed_at": self._completed_at,
            "server_now": self._server_now + monotonic() - self._heard_at,
        }
        self.run_method("load", execution)
        self.run_method("select", self._selected)

    def _handle_select(self, event: GenericEventArguments) -> None:
        path = event.args["path"]
        self._selected = path
        handle_event(self._on_select, TimelineSelectEvent(sender=self, client=self.client, path=path))
