"""What one step did: input, output, error, attempts; or the whole execution's, while no step is selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Shown:
    """What the panel shows: equal ones are drawn once, so that nothing that was opened or scrolled is lost."""

    path: str | None
    symbol: str
    name: str
    place: str  # where the error happened
    words: str
    colour: str
    input: Any
    output: Any
    error: Mapping[str, Any] | None
    attempts: tuple[AttemptRow, ...]
    closed: bool

    def tabs(self) -> dict[str, str]:
        choices = {"input": "Input", "output": "Output"}
        if self.error:
            choices["error"] = "Error"
        if self.attempts:
            choices["attempts"] = f"Attempts {len(self.attempts)}"
        return choices

    def first_tab(self) -> str:
        return "error" if self.error else "output" if self.closed else "input"


class StepInspector:
    """The panel on the right."""

    def __init__(self, view: ExecutionView, *, on_close: Callable[[], Any]) -> None:
        self._view, self._on_close = view, on_close
        self._tab: str | None = None
        self._shown: _Shown | None = None
        self._panel = tag("aside", classes="inspector", aria_label="Inspector")
        self.show_execution(view.row)

    def show_execution(self, row: ExecutionRow) -> None:
        """The execution's own input, output and error."""
        self._show(
            _Shown(
                path=None,
                symbol="account_tree",
                name=row.workflow_name,
                place=row.error_label or row.workflow_name,
                words=look_of(row.status).words,
                colour="",
                input=self._view.input,
                output=row.output,
                error=row.error,
                attempts=(),
                closed=row.status.is_closed,
            )
        )

    def show(self, step: StepRow | None, look: StepLook | None) -> None:
        """A step; the tab that was open stays open while the same step changes."""
        if step is None:
            return
        name = step.label or step.path
        self._show(
            _Shown(
                path=step.path,
                symbol=look.icon if look else "help",
                name=name,
                place=name,
                words=_summary(step, look),
                colour=look_of(step.status).colour,
                input=step.input,
                output=step.output,
                error=step.error,
                attempts=step.attempts,
                closed=step.status.is_closed,
            )
        )

    def _show(self, shown: _Shown) -> None:
        if shown == self._shown:
            return
        if self._shown is None or self._shown.path != shown.path:
            self._tab = None
        self._shown = shown
        self._panel.clear()
        with self._panel:
            self._draw_head(shown)
            self._draw_tabs(shown)

    def _draw_head(self, shown: _Shown) -> None:
        with tag("div", classes=f"insp-head is-{shown.colour}" if shown.colour else "insp-head"):
            with tag("span", classes="tile"):
                icon(shown.symbol, "s20")
            with tag("div", classes="grow"):
                tag("div", shown.name, "nm cut", title=shown.name)
                tag("div", shown.words, "ty cut")
            if shown.path is not None:
                icon_button("close", "Close", self._on_close)

    def _draw_tabs(self, shown: _Shown) -> None:
        choices = shown.tabs()
        chosen = self._tab if self._tab in choices else shown.first_tab()
        body: Tag

        def choose(key: str) -> None:
            self._tab = key
            body.clear()
            with body:
                _draw_tab(key, shown)

        tabs(choices, chosen, choose, label="What to show")
        body = tag("div", classes="insp-body")
        with body:
            _draw_tab(chosen, shown)


def _summary(step: StepRow, look: StepLook | None) -> str:
    words = look_of(step.status).words
    if step.status in {StepStatus.FAILED, StepStatus.TIMED_OUT} and step.attempt > 1:
        words += f" after {step.attempt} attempts"
    if step.started_at and step.completed_at:
        words += f", {duration_text((step.completed_at - step.started_at) * 1000)}"
    return f"{words} · {look.type_label}" if look else words


def _draw_tab(key: str, shown: _Shown) -> None:
    if key == "error" and shown.error:
        _draw_error(shown.error, shown.place)
    elif key == "attempts":
        _draw_attempts(shown.attempts)
    else:
        value = shown.input if key == "input" else shown.output
        if value is None:
            tag("p", "None." if shown.closed or key == "input" else "Not yet.", "quiet t3")
        else:
            JsonView(value)


def _draw_error(error: Mapping[str, Any], name: str) -> None:
    with tag("div", classes="err-box"):
        tag("div", f"{name}: {error.get('type')}", "ttl")
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
