"""What stands below the inspector's tabs: input, output, error, attempts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.statuses import StepStatus
from services.views import AttemptRow
from ui.components.json_view import JsonView
from ui.components.markup import icon, tag
from ui.components.times import duration_text, time_of

_TITLES = {
    "Timeout": "No answer in time",
    "HttpStatus": "Not the answer that was expected",
    "UnknownActivity": "No worker has this activity",
    "ExpressionError": "An expression failed",
}
_HINTS = {
    "Timeout": "Is the service up? A longer time-out for one attempt, or more attempts, are set at the node.",
    "UnknownActivity": "Is the worker that registers it running?",
    "ExpressionError": "The expression met data that it does not fit. "
    "The input tab shows what the step was given.",
    "HttpStatus": "Which answers are good is set at the node: Expected status. "
    "Only faults that may pass are tried again.",
}
_NOTHING = {
    StepStatus.PENDING: "It has not begun.",
    StepStatus.SKIPPED: "It was skipped.",
}


@dataclass(frozen=True)
class Shown:
    """What the panel shows: equal ones are drawn once, so that nothing that was opened or scrolled is lost."""

    path: str | None  # of a step; None while it is the whole execution
    symbol: str
    name: str
    state: str
    detail: str
    colour: str
    input: Any
    output: Any
    error: Mapping[str, Any] | None
    error_place: str | None  # the step that failed, where that is another name
    attempts: tuple[AttemptRow, ...]
    status: StepStatus | None
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


def draw_tab(key: str, shown: Shown) -> None:
    """Draws the tab's content."""
    value = shown.input if key == "input" else shown.output
    if key == "error" and shown.error:
        _draw_error(shown.error, shown)
    elif key == "attempts":
        _draw_attempts(shown.attempts)
    elif value is None:
        tag("p", _nothing(key, shown), "quiet t3")
    else:
        _draw_value(value, shown, key)


def _draw_value(value: Any, shown: Shown, key: str) -> None:
    title = "Details" if key == "error" else key.capitalize()
    JsonView(value, title=title, filename=f"{shown.path or shown.name}-{key}.json")


def _nothing(key: str, shown: Shown) -> str:
    if shown.status in _NOTHING:
        return _NOTHING[shown.status]
    return "None." if shown.closed or key == "input" else "Not yet."


def _draw_error(error: Mapping[str, Any], shown: Shown) -> None:
    kind = str(error.get("type"))
    title = _TITLES.get(kind, kind)
    with tag("div", classes="err-box"):
        tag("div", f"{shown.error_place}: {title}" if shown.error_place else title, "ttl")
        tag("p", str(error.get("message", "")))
    if kind in _HINTS:
        with tag("div", classes="hint"):
            icon("lightbulb_2")
            tag("span", _HINTS[kind])
    with tag("div", classes="err-more"):
        _draw_value(dict(error), shown, "error")


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
