"""The viewer: reads the execution after each change and tells canvas, timeline, facts and inspector."""

from __future__ import annotations

import time
from typing import Any

from nicegui import ui

from graph.statuses import StepStatus
from services import drafts, executions
from services.views import ExecutionView, StepRow
from ui.components.flow_canvas import FlowCanvas, SelectEvent
from ui.components.markup import Tag, tag
from ui.components.panels import drag_border
from ui.components.timeline import Timeline, TimelineSelectEvent
from ui.pages.execution_viewer.facts import Facts
from ui.pages.execution_viewer.head import Head
from ui.pages.execution_viewer.inspector import StepInspector
from ui.pages.execution_viewer.selection import CanvasSelection
from ui.pages.execution_viewer.steps import StepLook, canvas_statuses, first_to_show, timeline_steps
from ui.session import current, watch

_TICK = 1.0  # seconds between new countdowns on waiting nodes


class Viewer:
    """Everything on the page of one execution."""

    def __init__(self, content: Tag, view: ExecutionView) -> None:
        self._page, self._view = current(), view
        self._row, self._steps = view.row, {step.path: step for step in view.steps}
        self._looks = StepLook.of(view.definition, drafts.activities())
        self._sent: dict[str, Any] = {}
        self._entries: dict[str, dict[str, Any]] = {}
        with tag("div", classes="viewer", data_panels="") as viewer:
            self._head = Head(view)
            self._facts = Facts(view)
            with tag("div", classes="canvas-place"):
                self._canvas = FlowCanvas(
                    client_id=content.client.id,
                    read_only=True,
                    on_patch=None,
                    on_select=self._canvas_selected,
                    on_ready=self._canvas_ready,
                    on_outbox=None,
                    on_open=None,
                )
            with tag("div", classes="tl-grip"):
                drag_border("--h-timeline", side="top", least=120, most=640, label="Height of the timeline")
            self._timeline = Timeline(on_select=self._timeline_selected)
            self._inspector = StepInspector(view, on_close=lambda: self._select(None))
        self._selection = CanvasSelection(self._canvas)
        self._selected: str | None = None
        viewer.on("keydown.escape", lambda _: self._select(None), [])
        self._load_timeline()
        self._select(first_to_show(view.row, self._ordered()))
        self._timer = ui.timer(_TICK, self._tick)
        watch(content, "execution", view.row.id, self._refresh)

    def _ordered(self) -> list[StepRow]:
        """A row for every node, in the order of the graph; nodes that did not begin are pending."""
        rows = [self._steps.get(path, look.pending()) for path, look in self._looks.items()]
        return rows + [step for path, step in self._steps.items() if path not in self._looks]

    def _canvas_ready(self, *_: object) -> None:
        self._canvas.load(
            self._view.definition.to_json(),
            revision=0,
            node_types=drafts.node_types(),
            activities=drafts.activity_descriptions(),
        )
        self._sent.clear()
        self._push_statuses()
        self._selection.begin(self._selected)

    def _load_timeline(self) -> None:
        self._timeline.load(
            self._fresh_entries(self._ordered()),
            started_at=self._row.started_at.timestamp(),
            completed_at=self._row.completed_at.timestamp() if self._row.completed_at else None,
            server_now=time.time(),
        )

    async def _refresh(self) -> None:
        row, steps = await executions.steps(self._page.app, self._page.actor, self._view.row.id)
        changed = [step for step in steps if self._steps.get(step.path) != step]
        closed_now = row.status.is_closed and not self._row.status.is_closed
        self._row, self._steps = row, {step.path: step for step in steps}
        self._head.show(row)
        self._facts.show(row, self._ordered())
        if changed or closed_now:
            ordered = self._ordered()
            self._timeline.update(
                self._fresh_entries(ordered),
                completed_at=row.completed_at.timestamp() if row.completed_at else None,
                server_now=time.time(),
            )
            self._push_statuses()
        await self._show_selected(changed={step.path for step in changed}, closed_now=closed_now)

    def _fresh_entries(self, ordered: list[StepRow]) -> list[dict[str, Any]]:
        """What the timeline does not show yet."""
        entries = {
            entry["path"]: entry
            for entry in timeline_steps(
                ordered, self._looks, self._view.definition, closed=self._row.status.is_closed
            )
        }
        fresh = [entry for path, entry in entries.items() if self._entries.get(path) != entry]
        self._entries = entries
        return fresh

    def _push_statuses(self) -> None:
        statuses = canvas_statuses(self._ordered(), self._looks, time.time())
        fresh = {node_id: status for node_id, status in statuses.items() if self._sent.get(node_id) != status}
        if fresh:
            self._sent |= fresh
            self._canvas.set_statuses(fresh)

    def _tick(self) -> None:
        if any(step.status is StepStatus.WAITING for step in self._steps.values()):
            self._push_statuses()
        elif self._row.status.is_closed:
            self._timer.deactivate()

    async def _show_selected(self, *, changed: set[str], closed_now: bool) -> None:
        if self._selected is None:
            wanted = first_to_show(self._row, self._ordered())
            if closed_now and wanted:
                self._select(wanted)
            elif closed_now:
                self._inspector.show_execution(self._row)
        elif self._selected in changed:
            await self._read_selected()

    def _canvas_selected(self, event: SelectEvent) -> None:
        if self._selection.was_made_by_hand(event.node_ids):
            self._select(event.node_ids[-1] if event.node_ids else None, from_canvas=True)

    def _timeline_selected(self, event: TimelineSelectEvent) -> None:
        self._select(event.path, from_timeline=True)

    def _select(self, path: str | None, *, from_canvas: bool = False, from_timeline: bool = False) -> None:
        self._selected = path
        if not from_timeline:
            self._timeline.select(path)
        if not from_canvas:
            self._selection.show(path if path in self._looks else None)
        if path is None:
            self._inspector.show_execution(self._row)
        else:
            ui.timer(0, self._read_selected, once=True)

    async def _read_selected(self) -> None:
        path = self._selected
        if path is None:
            return
        step = await executions.step(self._page.app, self._page.actor, self._view.row.id, path)
        look = self._looks.get(path)
        if self._selected == path:
            self._inspector.show(step or (look.pending() if look else None), look)
