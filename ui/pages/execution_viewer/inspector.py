"""The panel on the right: what one step did, or the whole execution while no step is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.statuses import StepStatus
from services.views import ExecutionRow, ExecutionView, StepRow
from ui.components.buttons import icon_button, tabs
from ui.components.markup import Tag, icon, tag
from ui.components.pill import look_of
from ui.components.times import duration_text
from ui.pages.execution_viewer.inspector_tabs import Shown, draw_tab
from ui.pages.execution_viewer.steps import StepLook


class StepInspector:
    """Shows one thing at a time; the tab, and tree or text, stay as they were chosen."""

    def __init__(self, view: ExecutionView, *, on_close: Callable[[], Any]) -> None:
        self._view, self._on_close = view, on_close
        self._tab: str | None = None
        self._shown: Shown | None = None
        self._panel = tag("aside", classes="inspector", aria_label="Inspector")
        self.show_execution(view.row)

    def show_execution(self, row: ExecutionRow) -> None:
        """The execution's own input, output and error."""
        self._show(
            Shown(
                path=None,
                symbol="account_tree",
                name=row.workflow_name,
                state=look_of(row.status).words,
                detail=f" · Execution {row.number}",
                colour=look_of(row.status).colour,
                input=self._view.input,
                output=row.output,
                error=row.error,
                error_place=row.error_label,
                attempts=(),
                status=None,
                closed=row.status.is_closed,
            )
        )

    def show(self, step: StepRow | None, look: StepLook | None) -> None:
        """A step; the tab that was open stays open while the same step changes."""
        if step is None:
            return
        state, detail = _summary(step, look)
        self._show(
            Shown(
                path=step.path,
                symbol=look.icon if look else "help",
                name=step.label or step.path,
                state=state,
                detail=detail,
                colour=look_of(step.status).colour,
                input=step.input,
                output=step.output,
                error=step.error,
                error_place=None,
                attempts=step.attempts,
                status=step.status,
                closed=step.status.is_closed,
            )
        )

    def _show(self, shown: Shown) -> None:
        if shown == self._shown:
            return
        if self._shown is None or self._shown.path != shown.path:
            self._tab = None
        self._shown = shown
        self._panel.clear()
        with self._panel:
            self._draw_head(shown)
            self._draw_tabs(shown)

    def _draw_head(self, shown: Shown) -> None:
        with tag("div", classes=f"insp-head is-{shown.colour}"):
            with tag("span", classes="tile" if shown.path else "tile plain"):
                icon(shown.symbol, "s20")
            with tag("div", classes="grow"):
                tag("div", shown.name, "nm cut", title=shown.name)
                with tag("div", classes="ty cut", title=f"{shown.state}{shown.detail}"):
                    tag("span", shown.state, "cfg")
                    tag("span", shown.detail)
            if shown.path is not None:
                icon_button("close", "Close", self._on_close)

    def _draw_tabs(self, shown: Shown) -> None:
        choices = shown.tabs()
        chosen = self._tab if self._tab in choices else shown.first_tab()
        body: Tag

        def choose(key: str) -> None:
            self._tab = key
            body.clear()
            self._draw_tab(key, shown, body)

        tabs(choices, chosen, choose, label="What to show")
        body = tag("div", classes="insp-body")
        self._draw_tab(chosen, shown, body)

    def _draw_tab(self, key: str, shown: Shown, body: Tag) -> None:
        with body:
            draw_tab(key, shown)


def _summary(step: StepRow, look: StepLook | None) -> tuple[str, str]:
    detail = ""
    if step.status in {StepStatus.FAILED, StepStatus.TIMED_OUT} and step.attempt > 1:
        detail += f" after {step.attempt} attempts"
    if step.started_at and step.completed_at:
        detail += f", {duration_text((step.completed_at - step.started_at) * 1000)}"
    if look:
        detail += f" · {look.type_label}"
    return look_of(step.status).words, detail
