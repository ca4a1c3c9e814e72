"""What one step did: input, output, error, attempts; or the whole execution's, while no step is selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from graph.statuses import StepStatus
from services.views import AttemptRow, ExecutionRow, ExecutionView, StepRow
from ui.components.buttons import icon_button, tabs
from ui.components.json_view import JsonView
from ui.components.markup import Tag, icon, tag
from ui.components.pill import look_of
from ui.components.times import duration_text, time_of
from ui.pages.execution_viewer.steps import StepLook

_HINTS = {
    "Timeout": "Is the service up? A longer time-out for one attempt, or more attempts, are set at the node.",
    "UnknownActivity": "No worker of this project has this activity: "
    "is the worker that registers it running?",
    "ExpressionError": "The expression met data that it does not fit. "
    "The input tab shows what the step was given.",
    "HttpStatus": "The service answered, but not as expected. Expected status is set at the node; "
    "an edge from its error handle would go on from here.",
}


class StepInspector:
    """The panel on the right."""

    def __init__(self, view: ExecutionView, *, on_close: Callable[[], Any]) -> None:
        self._view, self._on_close = view, on_close
        self._tab: str | None = None
        self._shown: object = None
        self._panel = tag("aside", classes="inspector", aria_label="Inspector")
        self.show_execution(view.row)

    def show_execution(self, row: ExecutionRow) -> None:
        """The execution's own input, output and error."""
        self._shown = None
        self._panel.clear()
        places = {"input": self._view.input, "output": row.output}
        with self._panel:
            self._draw_head("account_tree", row.workflow_name, look_of(row.status).words, "", close=False)
            self._draw_tabs(places, row.error, (), row.status.is_closed)

    def show(self, step: StepRow | None, look: StepLook | None) -> None:
        """A step; the tab that was open stays open while the same step changes."""
        if step is None:
            return
        if self._shown != step.path:
            self._tab = None
        self._shown = step.path
        state = look_of(step.status)
        self._panel.clear()
        with self._panel:
            self._draw_head(
                look.icon if look else "help",
                step.label or step.path,
                _summary(step, look),
                state.colour,
                close=True,
            )
            self._draw_tabs(
                {"input": step.input, "output": step.output}, step.error, step.attempts, step.status.is_closed
            )

    def _draw_head(self, symbol: str, name: str, words: str, colour: str, *, close: bool) -> None:
        with tag("div", classes=f"insp-head is-{colour}" if colour else "insp-head"):
            with tag("span", classes="tile"):
                icon(symbol, "s20")
            with tag("div", classes="grow"):
                tag("div", name, "nm cut", title=name)
                tag("div", words, "ty cut")
            if close:
                icon_button("close", "Close", self._on_close)

    def _draw_tabs(
        self,
        values: Mapping[str, Any],
        error: Mapping[str, Any] | None,
        attempts: tuple[AttemptRow, ...],
        closed: bool,
    ) -> None:
        choices = {"input": "Input", "output": "Output"}
        if error:
            choices["error"] = "Error"
        if attempts:
            choices["attempts"] = f"Attempts {len(attempts)}"
        chosen = self._tab if self._tab in choices else "error" if error else "output" if closed else "input"
        body: Tag

        def choose(key: str) -> None:
            self._tab = key
            body.clear()
            with body:
                _draw_tab(key, values, error, attempts, closed)

        tabs(choices, chosen, choose, label="What to show")
        body = tag("div", classes="insp-body")
        with body:
            _draw_tab(chosen, values, error, attempts, closed)


def _summary(step: StepRow, look: StepLook | None) -> str:
    words = look_of(step.status).words
    if step.status in {StepStatus.FAILED, StepStatus.TIMED_OUT} and step.attempt > 1:
        words += f" after {step.attempt} attempts"
    if step.started_at and step.completed_at:
        words += f", {duration_text((step.completed_at - step.started_at) * 1000)}"
    return f"{words} · {look.type_label}" if look else words


def _draw_tab(
    key: str,
    values: Mapping[str, Any],
    error: Mapping[str, Any] | None,
    attempts: tuple[AttemptRow, ...],
    closed: bool,
) -> None:
    if key == "error" and error:
        _draw_error(error)
    elif key == "attempts":
        _draw_attempts(attempts)
    elif values.get(key) is None:
        tag("p", "None." if closed or key == "input" else "Not yet.", "quiet t3")
    else:
        JsonView(values[key])


def _draw_error(error: Mapping[str, Any]) -> None:
    with tag("div", classes="err-box"):
        place = error.get("label") or error.get("node")
        tag("div", f"{place}: {error.get('type')}" if place else str(error.get("type")), "ttl")
        tag("p", str(error.get("message", "")))
    hint = _HINTS.get(str(error.get("type")))
    if hint:
        with tag("div", classes="hint"):
            icon("lightbulb_2")
            tag("span", hint)
    tag("div", "Details", "sub-h")
    JsonView(dict(error))


def _draw_attempts(attempts: tuple[AttemptRow, ...]) -> None:
    with tag("table", classes="table tries num"), tag("tbody"):
        for attempt in reversed(attempts):
            with tag("tr"):
                tag("td", str(attempt.number))
                with tag("td"):
                    if attempt.started_at:
                        time_of(datetime.fromtimestamp(attempt.started_at, UTC), form="moment")
                words = "running" if attempt.ended_at is None else attempt.error or "succeeded"
                tag("td", words, "cut", title=f"{words} · {attempt.worker or ''}".strip(" ·"))
                took = (attempt.ended_at or 0) - (attempt.started_at or 0)
                tag("td", duration_text(took * 1000) if attempt.ended_at and attempt.started_at else "")
